"""
The form of a draft: it shows a threat's file, and gives it back with nothing changed but what was changed.

Read as it is on a file share, so without a server; the policy of the site holds it in test_accessibility.py.
"""

import difflib
import hashlib
import json
import re
import shutil
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, Literal

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from spr.checking.rules.grades import check_grade_is_on_its_scale
from spr.checking.rules.prose import check_in_brief_cites_a_paragraph, check_in_brief_is_brief
from spr.checking.rules.report import check_date_is_in_the_calendar
from spr.checking.schema import RULES, Schemas, check_schema, load_schemas
from spr.cli.asked import source_of
from spr.form import below_root, form_schema
from spr.form.schema import ClashingSchemaError
from spr.loading.yaml12 import load_yaml, parse_yaml
from spr.model.audience import for_audience
from spr.model.words import Audience
from spr.render.form import ThreatFile, render_form, scale_told
from spr.render.view import View
from tests.axe import violations
from tests.folders import EXAMPLES, SCHEMAS, checked, lay
from tests.html_validate import faults, remaining
from tests.sites import ROOT, Site, built, given_out, shared_folder

NORTHMOOR: Final = ROOT / "examples" / "northmoor"
DRAFT: Final = "2025"
THREAT: Final = "cyber-incident"
FILE: Final = NORTHMOOR / DRAFT / "threats" / f"{THREAT}.yaml"
FILES: Final = sorted(NORTHMOOR.glob("*/threats/*.yaml"))
ASSETS: Final = ROOT / "overrides" / "assets" / "form"

NINE: Final = (
    "Nine young people who were drifting into cyber crime were spoken with, and all but one have not come to "
    "notice again."
)

PARAGRAPH: Final = re.findall(r"(?s)  - id: own-systems\n.*?\n\n", FILE.read_text("utf-8"))[0].splitlines()
"""The lines of a paragraph, with the empty one that follows it."""

of_northmoor: Final = pytest.mark.parametrize("site", ["examples/northmoor"], indirect=True)

EDITS: Final = (ROOT / "tests" / "web" / "edits.js").read_text(encoding="utf-8")
LOOK: Final = (ROOT / "tests" / "web" / "look.js").read_text(encoding="utf-8")
FORM: Final = "document.querySelector('spr-form')"
GIVEN_BACK: Final = """async ([texts, shown]) => {
  const form = document.querySelector("spr-form")
  const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))
  const given = []
  for (const text of texts) {
    form.load(text)
    if (shown) for (let frames = 0; frames < 2; frames++) await frame()
    given.push(form.write())
  }
  return given
}"""
SENTENCES: Final = """text => {
  const { schema, said } = document.querySelector("spr-form").told
  const problems = SprForm.check(schema, SprForm.readText(text), said)
  return problems.map(each => [SprForm.pointer(each.path), each.text])
}"""


BY_ITSELF: Final = {check_grade_is_on_its_scale, check_date_is_in_the_calendar} | {
    check_in_brief_is_brief,
    check_in_brief_cites_a_paragraph,
}
"""The rules that a threat's file can break whatever stands in other files."""

RULES_TOLD: Final = """([text, scales]) => {
  const told = { ...document.querySelector("spr-form").told, scales }
  const problems = SprForm.rules(told, SprForm.readText(text))
  return problems.map(each => [SprForm.pointer(each.path), each.text])
}"""


def of_schema_alone() -> list[Path]:
    """Cases of which a schema says what is wrong, in the file of a threat and no other."""
    cases = [path.parent for path in (EXAMPLES / "invalid").glob("*/*/expected.txt")]
    return sorted(case for case in cases if case.parent.name in RULES and _files(case) == ["threats"])


def _files(case: Path) -> list[str]:
    return [path.parent.name for path in case.rglob("*.yaml")]


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The force's own copy, which has forms."""
    return built(request.param, shared_folder(request.config, tmp_path_factory), forms=True)


