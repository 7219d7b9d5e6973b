"""A year that is not published is nowhere, unless it is asked for; then it says so on every page."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from spr.build.copies import HiddenYearsError, OnlyDraftsError, load_copy
from spr.build.site import build_site
from spr.build.source import Source
from spr.cli import main
from spr.model.assessment import Year
from spr.model.audience import for_audience
from spr.model.dates import Date
from spr.model.drafts import without_drafts
from spr.model.horizon import up_to
from spr.model.words import Audience, Recorded, State
from spr.render.site import year_values
from tests.folders import ROOT, lay, replace_text, schemas_read_once
from tests.sites import Site
from tests.test_changes import assessments

NORTHMOOR = assessments("examples/northmoor")


def _in_state(year: Year, state: State) -> Year:
    """*year* with a record that leaves it in *state*."""
    whole = NORTHMOOR.years[0].record
    until = {
        State.DRAFT: (Recorded.REVIEWED,),
        State.AGREED: (Recorded.REVIEWED, Recorded.AGREED),
        State.PUBLISHED: (Recorded.REVIEWED, Recorded.AGREED, Recorded.PUBLISHED),
    }
    if state is State.WITHDRAWN:
        return replace(year, record=(*whole, replace(whole[-1], what=Recorded.WITHDRAWN)))
    return replace(year, record=tuple(event for event in whole if event.what in until[state]))


@pytest.mark.parametrize(
    ("state", "stays"),
    [(State.DRAFT, False), (State.AGREED, False), (State.PUBLISHED, True), (State.WITHDRAWN, True)],
)
def test_what_is_not_published_is_left_out(state: State, stays: bool) -> None:  # noqa: FBT001 (a table)
    """A year that was withdrawn stays, and says so; one that is agreed waits for its publication."""
    *earlier, newest = NORTHMOOR.years
    changed = _in_state(newest, state)
    assert changed.state is state
    found = without_drafts(replace(NORTHMOOR, years=(*earlier, changed)))
    assert tuple(each.id for each in found.years) == (
        *(year.id for year in earlier),
        *([newest.id] if stays else []),
    )


def test_what_a_draft_brought_goes_with_it() -> None:
    """Its recommendations, what it tells of older ones, and what only it uses of what the years share."""
    left = without_drafts(NORTHMOOR)
    events = [event for each in left.recommendations for event in each.events]
    assert "2025" not in {each.raised_in for each in left.recommendations}
    assert "2025" not in {event.told_in for event in events}
    assert "2025" in {event.told_in for each in NORTHMOOR.recommendations for event in each.events}
    gone = {metric.id for metric in NORTHMOOR.metrics} - {metric.id for metric in left.metrics}
    used = {figure.metric for year in left.years for figure in year.figures}
    assert gone
    assert not gone & used


def test_what_happened_since_stays() -> None:
    """The world does not wait for the next report: an event that no report tells is on home today."""
    last = max(year.own_date for year in without_drafts(NORTHMOOR).years if year.own_date)
    since = [
        event.date
        for each in without_drafts(NORTHMOOR).recommendations
        for event in each.events
        if isinstance(event.date, Date) and event.date > last
    ]
    assert since


@pytest.mark.parametrize("year", [year.id for year in NORTHMOOR.years[:-1]])
def test_a_draft_changes_nothing_of_published_years(year: str) -> None:
    """Whether drafts are asked for or not, a published year sees the same."""
    with_draft = for_audience(NORTHMOOR, Audience.PUBLIC)
    without = for_audience(without_drafts(NORTHMOOR), Audience.PUBLIC)
    seen, again = with_draft.year(year), without.year(year)
    assert seen is not None
    assert again is not None
    assert up_to(with_draft, seen) == up_to(without, again)


def test_nothing_but_drafts_is_told(tmp_path: Path) -> None:
    """Whoever has just begun the first year is told how to see it."""
    folder = lay(tmp_path / "data")
    (folder / "2021/record.yaml").unlink()
    with schemas_read_once(), pytest.raises(OnlyDraftsError) as error:
        load_copy(Source(ROOT, folder, "assessments"))
    assert str(error.value) == (
        "No year in assessments is published yet (2021, 2022), and drafts are left out. "
        "Publish one with `spr publish`, or see them with --drafts."
    )
    with schemas_read_once():
        assert load_copy(Source(ROOT, folder, "assessments", drafts=True)).years


def test_nothing_but_what_others_may_see_is_told(tmp_path: Path) -> None:
    """A first year is for the force until somebody says otherwise: whoever builds is told how to see it."""
    folder = lay(tmp_path / "data")
    (folder / "2021/record.yaml").unlink()
    for year in ("2021", "2022"):
        replace_text(folder, f"{year}/assessment.yaml", "audience: public", "audience: force")
    source = Source(ROOT, folder, "assessments")
    with schemas_read_once(), pytest.raises(OnlyDraftsError) as drafts:
        load_copy(source)
    assert str(drafts.value).endswith("or see them with --drafts --audience force.")
    with schemas_read_once(), pytest.raises(HiddenYearsError) as hidden:
        load_copy(replace(source, drafts=True))
    assert str(hidden.value) == (
        "No year in assessments is for 'public' (2021, 2022). Whoever may see one adds: --audience force"
    )


def test_a_built_site_has_no_trace_of_a_draft(tmp_path: Path) -> None:
    """No page, no comparison, no list, no data file, no search index names it."""
    folder = lay(tmp_path / "data")
    replace_text(folder, "2022/assessment.yaml", "label: Report of 2022", "label: Report of Quince")
    replace_text(folder, "recommendations/2022-1.yaml", "heading: Boats", "heading: Medlar")
    for name in ("2022/threats/terrorism.yaml", "2022/threats/public-order.yaml"):
        replace_text(folder, name, "in_brief: ", "in_brief: Sorb. ")
    words = ("Quince", "Medlar", "Sorb", "2022")
    assert main(["--data", str(folder), "build", "--output", str(tmp_path / "site")]) == 0
    texts = {
        path.relative_to(tmp_path / "site").as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "site").rglob("*")
        if path.suffix in {".html", ".json", ".js", ".csv", ".md", ".xml"}
        and not {"assets", "guide"} & {*path.parts}  # the guide's examples have years of their own
    }
    assert {(name, word) for name, text in texts.items() for word in words if word in text} == set()

    build_site(
        Source(ROOT, folder, "data", Audience.PUBLIC, drafts=True), tmp_path / "all", "/", lambda _: None
    )
    shown = "".join(path.read_text("utf-8") for path in (tmp_path / "all").rglob("*.html"))
    assert all(word in shown for word in words)


def test_what_does_not_stand_says_why() -> None:
    """A draft is not agreed; an agreed year is, and is not published; one that was withdrawn stood once."""
    said = {}
    for state in State:
        year = _in_state(NORTHMOOR.years[-1], state)
        copy = for_audience(replace(NORTHMOOR, years=(*NORTHMOOR.years[:-1], year)), Audience.PUBLIC)
        said[state] = year_values(copy, copy.years[-1], preview=False)["warning"]
    assert said == {
        State.DRAFT: ("Draft – not agreed", "It may change, and is not for citing."),
        State.AGREED: ("Agreed – not published yet", "It is not for citing before it is published."),
        State.PUBLISHED: None,
        State.WITHDRAWN: ("Withdrawn", "It no longer stands."),
    }


def test_every_page_of_a_draft_is_marked(site: Site) -> None:
    """The mark is on each page of a draft, and on no page of another year or of home."""
    drafts = {"assessments": set(), "examples/northmoor": {"2025"}}[site.data]
    for page in site.pages():
        if page.name == "404.html":
            continue  # it says nothing of any year
        text = page.read_text("utf-8")
        said = (
            '<div class="spr-watermark" data-words="Draft – not agreed"></div>' in text,
            '<strong class="spr-notice__title">Draft – not agreed.</strong>' in text,
        )
        is_draft = page.relative_to(site.folder).parts[0] in drafts
        assert said == (is_draft, is_draft), page


@pytest.mark.parametrize("site", ["examples/northmoor"], indirect=True)
def test_the_mark_is_on_paper_and_takes_no_click(site: Site, browser: Browser) -> None:
    """It lies over the page, is printed, and lets every link beneath it be followed."""
    page = browser.new_page()
    page.goto((site.folder / "2025" / "index.html").as_uri())
    mark = page.locator(".spr-watermark")
    page.emulate_media(media="print")
    assert mark.is_visible()
    page.emulate_media(media="screen")
    assert mark.is_visible()
    middle = "document.elementFromPoint(innerWidth / 2, innerHeight / 2)"
    assert page.evaluate(f"{middle}.closest('.spr-watermark') === null")
    page.close()
