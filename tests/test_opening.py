"""Opening a year, holding a draft against another SPR edition, beginning a folder for another force."""

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from spr.changes import Kind, Thing, compare_years, part_of
from spr.checking.assessments import Checked
from spr.cli import main
from spr.cycle.editions import steps_to
from spr.loading.yaml12 import parse_yaml
from spr.model.assessment import Withheld, Year
from spr.model.audience import for_audience
from spr.model.shared import Crossing, Reference, SprEdition
from spr.model.words import Absent, Audience, Comparability, Review
from spr.narrative import change_in_words
from tests.folders import ROOT, SHOWN, checked, lay, problems_of, replace_text, schemas_read_once
from tests.test_changes import assessments

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def northmoor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Northmoor with 2026 opened."""
    folder = tmp_path_factory.mktemp("opened") / "data"
    shutil.copytree(ROOT / "examples/northmoor", folder)
    assert run(folder, "new-year", "2026", "--tasked", "2026-04-13", "--due", "2026-09-01") == 0
    return folder


def run(folder: Path, *arguments: str) -> int:
    """The exit code of the command for a folder."""
    with schemas_read_once():
        return main(["--data", str(folder), *arguments])


@cache
def year_of(folder: Path, name: str) -> Year:
    """A year of a folder in order, which no test changes after it asked."""
    found = _checked(folder)
    assert found.problems == ()
    year = found.assessments.year(name)
    assert year
    return year


@cache
def _checked(folder: Path) -> Checked:
    return checked(folder)


def test_year_that_is_made_from_a_draft_says_so(tmp_path: Path, capsys: Capture) -> None:
    """Whoever opens it may want to wait: what changes in the draft does not come along."""
    folder = lay(tmp_path / "data")
    sentence = (
        "To decide: whether 2023 is opened too early: 2022, from which it is made, is still a draft, and "
        "what is changed there from now on does not come here.\n"
    )
    assert run(folder, "new-year", "2023") == 0
    assert sentence in capsys.readouterr().out
    shutil.rmtree(folder / "2023")
    shutil.rmtree(folder / "2022")
    (folder / "recommendations/2022-1.yaml").unlink()
    assert run(folder, "new-year", "2023") == 0
    assert "too early" not in capsys.readouterr().out


def test_draft_is_in_order(northmoor: Path) -> None:
    """Nothing has to be mended before the first lead can begin."""
    assert _checked(northmoor).problems == ()


def test_paragraphs_are_carried_forward_and_marked(northmoor: Path) -> None:
    """Every one, in its place, with its words; nothing says that anybody has looked at it."""
    old, new = year_of(northmoor, "2025"), year_of(northmoor, "2026")
    assert [(each.id, each.text) for each in new.paragraphs] == [
        (each.id, each.text) for each in old.paragraphs
    ]
    assert {each.review for each in new.paragraphs} == {Review.CARRIED_FORWARD}
    assert not any(each.editorial or each.lineage for each in new.paragraphs)
    assert {each.review for each in new.risks} == {Review.CARRIED_FORWARD}
    assert {each.review for each in new.actions} == {Review.CARRIED_FORWARD}


def test_grades_and_figures_are_emptied(northmoor: Path) -> None:
    """Each metric stays to be filled in, and what the year before said stands above it."""
    new = year_of(northmoor, "2026")
    assert {threat.grades for threat in new.threats} == {Absent.TO_BE_FILLED_IN}
    assert {threat.in_brief for threat in new.threats} == {Absent.TO_BE_FILLED_IN}
    values = [figure.value for figure in new.figures if not isinstance(figure.value, Withheld)]
    assert set(values) == {Absent.TO_BE_FILLED_IN}
    assert {figure.metric for figure in new.figures} == {
        figure.metric for figure in year_of(northmoor, "2025").figures
    }
    text = (northmoor / "2026/threats/public-order.yaml").read_text("utf-8")
    assert (
        "  # 2025 said: Police Support Units for mutual aid: 5 PSUs (required)\n  - metric: psu-mutual"
        in text
    )
    assert "# 2025 said:\n#   Ready: capability, graded by the force on the scale" in text


def test_what_is_emptied_is_no_change_yet(northmoor: Path) -> None:
    """A draft that nobody has filled in says nothing of the force: no grade is gone, no figure not stated."""
    copy = for_audience(_checked(northmoor).assessments, Audience.FORCE)
    before, year = copy.year("2025"), copy.year("2026")
    assert before
    assert year
    found = [
        change
        for change in compare_years(copy, before, year)
        if change.what.thing in {Thing.GRADE, Thing.FIGURE} and change.kind is not Kind.NOT_FILLED_IN
    ]
    assert found == []
    emptied = [change for change in compare_years(copy, before, year) if change.kind is Kind.NOT_FILLED_IN]
    assert len(emptied) > 40
    assert {part_of(change) for change in emptied} == {None}
    told = {change_in_words(change) for change in emptied}
    assert "Specialist posts vacant: 10 of 126 posts before, and not filled in yet." in told


def test_figure_that_is_withheld_stays_so(tmp_path: Path) -> None:
    """Nobody has decided otherwise, and a lead who fills the figure in would tell it."""
    folder = lay(tmp_path / "data")
    withheld = "withheld: {exemption: s31, reason: It would help a thief., by: chief, date: 2022-08-01}"
    replace_text(folder, "2022/threats/civil-emergencies.yaml", "value: 3", withheld)
    assert run(folder, "new-year", "2023") == 0
    old, new = year_of(folder, "2022"), year_of(folder, "2023")
    assert isinstance(old.figures[0].value, Withheld)
    assert [each.value for each in new.figures] == [each.value for each in old.figures]


def test_only_promises_that_are_open_are_carried(northmoor: Path) -> None:
    """What was kept or missed was told; what was done is done."""
    old, new = year_of(northmoor, "2025"), year_of(northmoor, "2026")
    expected = [each.id for each in old.actions if each.outcome in {None, "moved", "not stated"}]
    assert expected == [each.id for each in new.actions]
    assert {each.outcome for each in new.actions} == {None}
    assert not [each for part in new.all_statements for each in (*part.findings, *part.evidence)]


def test_dates_and_label_are_those_of_the_year(northmoor: Path) -> None:
    """When it was asked for and by when; the rest is to be filled in, or told by the record."""
    new = year_of(northmoor, "2026")
    dates, empty = new.dates, Absent.TO_BE_FILLED_IN
    assert (str(dates.tasked), str(dates.due)) == ("2026-04-13", "2026-09-01")
    assert (dates.assessed, dates.plan_year) == (empty, empty)
    assert (dates.reported, dates.published) == (Absent.NOT_STATED, Absent.NOT_STATED)
    assert (new.label, new.in_brief, new.change_note, new.method) == ("2026 cycle", empty, empty, empty)
    assert new.record == ()


def test_comments_of_the_files_are_kept(northmoor: Path) -> None:
    """Every comment that stood on a line of its own, and those beside what was kept."""
    for path in sorted((northmoor / "2025").rglob("*.yaml")):
        if path.name == "record.yaml":
            continue
        new = (northmoor / "2026" / path.relative_to(northmoor / "2025")).read_text("utf-8")
        above = [
            line.strip() for line in path.read_text("utf-8").splitlines() if line.strip().startswith("#")
        ]
        assert not Counter(above) - Counter(line.strip() for line in new.splitlines()), path.name
    text = (northmoor / "2026/threats/public-order.yaml").read_text("utf-8")
    assert "- id: local-work-put-off         # of the whole force now" in text


def test_questions_stand_with_last_years_words(northmoor: Path) -> None:
    """Each of the five questions and five Cs, with where its words stand, or why there were none."""
    text = re.sub(r"\n# +", " ", (northmoor / "2026/threats/public-order.yaml").read_text("utf-8"))
    for asked in (
        "delivery: How does the force deliver against it? See public-order-readiness, disorder-of-august.",
        "What have inspections found? 2025 did not address it: There was no inspection of public order in",
        "consistency: See cost-to-neighbourhoods.",
    ):
        assert asked in text
    assert "  # On structures-and-resources, consistency:\n  - id: cost-to-neighbourhoods\n" in text


def test_year_that_is_there_is_not_overwritten(northmoor: Path, capsys: Capture) -> None:
    """Not by a second opening either, and not by one of an older year."""
    before = {path: path.read_bytes() for path in northmoor.rglob("*.yaml")}
    for year in ("2026", "2021"):
        assert run(northmoor, "new-year", year) == 1
        assert capsys.readouterr().err == (
            f"{year} is there already, and nothing is overwritten. Its files are edited where they are.\n"
        )
    assert before == {path: path.read_bytes() for path in northmoor.rglob("*.yaml")}


def test_year_before_all_others_begins_empty(tmp_path: Path, capsys: Capture) -> None:
    """With the threats of its SPR edition; nothing of a later year is put into its mouth."""
    folder = lay(tmp_path / "data")
    assert run(folder, "new-year", "2015", "--edition", "spr-2015") == 0
    assert "To decide: provenance in assessment.yaml" in capsys.readouterr().out
    assert problems_of(folder) == ()
    year = year_of(folder, "2015")
    assert [threat.id for threat in year.threats][:2] == ["terrorism", "serious-organised-crime"]
    assert {str(each.text) for each in year.paragraphs} == {"Nothing is written here yet."}


def test_unknown_edition_and_bad_data_are_told(tmp_path: Path, capsys: Capture) -> None:
    """And nothing is written."""
    folder = lay(tmp_path / "data")
    assert run(folder, "new-year", "2023", "--edition", "spr-2032") == 2
    assert capsys.readouterr().err.startswith("There is no SPR edition 'spr-2032'. Did you mean 'spr-2023'?")
    replace_text(folder, "2022/threats/terrorism.yaml", "leads:", "lead:")
    assert run(folder, "new-year", "2023") == 1
    assert not (folder / "2023").exists()


def test_stopping_leaves_no_half_of_a_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C while files are written."""
    folder = lay(tmp_path / "data")
    there = sorted(folder.iterdir())

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", stop)
    assert run(folder, "new-year", "2023") == 1
    assert there == sorted(folder.iterdir())