@pytest.fixture(scope="session")
def address(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where that copy is served: the one of the same name that all tests share serves the public's."""
    with given_out(site, tmp_path_factory.mktemp("nginx")) as address:
        yield address


@pytest.fixture(scope="module")
def opened(site: Site, browser: Browser) -> Iterator[Page]:
    """The form of a threat, opened from the disk once for all tests; none may have caused an error on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto((site.folder / DRAFT / "threats" / THREAT / "form" / "index.html").as_uri())
    expect(page.get_by_role("heading", name="Paragraphs")).to_be_visible()
    yield page
    context.close()
    assert troubles == []


@pytest.fixture
def form(opened: Page) -> Page:
    """The form with the file as it stands."""
    opened.evaluate(f"text => {FORM}.load(text)", FILE.read_text(encoding="utf-8"))
    expect(opened.get_by_role("heading", name="Paragraphs")).to_be_visible()
    return opened


def entry(form: Page, name: str) -> Locator:
    """An entry of a list, by its id, or by the name that stands above it."""
    groups = form.get_by_role("group")
    by_id = groups.filter(has=form.locator("code", has_text=re.compile(f"^{re.escape(name)}$")))
    return by_id.or_(form.get_by_role("group", name=name, exact=True))


def given(form: Page) -> str:
    """The text of the file as it would be taken away now."""
    return str(form.evaluate(f"{FORM}.write()"))


def changed_lines(old: str, new: str) -> list[str]:
    """What a pull request would show: the lines that went, and those that came."""
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@of_northmoor
@pytest.mark.parametrize("shown", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_every_file_is_given_back_as_it_was(form: Page, shown: bool) -> None:  # noqa: FBT001
    """
    Byte for byte: each threat of every year, and files that end their lines otherwise or without an end.

    The slow one waits until each is shown, so that whatever the library does to it first is in it.
    """
    texts = [path.read_bytes().decode() for path in FILES]
    texts += [texts[0].replace("\n", "\r\n"), texts[0].rstrip("\n"), f"\ufeff{texts[0]}"]
    given = form.evaluate(GIVEN_BACK, [texts, shown])
    assert [text[:60] for text, back in zip(texts, given, strict=True) if text != back] == []


def write_text(form: Page) -> None:
    """One sentence of a paragraph takes the place of another."""
    entry(form, "advice-to-firms").get_by_label("Text").fill(
        "Advice to firms and schools is given by video and reached 345 of them in the year; firms are sent "
        "on to the region's advice line.\nNobody has come to notice again."
    )


def regrade(form: Page) -> None:
    """Another word, and why."""
    entry(form, "improving").get_by_label("Grade (needed)").fill("strong")
    because = entry(form, "strong").get_by_role("group", name="Why it differs from last year’s")
    because.get_by_label("Kind").select_option("evidence")
    because.get_by_label("Text").fill("The PCC said so: in June.")


def add_paragraph(form: Page) -> None:
    """At the end, then moved up by one."""
    form.get_by_role("button", name="Add to paragraphs").click()
    form.get_by_role("group", name="New, number 6").get_by_label("Id (needed)").fill("new-team")
    entry(form, "new-team").get_by_label("Text").fill(
        words := "A second team begins in spring: it has four people."
    )
    added = entry(form, words)
    added.get_by_role("checkbox", name="Delivery").check()
    added.get_by_role("button", name="Move up").click()


def take_paragraph_out(form: Page) -> None:
    """What cited it cites another."""
    form.once("dialog", lambda dialog: dialog.accept())
    entry(form, "own-systems").get_by_role("button", name="Take out").click()
    citing = entry(form, "replace-old-systems").get_by_label("Paragraph")
    citing.select_option(value="digital-investigators")


def take_out(form: Page) -> None:
    """It is asked whether that is meant."""
    form.once("dialog", lambda dialog: dialog.accept())
    entry(form, "plan-for-attacked-council").get_by_role("button", name="Take out").click()


def count_anew(form: Page) -> None:
    """Another number."""
    entry(form, "Firms and schools advised (firms and schools), actual").get_by_label("Value").fill("350.5")


def tag(form: Page) -> None:
    """Ticked and unticked."""
    entry(form, "own-systems").get_by_role("checkbox", name="Capacity").check()
    entry(form, "own-systems").get_by_role("checkbox", name="Prepare").uncheck()


def confirm(form: Page) -> None:
    """The words still hold."""
    entry(form, "own-systems").get_by_label("Review").select_option("confirmed")


def grade_nothing(form: Page) -> None:
    """Every grade is taken out."""
    for _ in range(2):
        form.once("dialog", lambda dialog: dialog.accept())
        form.get_by_role("region", name="Grades").get_by_role("button", name="Take out").first.click()


def say_more(form: Page) -> None:
    """Unfolded first."""
    risk = entry(form, "council-attacked")
    risk.get_by_text("More that can be said").click()
    risk.get_by_label("Marking").select_option("OFFICIAL")


CHANGES: Final[dict[str, tuple[Callable[[Page], None], list[str]]]] = {
    "a text": (
        write_text,
        [
            f"-      {NINE}",
            "+      Nobody has come to notice again.",
        ],
    ),
    "a grade": (
        regrade,
        [
            "-  - grade: improving",
            "+  - grade: strong",
            "+    because:",
            "+      kind: evidence",
            '+      text: "The PCC said so: in June."',
        ],
    ),
    "a paragraph more, moved up": (
        add_paragraph,
        [
            "+",
            "+  - id: new-team",
            "+    questions: [delivery]",
            '+    text: "A second team begins in spring: it has four people."',
        ],
    ),
    "a paragraph taken out": (
        take_paragraph_out,
        [
            *(f"-{line}" for line in PARAGRAPH),
            "-    paragraph: own-systems",
            "+    paragraph: digital-investigators",
        ],
    ),
    "an action taken out": (
        take_out,
        [
            "-  - id: plan-for-attacked-council",
            "-    owner: head-of-resilience",
            "-    by: 2026-06",
            "-    outcome: moved",
            "-    outcome_text: Moved from September 2025, to take in health and transport.",
            "-    paragraph: attack-on-a-partner",
            "-    text: Write with the councils a plan for an attack on one of them.",
        ],
    ),
    "a figure": (count_anew, ["-    value: 345", "+    value: 350.5"]),
    "a tag more and a tag less": (
        tag,
        ["-    five_cs: [consistency]", "-    four_ps: [prepare]", "+    five_cs: [consistency, capacity]"],
    ),
    "what was carried forward, confirmed": (
        confirm,
        [
            "-    review: carried-forward     # the new head of information has yet to read it",
            "+    review: confirmed     # the new head of information has yet to read it",
        ],
    ),
    "something that most entries do not say": (
        say_more,
        ["+    marking: OFFICIAL"],
    ),
}


@of_northmoor
@pytest.mark.parametrize("what", CHANGES)
def test_only_what_was_changed_differs(form: Page, what: str) -> None:
    """A kind of change at a time, made as a lead makes it, and looked at as a pull request shows it."""
    change, expected = CHANGES[what]
    change(form)
    assert expected == changed_lines(FILE.read_text(encoding="utf-8"), given(form))


@of_northmoor
@pytest.mark.parametrize(
    "several",
    [
        [what for what in CHANGES if what != "a paragraph taken out"],
        ["a paragraph taken out", "a text", "a figure"],
    ],
    ids=["all but one taken out", "one taken out"],
)
def test_the_check_is_content_with_what_the_form_writes(
    form: Page, tmp_path: Path, several: list[str]
) -> None:
    """Several changes in one file, which then differs by them and by nothing else."""
    for what in several:
        CHANGES[what][0](form)
    new = given(form)
    expected = [line for what in several for line in CHANGES[what][1]]
    assert sorted(expected) == sorted(changed_lines(FILE.read_text(encoding="utf-8"), new))
    folder = shutil.copytree(NORTHMOOR, tmp_path / "data")
    (folder / DRAFT / "threats" / f"{THREAT}.yaml").write_text(new, encoding="utf-8", newline="\n")
    assert checked(folder).problems == ()


@of_northmoor
def test_areas_and_a_range_are_numbers_in_their_places(form: Page) -> None:
    """One value of an area, and what says that there is none; of a range, both ends on one line."""
    text = FILE.with_name("child-sexual-abuse.yaml").read_text(encoding="utf-8")
    form.evaluate(f"text => {FORM}.load(text)", text)
    figures = form.get_by_role("region", name="Figures")
    figures.get_by_label("Eastmoor").locator("visible=true").fill("77")
    figures.get_by_label("Uplands").locator("visible=true").fill("not stated")
    first = figures.get_by_role("group").first
    first.get_by_text("More that can be said").click()
    first.get_by_label("Lowest").fill("890")
    first.get_by_label("Highest").fill("900.5")
    assert changed_lines(text, given(form)) == [
        *("+    range: [890, 900.5]", "-      eastmoor: 12", "+      eastmoor: 77"),
        *("-      uplands: 4", "+      uplands: not stated"),
    ]


def said(value: object) -> object:
    """What data says, however its texts are broken into lines, and wherever its entries were before."""
    if isinstance(value, dict):
        return {key: said(each) for key, each in value.items() if key != "$from"}
    if isinstance(value, list):
        return [said(each) for each in value]
    return " ".join(value.split()) if isinstance(value, str) else value


@of_northmoor
@pytest.mark.parametrize("line_end", ["\n", pytest.param("\r\n", marks=pytest.mark.slow)])
def test_whatever_is_changed_is_what_the_check_then_reads(form: Page, line_end: str) -> None:
    """Of several hundred arbitrary changes, with every sign that means something in YAML, none is lost."""
    texts = [path.read_text(encoding="utf-8").replace("\n", line_end) for path in FILES]
    written = form.evaluate(EDITS, [texts, 3])
    for text, data in written:
        document = parse_yaml(text.encode(), "edited.yaml")
        assert document.problems == ()
        assert said(data) == said(document.data)
    assert len(written) == 3 * len(texts)


@of_northmoor
def test_no_grade_left_is_not_graded(form: Page) -> None:
    """Where the last one is taken out, the file says so in the word for it, and nothing else changes."""
    grade_nothing(form)
    new = given(form)
    lines = changed_lines(FILE.read_text(encoding="utf-8"), new)
    assert [line for line in lines if line.startswith("+")] == ["+grades: not graded"]
    assert len(lines) == 1 + len(
        re.findall(r"(?m)^grades:\n(?:  .*\n)+", FILE.read_text("utf-8"))[0].splitlines()
    )


@of_northmoor
def test_what_is_to_be_filled_in_stays_so_until_somebody_says_otherwise(form: Page) -> None:
    """Opening the form grades nothing and says of nothing that it is not graded; that takes a press."""
    grades = re.findall(r"(?m)^grades:\n(?:  .*\n)+", FILE.read_text("utf-8"))[0]
    emptied = FILE.read_text("utf-8").replace(grades, "grades: to be filled in\n")
    form.evaluate(f"text => {FORM}.load(text)", emptied)
    region = form.get_by_role("region", name="Grades")
    expect(region.get_by_text("To be filled in.")).to_be_visible()
    assert given(form) == emptied
    region.get_by_role("button", name="Say that it is not graded").click()
    expect(region.get_by_text("Not graded.")).to_be_visible()
    assert changed_lines(emptied, given(form)) == ["-grades: to be filled in", "+grades: not graded"]


@of_northmoor
def test_last_years_words_stand_beneath(form: Page) -> None:
    """Of the brief, the grades, paragraphs and figures; where they are the same, that is all that is said."""
    assert "2024 said" in form.get_by_role("region", name="Grades").inner_text()
    assert "Partly ready: capability and capacity" in form.get_by_role("region", name="Grades").inner_text()
    text = entry(form, "digital-investigators").inner_text()
    assert "2024 said:" in text
    entry(form, "council-attacked").get_by_label("Text").fill("Another risk.")
    said = entry(form, "council-attacked").inner_text()
    assert "When a council is attacked the force will be asked for help that it has not planned." in said


@of_northmoor
def test_the_words_of_a_brief_are_counted(form: Page) -> None:
    """As the check counts them, so that nobody waits for it to learn that it is too long."""
    brief = form.get_by_label("In brief (needed)")
    words = len(brief.input_value().split())
    expect(form.get_by_text(f"{words} of at most 40 words.")).to_be_visible()
    brief.fill("Three words now.")
    expect(form.get_by_text("3 of at most 40 words.")).to_be_visible()


@of_northmoor
def test_an_entry_is_called_by_its_first_words(form: Page) -> None:
    """An id is a name for programs; it stands beneath, with the number that the draft gives a paragraph."""
    paragraph = entry(form, "own-systems")
    words = "The force’s own systems are backed up"
    paragraph.get_by_label("Text").fill("")
    paragraph.get_by_label("Text").press_sequentially(f"{words}.")
    expect(form.get_by_role("group", name=f"{words}.", exact=True)).to_contain_text("Its id: own-systems")
    expect(paragraph).to_contain_text(re.compile(r"Paragraph \d+, as the draft stands\."))
    risk = entry(form, "council-attacked")
    chosen = risk.get_by_label("Paragraph").locator("option:checked")
    expect(chosen).to_have_text(re.compile(r"\d+: "))
    questions = form.locator(".spr-form__questions")
    expect(questions).to_contain_text(re.compile(r"Answered in paragraphs? \d+.*\. 2024: paragraphs? \d+"))


@of_northmoor
def test_an_id_is_made_from_the_first_words(form: Page) -> None:
    """Until somebody types another or cites it; it is no other's id, of this year or the last."""
    form.get_by_role("button", name="Add to paragraphs").click()
    added = (
        form.get_by_role("region", name="Paragraphs")
        .get_by_role("group")
        .filter(has=form.get_by_label("Id (needed)"))
    )
    text, name = added.get_by_label("Text"), added.get_by_label("Id (needed)")
    text.press_sequentially("The new team’s café opened at Eastmoor in May.")
    expect(name).to_have_value("new-teams-cafe-opened")
    text.fill("Own systems")
    expect(name).to_have_value("own-systems-2")
    entry(form, "council-attacked").get_by_label("Paragraph").select_option("own-systems-2")
    text.fill("Own systems, all of them, are new.")
    expect(name).to_have_value("own-systems-2")
    name.fill("mine")
    text.fill("Other words.")
    expect(name).to_have_value("mine")
    name.fill("")
    expect(name).to_have_value("")
    text.fill("Other words, and more.")
    expect(name).to_have_value("other-words-more")


@of_northmoor
def test_sentences_are_those_of_the_check(form: Page) -> None:
    """For every case of which a schema alone says what is wrong: the same places, the same words."""
    schemas = load_schemas(SCHEMAS)
    cases = of_schema_alone()
    expected, found = {}, {}
    for case in cases:
        path = next(case.rglob("*.yaml"))
        problems = check_schema(load_yaml(path, path.name), "threat", schemas)
        name = f"{case.parent.name}/{case.name}"
        expected[name] = [
            [each.pointer, " ".join(filter(None, (each.found, each.hint, each.expected)))]
            for each in problems
        ]
        found[name] = form.evaluate(SENTENCES, path.read_text(encoding="utf-8"))
    assert expected == found
    assert len(cases) > 10


@of_northmoor
def test_sentences_are_those_of_the_check_for_rules_too(form: Page, tmp_path: Path) -> None:
    """For every case of a rule that a threat's file breaks by itself."""
    codes = {rule.__name__.removeprefix("check_").replace("_", "-") for rule in BY_ITSELF}
    cases = [case for code in codes for case in (EXAMPLES / "invalid" / code).iterdir()]
    cases = [case for case in cases if _files(case) == ["threats"]]
    expected, found = {}, {}
    for case in cases:
        name = f"{case.parent.name}/{case.name}"
        seen = checked(lay(tmp_path / case.parent.name / case.name, case))
        expected[name] = [
            [each.pointer, " ".join(filter(None, (each.found, each.hint, each.expected)))]
            for each in seen.problems
        ]
        scales = {scale.id: scale_told(scale) for scale in seen.assessments.all_scales}
        text = next(case.rglob("*.yaml")).read_text(encoding="utf-8")
        found[name] = form.evaluate(RULES_TOLD, [text, scales])
    assert expected == found
    assert {case.parent.name for case in cases} == codes


@of_northmoor
def test_no_file_that_is_in_order_breaks_a_rule(form: Page) -> None:
    """What the form says of a file, the check says of it too."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    scales = form.evaluate(f"{FORM}.told.scales")
    assert [form.evaluate(RULES_TOLD, [text, scales]) for text in texts] == [[]] * len(texts)


@of_northmoor
def test_grades_are_suggested_from_the_scale_that_is_chosen(form: Page) -> None:
    """Before one is chosen, from all of them; of a grade in open words, from none."""
    form.get_by_role("button", name="Add to grades").click()
    added = form.get_by_role("group", name="New, number 3")
    words = "node => [...document.getElementById(node.getAttribute('list')).options].map(each => each.value)"
    grade, scale = added.get_by_label("Grade (needed)"), added.get_by_label("Scale")
    assert {"Ready", "Good"} <= set(grade.evaluate(words))
    for name, expected in (
        ("readiness-four", ["Not ready", "Partly ready", "Mostly ready", "Ready"]),
        ("open words", []),
    ):
        scale.select_option(name)
        expect(added.locator("datalist option")).to_have_count(len(expected))
        assert sorted(grade.evaluate(words)) == sorted(expected)


@of_northmoor
def test_what_is_wrong_stands_at_its_field(form: Page) -> None:
    """While it is typed, in the words of the check, which a screen reader is told of."""
    figure = entry(form, "Firms and schools advised (firms and schools), actual")
    figure.get_by_label("Value").fill("many")
    sentence = "'many' cannot stand here. Expected: a number (not in quotes), or not stated."
    expect(figure.get_by_text(sentence)).to_be_visible()
    expect(figure.get_by_label("Value")).to_have_accessible_description(re.compile(re.escape(sentence)))
    expect(form.get_by_role("status")).to_contain_text("One thing is not right yet")
    item = form.get_by_role("listitem").filter(has_text=sentence)
    item.get_by_role("link", name="Figures, Firms and schools advised").click()
    expect(figure.get_by_label("Value")).to_be_in_viewport()
    figure.get_by_label("Value").fill("350")
    expect(form.get_by_role("status")).to_contain_text("As far as this form can see, nothing is wrong.")
    expect(item).to_have_count(0)


@of_northmoor
def test_whatever_is_wrong_is_told_where_its_link_leads(form: Page) -> None:
    """Of a value among several in one field too, and of a part as a whole."""
    wrong = {
        "threat": THREAT,
        "in_brief": 3,
        "leads": [],
        "grades": [
            {"grade": "Ready", "of": ["capability", "speed"], "scale": "readiness-four", "because": {}}
        ],
        "paragraphs": [{"id": "A b", "text": "C.", "five_cs": ["capacity", "capacity"], "reach": [3]}],
        "figures": [
            {"metric": "a", "kind": "actual", "range": ["1,200", 3], "paragraph": "none"},
            {"metric": "a", "kind": "actual", "by_area": {"eastmoor": "many"}, "paragraph": "none"},
        ],
        "risks": [{"id": "a", "text": "b", "score": {"date": "2025-02-31"}}],
        "actions": [{"id": "d"}],
        "evidence": None,
        "full_assessment": {"reference": "not stated"},
    }
    form.evaluate(f"text => {FORM}.load(text)", json.dumps(wrong))
    form.evaluate(f"() => {{ {FORM}.data.in_brief = 4; {FORM}.changed({FORM}.data) }}")
    listed = "document.querySelectorAll('.spr-form-file__wrong > li').length"
    form.wait_for_function(f"() => {listed} === {FORM}.problems.length && {listed} > 0")
    lost = form.evaluate(
        """() => [...document.querySelectorAll(".spr-form-file__wrong > li")].flatMap(item => {
          const target = document.getElementById(item.firstChild.hash.slice(1))
          const told = [...document.querySelectorAll(".spr-form__wrong > p")].map(each => each.textContent)
          const text = item.lastChild.textContent.slice(2)
          return target && told.includes(text) ? [] : [[item.firstChild.hash, text, !!target]]
        })"""
    )
    assert lost == [], json.dumps(lost, indent=1)


@of_northmoor
@pytest.mark.parametrize(
    ("list_", "what", "expected"),
    [
        (
            "figures",
            {"metric": "police-support-units"},
            "“Kind” is missing. Expected: what sort of figure: “Actual” (as it is)",
        ),
        ("actions", {"id": "a"}, "“Text” and “By when” or “Withheld” is missing."),
        (
            "grades",
            {"grade": "Redy", "of": ["capability"], "scale": "readiness-four"},
            "'Redy' is not a grade of “Northmoor readiness, four words”. Did you mean 'Ready'?",
        ),
        ("evidence", {"id": "a", "what": "B.", "date": "2025-06-31"}, "'2025-06-31' in “Date” is no date"),
        (
            "grades",
            {"grade": "Ready", "of": ["capability"], "scale": "open words", "becaus": 1},
            "`becaus` is not known",
        ),
    ],
)
def test_fields_are_called_by_what_stands_above_them(
    form: Page, list_: str, what: dict[str, object], expected: str
) -> None:
    """Not by their keys, which whoever fills in a form never sees; what only the file has keeps its name."""
    text = FILE.read_text("utf-8").replace(f"\n{list_}:\n", f"\n{list_}:\n  - {json.dumps(what)}\n")
    form.evaluate(f"text => {FORM}.load(text)", text)
    told = [each["text"] for each in form.evaluate(f"{FORM}.problems")]
    assert [each for each in told if expected in each] != [], told


@of_northmoor
def test_what_was_just_added_is_not_called_wrong_before_it_is_filled_in(form: Page) -> None:
    """The list at the end tells of it all the same; and the field, once something of it is there."""
    form.get_by_role("button", name="Add to risks").click()
    added = form.get_by_role("group", name="New, number 2")
    expect(form.get_by_role("status")).to_contain_text("2 things are not right yet")
    expect(added.get_by_text("is missing")).to_have_count(0)
    added.get_by_label("Id (needed)").fill("new-risk")
    expect(entry(form, "new-risk").get_by_text("“Text” or “Withheld” is missing.")).to_be_visible()


@of_northmoor
def test_whoever_leaves_with_changes_is_asked(site: Site, reader: Page) -> None:
    """Nothing is kept, so that what was not taken away would be lost."""
    reader.goto((site.folder / DRAFT / "threats" / THREAT / "form" / "index.html").as_uri())
    tag(reader)
    with reader.expect_event("dialog") as asked:
        reader.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


@of_northmoor
@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("dark", 320),
        *(pytest.param(*view, marks=pytest.mark.slow) for view in (("light", 1280), ("light", 320))),
        pytest.param("dark", 1280, marks=pytest.mark.slow),
    ],
)
def test_all_of_it_unfolded_and_with_a_slip_can_be_read_by_everybody(
    address: str, reader: Page, scheme: Literal["light", "dark"], width: int
) -> None:
    """Served, under the policy: axe finds no fault, nothing is cut off, nor with wider spaces in the text."""
    reader.emulate_media(color_scheme=scheme)
    reader.set_viewport_size({"width": width, "height": 900})
    reader.goto(f"{address}/{DRAFT}/threats/{THREAT}/form/index.html")
    reader.get_by_role("button", name="Add to grades").click()
    entry(reader, "Firms and schools advised (firms and schools), actual").get_by_label("Value").fill("many")
    reader.evaluate("document.querySelectorAll('spr-form details').forEach(each => each.open = true)")
    assert violations(reader) == []
    for how in ("null", f"({LOOK}).spread()"):
        reader.evaluate(how)
        assert reader.evaluate(f"({LOOK}).cutOff()") == []
        assert reader.evaluate(f"({LOOK}).sideways()") <= 0


@of_northmoor
def test_the_page_of_a_form_is_valid_html(site: Site) -> None:
    """As it is sent, so before any script has added to it."""
    page = site.folder / DRAFT / "threats" / THREAT / "form" / "index.html"
    assert [str(fault) for fault in remaining(faults([page]))] == []


@of_northmoor
def test_whoever_has_no_mouse_stays_where_they_are(form: Page) -> None:
    """Who types goes on typing; who adds goes on in what was added, who moves or takes out stays near it."""
    text = entry(form, "own-systems").get_by_label("Text")
    text.focus()
    form.keyboard.type("New words. ")
    expect(text).to_be_focused()
    assert text.input_value().count("New words. ") == 1
    entry(form, "own-systems").get_by_role("button", name="Move up").press("Enter")
    expect(entry(form, "own-systems").get_by_role("button", name="Move up")).to_be_focused()
    form.get_by_role("button", name="Add to risks").press("Enter")
    expect(form.get_by_role("group", name="New, number 2").get_by_label("Text")).to_be_focused()
    form.once("dialog", lambda dialog: dialog.accept())
    form.get_by_role("button", name="Take out New, number 2").press("Enter")
    expect(form.get_by_role("heading", name="Risks")).to_be_focused()


@of_northmoor
def test_the_file_is_taken_away(form: Page) -> None:
    """As a download under its own name."""
    confirm(form)
    with form.expect_download() as begun:
        form.get_by_role("button", name="Save the file").click()
    assert begun.value.suggested_filename == FILE.name
    saved = Path(begun.value.path()).read_bytes().decode()
    assert saved == FILE.read_text(encoding="utf-8").replace("review: carried-forward", "review: confirmed")
    assert form.get_by_label("The file as it is now").input_value() == saved
    expect(form.get_by_text(f"{FILE.name} saved: look among your downloads.")).to_be_visible()


@of_northmoor
def test_the_text_is_copied(form: Page) -> None:
    """To be pasted into the editor of the forge; where no script may copy, the browser does it as by hand."""
    tag(form)
    form.get_by_role("button", name="Copy its text").click()
    expect(form.get_by_role("status")).to_contain_text("cyber-incident.yaml copied.")
    form.evaluate("document.querySelector('.spr-form__input').select()")
    form.locator(".spr-form__input").first.press("ControlOrMeta+v")
    assert "five_cs: [consistency, capacity]" in form.locator(".spr-form__input").first.input_value()


@of_northmoor
def test_a_file_taken_away_is_gone_on_with(form: Page, tmp_path: Path) -> None:
    """Yesterday's file takes the place of what the page came with; one that is no YAML is refused."""
    mine = tmp_path / "cyber-incident.yaml"
    mine.write_text(FILE.read_text("utf-8").replace("value: 345", "value: 346"), encoding="utf-8")
    form.get_by_text("Go on with a file").click()
    form.get_by_label("Your cyber-incident.yaml").set_input_files(mine)
    figure = entry(form, "Firms and schools advised (firms and schools), actual")
    expect(figure.get_by_label("Value")).to_have_value("346")
    expect(form.get_by_role("status")).to_contain_text("The form goes on with cyber-incident.yaml.")
    other = FILE.with_name("public-order.yaml")
    for wrong, told in (
        ("threat: [", "is no YAML"),
        (other.read_text("utf-8"), "not the file of this threat"),
    ):
        mine.write_text(wrong, encoding="utf-8")
        form.get_by_label("Your cyber-incident.yaml").set_input_files(mine)
        expect(form.get_by_role("status")).to_contain_text(told)
        expect(form.get_by_role("status")).to_contain_text("The form stays as it was.")
        expect(figure.get_by_label("Value")).to_have_value("346")


@of_northmoor
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("paragraphs: 3", "Line 1, paragraphs: 3 is a number. Expected: a list."),
        ("paragraphs: [1, null]", "Line 1, paragraphs[0]: 1 is a number. Expected: a mapping"),
        ("paragraphs:\n  -\n  - id: a", "Line 2, paragraphs[0]: Nothing is written here."),
        ("in_brief: {a: b}", "Line 1, in_brief: This is a mapping. Expected: text that is not empty."),
        ("in_brief: [a]", "Line 1, in_brief: This is a list."),
        ("leads: 3", "Line 1, leads: 3 cannot stand here. Expected: a list of leads, or not stated."),
        ("grades:\n  - grade: [a]", "Line 2, grades[0].grade: This is a list. Expected: text on one line."),
        ("figures: {metric: a}", "Line 1, figures: This is a mapping. Is a `- ` missing before it?"),
        ("figures:\n  - range: 3", "Line 2, figures[0].range: 3 is a number."),
        ("figures:\n  - by_area: {a: [1]}", "Line 2, figures[0].by_area.a: "),
        ("full_assessment: none", "Line 1, full_assessment: 'none' is text."),
        ("? [a, b]\n: 3", "a key that is no word"),
    ],
)
def test_a_file_of_another_shape_is_refused(form: Page, tmp_path: Path, written: str, told: str) -> None:
    """With its line, what stands there and what would be right; whatever stands in the form stays there."""
    mine = tmp_path / FILE.name
    mine.write_text(f"{written}\nthreat: {THREAT}\n", encoding="utf-8")
    form.get_by_label("Your cyber-incident.yaml").set_input_files(mine)
    expect(form.get_by_role("status")).to_contain_text(f"{FILE.name}: ")
    expect(form.get_by_role("status")).to_contain_text(told)
    expect(form.get_by_role("status")).to_contain_text("The form stays as it was.")
    assert given(form) == FILE.read_text(encoding="utf-8")


