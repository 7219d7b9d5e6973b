"""The accessibility statement: what the force says, and what was tested; its other words are the page's."""

from markupsafe import Markup, escape

from spr.model.words import Absent
from spr.render.home.view import HomeView
from spr.render.partial import joined
from spr.render.parts import Column, Row, absent, date, facts, listed, sentence, table

REGULATIONS = (
    "the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
)


def render_commitment(view: HomeView) -> str:
    """Who is committed to what: the force, if it has made the statement its own."""
    force = view.assessments.force
    if force.accessibility_contact:
        promise = f"{force.name} is committed to making this site accessible, in accordance with"
        return sentence(f"{promise} {REGULATIONS}.")
    return joined(
        (
            sentence(f"This site is made to be accessible, in accordance with {REGULATIONS}."),
            sentence(
                absent(Absent.NOT_STATED),
                escape(f"whether {force.name} takes this statement as its own."),
                "A force does so by naming, in the data, whom to tell.",
            ),
        )
    )


def render_contact(view: HomeView) -> str:
    """Whom to tell, and how soon they answer."""
    contact = view.assessments.force.accessibility_contact
    if contact is None:
        return sentence(absent(Absent.NOT_STATED), "The data names no contact.")
    email = Markup('<a href="mailto:{0}">{0}</a>').format(contact.email)
    within = contact.answers_within
    return joined(
        (
            facts(
                (
                    ("Contact", escape(contact.role)),
                    ("E-mail", email),
                    ("Telephone", escape(contact.telephone or absent(Absent.NOT_STATED))),
                )
            ),
            sentence(f"We will consider what you say and get back to you within {within}.") if within else "",
        )
    )


def render_tested(view: HomeView) -> str:
    """When the statement was prepared, from what, and what the tests hold."""
    tested = view.tested
    if tested is None:
        return sentence(absent(Absent.NOT_RECORDED), "No tests were recorded.")
    tools = listed(f"{name} {version}" for name, version in tested.tools)
    rows = [Row(escape(held.says), (escape(held.pages),)) for held in tested.held]
    return joined(
        (
            sentence(
                Markup("This statement was prepared and last reviewed on {}, from a self-assessment:").format(
                    date(tested.date)
                ),
                Markup("tests that a program runs, with {}, on {} pages of two sets of data.").format(
                    tools, tested.pages
                ),
                f"All of them passed. axe was asked for all of its {tested.axe_rules} rules",
                "on WCAG 2.2 A and AA and good practice; none was set aside.",
            ),
            table(
                "tested-by-programs",
                "What the tests hold",
                (Column("Rule"), Column("Pages", "number")),
                rows,
            ),
        )
    )
