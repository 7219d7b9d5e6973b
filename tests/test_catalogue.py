"""Every rule says what it asks for, why, and what breaks it; the page of the rules has them all."""

import re

import pytest

from spr.checking import against, schema
from spr.checking.catalogue import catalogue
from spr.checking.publication import CONDITIONS
from spr.checking.rules import RULES
from spr.loading import folder, yaml12
from spr.model.audience import for_audience
from spr.model.words import Audience
from spr.render.home.rules import render_rules
from spr.render.home.view import HomeView
from spr.through_years import Seen
from tests.folders import BASE, checked

TEXTS = {text.code: text for texts in catalogue().values() for text in texts}


def test_every_rule_stands_once() -> None:
    """A rule that is not there could not be looked up."""
    codes = [text.code for texts in catalogue().values() for text in texts]
    assert sorted(
        {*RULES, *CONDITIONS, *against.RULES, *folder.RULES, *yaml12.RULES, *schema.RULES}
    ) == sorted(codes)


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_rule_says_itself_in_sentences(code: str) -> None:
    """What it asks for and why are sentences, and the example is one or ends as code."""
    text = TEXTS[code]
    for words in (text.rule, text.why):
        assert re.fullmatch(r"[A-Z`].*\.", words), words
    assert re.fullmatch(r"[A-Z`].*[.`]", text.example), text.example
    assert text.rule != text.why


def test_page_has_every_rule_at_its_code() -> None:
    """So that a link to a rule arrives, and what is code in a sentence is code on the page."""
    seen = Seen(for_audience(checked(BASE).assessments, Audience.PUBLIC))
    page = render_rules(HomeView(seen, "guide/rules/index.html"))
    assert [code for code in TEXTS if f"### {code} {{ #{code} }}" not in page] == []
    assert "<code>grade: Redy</code> on a scale with the words Ready and Not ready." in page
    assert "`" not in page