@of_northmoor
def test_what_can_be_filled_in_is_gone_on_with(form: Page, tmp_path: Path) -> None:
    """Parts in which nothing stands, and values that are wrong, are mended in the form."""
    mine = tmp_path / FILE.name
    parts: tuple[str, ...] = (
        "in_brief: 3",
        "leads:",
        "grades:",
        "paragraphs:",
        "figures:\n  - value: many",
        "full_assessment:",
    )
    parts += ("risks:\n  - {id: 3, text: 4}", "findings: []", "not_addressed:\n  - question: 5")
    mine.write_text(f"threat: {THREAT}\n" + "\n".join(parts) + "\n", encoding="utf-8")
    form.get_by_label("Your cyber-incident.yaml").set_input_files(mine)
    expect(form.get_by_role("status")).to_contain_text("The form goes on with")
    form.get_by_label("In brief (needed)").fill("Mended.")
    form.get_by_role("button", name="Add to paragraphs").click()
    form.get_by_role("region", name="Paragraphs").get_by_label("Id (needed)").fill("one")
    assert "in_brief: Mended." in given(form)
    assert "paragraphs:\n  - id: one\n" in given(form)


@of_northmoor
def test_whatever_describes_a_field_is_there(form: Page) -> None:
    """Also for each end of a range and for each area: a screen reader reads nothing of what is not there."""
    missing = form.evaluate(
        """() => [...document.querySelectorAll("spr-form [aria-describedby]")].flatMap(field => {
          const about = field.getAttribute("aria-describedby").split(" ")[0]
          return document.getElementById(about) ? [] : [field.id]
        })"""
    )
    assert missing == []


