"""One threat through all the years, newest first: who asks, asks first how it stands now."""

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup, escape

from spr.changes import Change, Significance, Thing, part_of
from spr.errors import NotThereError
from spr.model.assessment import Grade, Threat
from spr.model.shared import Crossing
from spr.model.words import Absent, Comparability, Covered, small
from spr.narrative import change_in_words, grade_in_words, reasons_in_words
from spr.render.home.paragraphs import strand_list
from spr.render.home.view import HomeView
from spr.render.partial import joined
from spr.render.parts import (
    Column,
    Row,
    abbreviations,
    absent,
    capital,
    covers,
    facts,
    items,
    link,
    listed,
    said,
    section,
    sentence,
    table,
)
from spr.render.recommendations import brief_list
from spr.render.text import heading, line, plain
from spr.render.threat import grade_badges, is_hidden, leads
from spr.render.view import CHANGES, View
from spr.through_years import ThreatInYear, crossings, strands, threat_titles, threat_years


def render_threat(view: HomeView, name: str) -> str:
    """The threat *name* through all the years. Raises `NotThereError`."""
    titles = threat_titles(view.assessments)
    if name not in titles:
        raise NotThereError("threat", name, [*titles])
    title = titles[name]
    years = threat_years(view.assessments, name)
    body = joined(
        (
            _overview(view, title, name, years),
            *_editions(view, name),
            *(_year(view, name, each) for each in years),
            _paragraphs(view, name),
        )
    )
    newest = view.of(view.assessments.newest)
    return joined((f"# {heading(title)}", body, abbreviations(newest, body)))


def _overview(view: HomeView, title: str, name: str, years: Sequence[ThreatInYear]) -> Markup:
    columns = [
        *(Column("Year"), Column("Graded"), Column("Compared", "words")),
        *(Column("Main changes"), Column("Open then")),
    ]
    rows = [_row(view, name, each) for each in years]
    return table(
        "years-of-threat",
        f"{title}: all years, newest first, each compared with the one before",
        columns,
        rows,
    )


def _row(view: HomeView, name: str, each: ThreatInYear) -> Row:
    of_year, threat = view.of(each.year), each.threat
    if threat is None:
        why = _why(each)
        return Row(Markup("{}").format(each.year.id), (why, why, why, _open_count(of_year, name)))
    return Row(
        link(of_year.to_threat(name), each.year.id),
        (
            grade_badges(threat),
            _grades_moved(view, of_year, threat, _moved_in_short),
            _count(view, of_year, name),
            _open_count(of_year, name),
        ),
    )


def _year(view: HomeView, name: str, each: ThreatInYear) -> str:
    of_year, threat = view.of(each.year), each.threat
    anchor = f"year-{each.year.id}"
    title = (
        each.year.label if each.year.label.startswith(each.year.id) else f"{each.year.id}: {each.year.label}"
    )
    if threat is None:
        return section(title, anchor, _absence(of_year, each), _open(of_year, name))
    if is_hidden(threat):
        return section(
            title, anchor, sentence(absent(Absent.NOT_PUBLISHED_HERE), "This copy leaves this threat out.")
        )
    return section(
        title,
        anchor,
        said(of_year, threat.in_brief),
        facts(_facts(view, of_year, threat)),
        _open(of_year, name),
    )


def _facts(view: HomeView, of_year: View, threat: Threat) -> Iterator[tuple[str, Markup | None]]:
    yield "In full", link(of_year.to_threat(threat.id), f"{threat.title} in {of_year.year.id}")
    yield "Held against", _held_against(of_year, threat)
    yield "Led by", leads(of_year, threat)
    yield "Graded", _grades(of_year, threat)
    yield "Against the year before", _grades_moved(view, of_year, threat, _moved_in_full)
    yield "Main changes", _count(view, of_year, threat.id)


def _paragraphs(view: HomeView, name: str) -> str:
    """Each paragraph that any year has on the threat, in every wording that it had."""
    found = [strand for strand in strands(view.assessments) if name in strand.threats]
    return section("Paragraph by paragraph", "paragraphs", strand_list(view, found)) if found else ""


def _held_against(of_year: View, threat: Threat) -> Markup:
    """The SPR edition, what the threat is called there, and what the report calls it if that differs."""
    edition = of_year.assessments.reference.edition(threat.spr_edition)
    official = edition.name_of(threat.id) if edition else None
    where = edition.name if edition else threat.spr_edition
    called = f"{where}, as “{official or threat.title}”"
    heads = f"; the report’s heading is “{threat.title}”" if official and official != threat.title else ""
    return plain(of_year, f"{called}{heads}")


