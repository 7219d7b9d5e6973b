"""The rules of the check: what each asks for, why, and what breaks it."""

from itertools import cycle

from markupsafe import Markup, escape

from spr.checking.catalogue import RuleText, catalogue
from spr.render.home.view import HomeView
from spr.render.partial import joined
from spr.render.parts import facts, section


def render_rules(_: HomeView) -> str:
    """A part for each subject, and in it each rule at the anchor of its code."""
    return joined(
        section(subject, f"rules-{place}", *map(_rule, rules))
        for place, (subject, rules) in enumerate(catalogue().items(), start=1)
    )


def _rule(rule: RuleText) -> str:
    said = (("Rule", rule.rule), ("Why", rule.why), ("Broken by", rule.example))
    return joined(
        (
            f"### {rule.code} {{ #{rule.code} }}",
            facts((name, _with_code(words)) for name, words in said),
        )
    )


def _with_code(words: str) -> Markup:
    """Our own words: what stands in `backticks` is as it is written in a file."""
    forms = cycle((Markup("{}"), Markup("<code>{}</code>")))
    return Markup().join(
        form.format(escape(part)) for form, part in zip(forms, words.split("`"), strict=False)
    )