@of_northmoor
def test_whoever_goes_on_with_another_file_is_asked_what_would_be_lost(site: Site, reader: Page) -> None:
    """Nothing that was changed goes without a question."""
    reader.goto((site.folder / DRAFT / "threats" / THREAT / "form" / "index.html").as_uri())
    figure = entry(reader, "Firms and schools advised (firms and schools), actual")
    figure.get_by_label("Value").fill("347")
    reader.wait_for_function(f"() => {FORM}.text.includes('value: 347')")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    reader.on("dialog", stay)
    reader.get_by_text("Go on with a file").click()
    with reader.expect_event("dialog"):
        reader.get_by_label("Your cyber-incident.yaml").set_input_files(FILE)
    assert asked == ["What you have changed and not taken away will be lost."]
    expect(figure.get_by_label("Value")).to_have_value("347")


@of_northmoor
@pytest.mark.parametrize("end", ["", " # Why."])
@pytest.mark.parametrize("value", ["One\n        two.", "'One\n        two.'", '"One\n        two."'])
def test_a_value_over_several_lines_is_written_anew(form: Page, value: str, end: str) -> None:
    """Also as a text with a line break or a long one, which stands in lines of its own."""
    text, data = form.evaluate(
        """source => {
          const {schema} = document.querySelector("spr-form").told
          const data = SprForm.readText(source)
          data.in_brief = "Three\\n\\nfour."
          data.risks[0].text = "long ".repeat(30).trim()
          const text = SprForm.writeText(source, data, schema)
          return [text, SprForm.readText(text)]
        }""",
        f"threat: a\nin_brief: {value}{end}\n"
        f"risks:\n  - id: b\n    text: {value}{end}\n    paragraph: none\n",
    )
    risk = {"id": "b", "text": "long " * 29 + "long", "paragraph": "none"}
    assert said(data) == {"threat": "a", "in_brief": "Three four.", "risks": [risk]}, text
    assert "One" not in text
    assert text.count("# Why.") == (2 if end else 0)