def test_draft_is_held_against_another_edition(tmp_path: Path, capsys: Capture) -> None:
    """Threats are added and renamed by the crosswalk, and each that an author must look at is listed."""
    folder = lay(tmp_path / "data")
    before = (folder / "2022/threats/public-order.yaml").read_bytes()
    assert run(folder, "edition", "2022", "spr-2023") == 0
    told = capsys.readouterr().out
    assert told.startswith("2022 is held against spr-2023. Nothing was taken out.\n")
    assert "To decide: Violence against women and girls is a threat of spr-2023 and was not in this" in told
    assert "To decide: National cyber event: renamed" in told
    assert problems_of(folder) == ()
    year = year_of(folder, "2022")
    titles = {section.threat: section.title for section in year.sections}
    assert titles["cyber-incident"] == "National cyber event"
    assert {"violence-against-women-girls", "child-sexual-abuse"} <= set(titles)
    text = (folder / "2022/threats/public-order.yaml").read_bytes()
    assert text != before
    assert before.replace(b"threat: public-order", b"") in text.replace(b"threat: public-order", b"") or (
        b"# Public disorder: renamed" in text
    )


def test_published_year_keeps_its_edition(tmp_path: Path, capsys: Capture) -> None:
    """What it is held against was published too."""
    folder = lay(tmp_path / "data")
    assert run(folder, "edition", "2021", "spr-2023") == 1
    assert capsys.readouterr().err == "2021 is no draft any more: what it is held against stays.\n"


