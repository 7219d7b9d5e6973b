"""The record of what was tested is of the tests as they are."""

import json

import pytest
from playwright.sync_api import Page

from tests.axe import axe_rules
from tests.record import RECORD, what_tests_say
from tests.sites import Site
from tests.web import accessibility_tools

STALE = "home/accessibility/tested.json is older than the tests: run `make accessibility`"


def test_the_record_is_of_these_tests() -> None:
    """Who adds, takes away or rewords a test of accessibility records anew: the statement quotes it."""
    recorded = {each["test"]: each["says"] for each in json.loads(RECORD.read_text("utf-8"))["tests"]}
    assert what_tests_say() == recorded, STALE


def test_the_record_is_of_these_programs(reader: Page) -> None:
    """So does who locks another version of what judges the pages, or has another set of rules."""
    record = json.loads(RECORD.read_text("utf-8"))
    assert {name: record["tools"].get(name) for name in accessibility_tools()} == accessibility_tools(), STALE
    assert record["axe_rules"] == len(axe_rules(reader)), STALE


def test_the_record_is_of_these_kinds_of_pages(site: Site) -> None:
    """A new kind of page makes the record stale; one more page of a known kind does not."""
    assert set(site.kinds()) <= set(json.loads(RECORD.read_text("utf-8"))["kinds"]), STALE


@pytest.mark.parametrize("test", what_tests_say())
def test_every_test_has_read_pages(test: str) -> None:
    """A test that was recorded without a page has tested nothing."""
    record = json.loads(RECORD.read_text("utf-8"))
    assert [each["pages"] > 0 for each in record["tests"] if each["test"] == test] == [True], STALE