@of_northmoor
@pytest.mark.parametrize(
    "value",
    [
        "[capacity, # Why #1.\n      consistency] # Why #2.",
        "[ # Why #1.\n      capacity # Why #2.\n    ]",
        "\n      # Why #1.\n      - capacity  # Why #2.\n      - consistency",
        "\n      - capacity  # Why #1.\n      - consistency  # Why #2.",
    ],
)
def test_comments_within_a_value_stay_when_it_is_written_anew(form: Page, value: str) -> None:
    """Above it: what somebody noted beside one of several words is not lost with the brackets."""
    text, data = form.evaluate(
        """source => {
          const {schema} = document.querySelector("spr-form").told
          const data = SprForm.readText(source)
          data.paragraphs[0].five_cs = ["connectivity"]
          if (data.risks) data.risks[0].owner = "b#c"
          const text = SprForm.writeText(source, data, schema)
          return [text, SprForm.readText(text)]
        }""",
        f"threat: a\nparagraphs:\n  - id: '#b'\n    five_cs: {value}\n    text: b # Why #3.\n"
        "risks:\n  - {id: 'c # d', # Why #4.\n     text: c}\n",
    )
    assert [text.count(f"# Why #{number}.") for number in range(1, 5)] == [1, 1, 1, 1], text
    assert said(data) == {
        "threat": "a",
        "paragraphs": [{"id": "#b", "five_cs": ["connectivity"], "text": "b"}],
        "risks": [{"id": "c # d", "text": "c", "owner": "b#c"}],
    }