def test_threats_that_split_and_merge_are_left_to_the_author() -> None:
    """The first of several goes on in the file; of the others it is told what to do."""
    reference = assessments("examples/northmoor").reference
    editions = tuple(
        SprEdition(id=name, name=name, issued=reference.spr_editions[0].issued, threats=threats, source="")
        for name, threats in (
            ("old", reference.spr_editions[0].threats[:3]),
            ("new", reference.spr_editions[0].threats[1:3]),
        )
    )
    first, second, third = (each.id for each in editions[0].threats)
    crosswalk = tuple(
        Crossing(
            old_edition="old",
            new_edition="new",
            old=old,
            new=new,
            relation="merged" if old == first else "same",
            comparability=Comparability.WITH_CARE,
            reason="Two became one.",
            source="",
            author="editors",
        )
        for old, new in ((first, second), (second, second), (third, None))
    )
    known: Reference = reference.__class__(
        spr_editions=editions,
        crosswalk=crosswalk,
        scales=(),
        level_series=(),
        level_meanings=(),
        exemptions={},
    )
    steps = steps_to(known, [(first, "old"), (second, "old"), (third, "old")], editions[1])
    assert [(step.old, step.new) for step in steps] == [
        (first, second),
        (second, None),
        (third, None),
        (None, third),
    ]
    assert all(step.decide for step in steps)


def test_another_force_begins(tmp_path: Path, capsys: Capture) -> None:
    """A folder in order, its first year too; nothing that is there is overwritten."""
    folder = tmp_path / "ours"
    arguments = ("init", str(folder), "--name", "Hill and Shore: a force", "--short-name", "Hill")
    assert main(arguments) == 0
    assert problems_of(folder) == ()
    assert run(folder, "new-year", "2026", "--due", "2026-09-01") == 0
    assert problems_of(folder) == ()
    assert checked(folder).assessments.force.name == "Hill and Shore: a force"
    capsys.readouterr()
    assert main(arguments) == 1
    assert capsys.readouterr().err == (
        f"The folder {folder} holds something already, and nothing is overwritten. Name a new one.\n"
    )


def test_no_word_of_a_real_force_outside_of_its_data() -> None:
    """Code, schemas and pages are for any force. What names the force in words for people is listed."""
    names = re.compile(r"west[ -]?midlands|\bWMP\b|birmingham|coventry|wolverhampton", re.IGNORECASE)
    folders = ("spr", "schemas", "docs", "home", "overrides", "examples", "benchmarks")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.is_file()]
    files += [*ROOT.glob("*.py"), *ROOT.glob("*.yml"), ROOT / "Makefile", ROOT / "pyproject.toml"]
    text = {"", ".css", ".html", ".js", ".json", ".md", ".py", ".svg", ".toml", ".yaml", ".yml"}
    named = [
        path.relative_to(ROOT).as_posix()
        for path in files
        if path.suffix in text and "__pycache__" not in path.parts and names.search(path.read_text("utf-8"))
    ]
    assert sorted(named) == []


def test_files_name_their_schemas(northmoor: Path) -> None:
    """Copied with the rest; `SHOWN` is what the tests call the folder."""
    assert SHOWN == "assessments"
    for path in (northmoor / "2026").rglob("*.yaml"):
        assert parse_yaml(path.read_bytes(), "").is_read
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=")