def _grades(of_year: View, threat: Threat) -> Markup:
    if isinstance(threat.grades, Absent):
        return absent(threat.grades)
    return items(_grade(of_year, grade) for grade in threat.grades)


def _grade(of_year: View, grade: Grade) -> Markup:
    scale = of_year.assessments.scale(grade.scale) if grade.scale else None
    return plain(of_year, f"{grade_in_words(grade, scale)}.")


def _grades_moved(
    view: HomeView, of_year: View, threat: Threat, say: Callable[[View, Change], Markup]
) -> Markup:
    """What became of each grade, and how far the two may be compared; *say* has the words."""
    before = of_year.before
    if before is None:
        return absent(Absent.NOT_APPLICABLE)
    if not before.recorded(Covered.GRADES):
        return absent(Absent.NOT_RECORDED)
    account = view.account_of(of_year.year, threat.id)
    words = [say(of_year, each) for each in account if each.what.thing is Thing.GRADE]
    if words:
        return Markup(" ").join(words)
    return absent(Absent.NOT_GRADED if isinstance(threat.grades, Absent) else Absent.NOT_APPLICABLE)


def _moved_in_short(of_year: View, change: Change) -> Markup:
    care = f", {change.comparability}" if change.comparability is Comparability.WITH_CARE else ""
    return plain(of_year, f"{change.what.title}: {small(change.kind)}{care}.")


def _moved_in_full(of_year: View, change: Change) -> Markup:
    return plain(of_year, " ".join(filter(None, (change_in_words(change), reasons_in_words(change)))))


def _count(view: HomeView, of_year: View, name: str) -> Markup:
    """How many headlines there are among the changes since the year before, with a link to them all."""
    if of_year.before is None:
        return absent(Absent.NOT_APPLICABLE)
    placed = [change for change in view.account_of(of_year.year, name) if part_of(change) is not None]
    main = sum(change.significance is Significance.HEADLINE for change in placed)
    lesser = len(placed) - main
    words = f"{main} since {of_year.before.id}"
    return link(of_year.to(CHANGES), words) + (f", and {lesser} lesser" if lesser else "")


def _open_count(of_year: View, name: str) -> Markup:
    if not of_year.year.recorded(Covered.RECOMMENDATIONS):
        return absent(Absent.NOT_RECORDED)
    return escape(sum(name in each.threats for each in of_year.ledger.still_open))


def _open(of_year: View, name: str) -> Markup:
    """The recommendations on the threat that the year left open."""
    still_open = [each for each in of_year.ledger.still_open if name in each.threats]
    if not still_open:
        return Markup()
    one = len(still_open) == 1
    count = (
        f"{len(still_open)} recommendation{'' if one else 's'} on it {'was' if one else 'were'} open then:"
    )
    return sentence(count) + brief_list(of_year, still_open)


def _why(each: ThreatInYear) -> Markup:
    """Why a year says nothing of a threat, in a word or two."""
    if each.not_recorded:
        return absent(Absent.NOT_RECORDED)
    return escape("Not in that SPR edition") if each.not_in_edition else absent(Absent.NOT_STATED)


def _absence(of_year: View, each: ThreatInYear) -> Markup:
    if each.not_recorded:
        return sentence(absent(Absent.NOT_RECORDED), covers(of_year))
    if not each.not_in_edition:
        return sentence(absent(Absent.NOT_STATED), "The report does not assess this threat.")
    editions = [of_year.assessments.reference.edition(name) for name in each.year.spr_editions]
    names = listed(f"the {edition.name}" for edition in editions if edition)
    return sentence(Markup("Not in that SPR edition: the year was held against {}.").format(names))


def _editions(view: HomeView, name: str) -> Iterator[str]:
    """How the threat came from one SPR edition to the next, where the years span several."""
    found = crossings(view.assessments, name)
    if found:
        yield section(
            "From one SPR edition to the next", "spr-editions", items(_crossing(view, each) for each in found)
        )


def _crossing(view: HomeView, crossing: Crossing) -> Markup:
    reference = view.assessments.reference
    of_year = view.of(view.assessments.newest)
    old, new = reference.edition(crossing.old_edition), reference.edition(crossing.new_edition)
    before = old.name_of(crossing.old) if old and crossing.old else None
    after = new.name_of(crossing.new) if new and crossing.new else None
    names = " became ".join(f"“{name}”" for name in dict.fromkeys((before, after)) if name)
    steps = f"{old.name if old else crossing.old_edition} to {new.name if new else crossing.new_edition}"
    return Markup("{}: {}, {}. <strong>{}.</strong> {} (By the {}; {}.)").format(
        steps,
        names,
        crossing.relation,
        capital(crossing.comparability),
        line(of_year, crossing.reason),
        crossing.author,
        link(crossing.source, "source"),
    )