@of_northmoor
def test_what_could_not_be_written_is_told_until_it_can(site: Site, reader: Page) -> None:
    """Saving and copying say so again, and whoever leaves is asked."""
    reader.goto((site.folder / DRAFT / "threats" / THREAT / "form" / "index.html").as_uri())
    reader.evaluate(
        """() => {
          globalThis.canWrite = SprForm.writeText
          SprForm.writeText = () => { throw new SprForm.TextError("It cannot be written.") }
        }"""
    )
    tag(reader)
    told = reader.get_by_role("status")
    for button in ("Save the file", "Copy its text"):
        reader.get_by_role("button", name=button).click()
        expect(told).to_contain_text(
            re.compile(r"yaml (saved|copied|selected).*last change is not in the file")
        )
        expect(told).not_to_contain_text("Nothing has been changed")
    with reader.expect_event("dialog") as asked:
        reader.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    reader.evaluate("() => { SprForm.writeText = canWrite }")
    reader.get_by_role("button", name="Save the file").click()
    expect(told).to_contain_text("As far as this form can see, nothing is wrong.")
    assert reader.evaluate(f"{FORM}.isUnsaved") is False


@of_northmoor
def test_without_javascript_the_page_says_what_to_do(site: Site, browser: Browser) -> None:
    """The text of the file is there to copy, with its place, and the way to the guide."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site.folder / DRAFT / "threats" / THREAT / "form" / "index.html").as_uri())
    expect(page.get_by_text("The form needs JavaScript")).to_be_visible()
    assert page.get_by_role("link", name="the guide").get_attribute("href")
    assert page.get_by_label("The file as it is now").input_value() == FILE.read_text(encoding="utf-8")
    expect(page.get_by_text(f"examples/northmoor/{DRAFT}/threats/{THREAT}.yaml")).to_be_visible()
    expect(page.get_by_role("heading", name="Paragraphs")).to_have_count(0)
    context.close()


@of_northmoor
def test_only_drafts_have_forms_and_what_they_need(site: Site) -> None:
    """No published year is heavier by a byte, and a draft's page leads to its form."""
    years = {path.parent.name for path in site.folder.glob("*/assets")}
    assert {year for year in years if (site.folder / year / "assets" / "form").exists()} == {DRAFT}
    assert {path.parts[-5] for path in site.folder.rglob("form/index.html")} == {DRAFT}
    page = (site.folder / DRAFT / "threats" / THREAT / "index.html").read_text(encoding="utf-8")
    assert 'href="form/index.html"' in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"drafts": True, "forms": True, "audience": "public"}, True),  # spr serve
        ({"drafts": True, "forms": False, "audience": "force"}, True),
        ({"drafts": True, "forms": False, "audience": "public"}, False),
        ({"drafts": True, "forms": False, "audience": "policing-body"}, False),
        ({"drafts": False, "forms": False, "audience": "force"}, False),
    ],
)
def test_a_copy_for_fewer_eyes_holds_no_whole_file(asked: dict[str, Any], expected: bool) -> None:  # noqa: FBT001
    """A form holds its file whole, comments too: a built copy has it only where all of it may be seen."""
    assert expected == source_of(Namespace(data=None, documents=False, **asked)).forms


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("assessments", "assessments"),
        (str(NORTHMOOR), "examples/northmoor"),
        (str(ROOT.parent / "elsewhere" / "data"), "."),
        ("../elsewhere/data", "."),
    ],
)
def test_the_place_of_a_file_is_the_one_in_its_repository(shown: str, expected: str) -> None:
    """Where a checkout lies on some computer helps nobody on the forge, and is nobody else's business."""
    assert below_root(ROOT, shown) == Path(expected)


def test_nothing_in_a_file_ends_what_it_stands_in(tmp_path: Path) -> None:
    """Neither the text box, nor the script that holds the data, nor a template that comes later."""
    assessments = for_audience(checked(lay(tmp_path / "data")).assessments, Audience.FORCE)
    view = View(assessments, assessments.years[-1], "threats/terrorism/form/index.html")
    file = ThreatFile("# </textarea><script>alert(1)</script> {{ 7 * 7 }}\r\n", "terrorism.yaml")
    page = render_form(view, "terrorism", file, assessments, load_schemas(SCHEMAS))
    assert page.count("</textarea>") == page.count("<textarea") == 1
    assert page.count("</script>") == page.count("<script") == 1
    assert "{{" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt; &#123;&#123; 7 * 7 }}&#13;" in page


def parts_of(schema: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - a schema
    """Every schema within a schema."""
    if isinstance(schema, list):
        for each in schema:
            yield from parts_of(each)
    elif isinstance(schema, dict):
        yield schema
        for each in schema.values():
            yield from parts_of(each)


def test_the_schema_of_the_form_is_the_published_one_as_one_tree() -> None:
    """No reference is left in it, every field has its name and says what it is for, and no rule is lost."""
    schema = form_schema(load_schemas(SCHEMAS))
    assert not any("$ref" in part for part in parts_of(schema))
    fields = [
        field
        for part in parts_of(schema)
        if isinstance(part.get("properties"), dict) and part.get("type") == "object"
        for field in part["properties"].values()
    ]
    assert [field for field in fields if not field.get("title") or not field.get("description")] == []
    published = json.loads((SCHEMAS / "threat.schema.json").read_text(encoding="utf-8"))
    assert list(schema["properties"]) == list(published["properties"])
    assert schema["required"] == published["required"]


def test_what_a_schema_says_twice_is_refused() -> None:
    """Beside a reference may stand what people read; of two rules, the form could show only one."""
    word = {"type": "string", "pattern": "^[a-z]+$", "description": "A word."}

    def threat(**beside: str) -> Schemas:
        fields = {"threat": {"type": "string"}, "word": {"$ref": "#/$defs/word", **beside}}
        root = {"$id": "threat.schema.json", "$defs": {"word": word}, "type": "object", "properties": fields}
        return Schemas({"threat": root})

    told = form_schema(threat(description="Another."))["properties"]["word"]
    assert (told["description"], told["pattern"], told["title"]) == ("Another.", "^[a-z]+$", "Word")
    with pytest.raises(ClashingSchemaError, match="pattern"):
        form_schema(threat(pattern="^[0-9]+$"))


def test_what_is_vendored_is_what_was_made() -> None:
    """The checksum is that of the script, the versions are those that are locked, each has its licence."""
    made = json.loads((ASSETS / "libraries.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "vendor" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert made["sha256"] == hashlib.sha256((ASSETS / "libraries.js").read_bytes()).hexdigest()
    versions = {name: each["version"] for name, each in made["packages"].items()}
    assert versions == {name: locked[f"node_modules/{name}"]["version"] for name in versions}
    licences = (ASSETS / "libraries.txt").read_text(encoding="utf-8")
    assert [name for name, version in versions.items() if f"{name} {version} (" not in licences] == []
