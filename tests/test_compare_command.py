"""`spr compare`: two years, or two states of one, in three formats; and a sentence for bad input."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from spr.changes import compare_years
from spr.checking.crosswalk import CrosswalkError, require_crosswalk
from spr.cli import DONE, PROBLEMS, USAGE, main
from spr.comparing import Asked, asked_for, compare
from spr.loading.folder import Folders
from spr.model.audience import for_audience
from spr.model.horizon import up_to
from spr.model.shared import Crossing
from spr.model.words import Audience, Comparability
from spr.reporters import changes_json, changes_markdown, changes_text
from tests.folders import BASE, ROOT, SCHEMAS, lay, replace_text
from tests.test_changes import assessments, year

NORTHMOOR = "examples/northmoor"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the base data in its folder `data`, committed on the branch main."""
    lay(tmp_path / "data")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    commit(tmp_path)
    return tmp_path


def test_text_counts_then_tells_part_by_part(capsys: Capture) -> None:
    """Which years, where their text is from, headlines, parts; each change with its threat and its reason."""
    assert run("2022", "2023", "--kind", "promise-missed") == DONE
    made_up = (
        "Made up: Sample data about a force that does not exist.\n"
        "It shows what a year can hold and says nothing about any real force, place or person.\n"
    )
    assert capsys.readouterr().out == (
        "What changed from 2022 to 2023\n\n"
        f"2022: 2022 cycle, self-assessed August 2022. {made_up}"
        f"2023: 2023 cycle, self-assessed August 2023. {made_up}"
        "\nHeadlines\n  Action: promise missed (1)\n"
        "\nPromised before (1)\n"
        "  - [Serious and organised crime] Action ‘Complete a local profile for Uplands’: missed. It was\n"
        "    promised by June 2023. (Worse) Said of it: The council's figures came in August; the profile"
        " is\n"
        "    being written.\n"
        "\n1 change.\n"
    )


def test_markdown_shows_words_as_elements(capsys: Capture) -> None:
    """What was deleted and inserted is said by elements that a screen reader knows."""
    assert run("2018", "2019", "--kind", "reworded", "--format", "markdown") == DONE
    out = capsys.readouterr().out
    assert out.startswith("# What changed from 2018 to 2019\n")
    assert "<del>" in out
    assert "<ins>" in out


def test_json_is_the_published_file(capsys: Capture) -> None:
    """Without narrowing, it is to the letter what the later year publishes on the earlier one."""
    assert run("2022", "2023", "--format", "json") == DONE
    copy = for_audience(assessments(NORTHMOOR), Audience.PUBLIC)
    old, new = (copy.year(name) for name in ("2022", "2023"))
    assert old
    assert new
    content = json.loads(capsys.readouterr().out)
    expected = list(compare_years(up_to(copy, new), old, new))
    assert [each["id"] for each in content["changes"]] == [change.what.id for change in expected]
    held_to_its_schema(content)


def test_narrowed(capsys: Capture) -> None:
    """Only what was asked for is shown and counted; a kind may also be a thing."""
    run("2022", "2024", "--format", "json", "--kind", "Threat level", "--kind", "grade-raised")
    narrow = json.loads(capsys.readouterr().out)
    assert {(each["thing"], each["kind"]) for each in narrow["changes"]} >= {("grade", "Grade raised")}
    assert all(
        each["thing"] == "threat level" or each["kind"] == "Grade raised" for each in narrow["changes"]
    )
    held_to_its_schema(narrow)
    run("2022", "2024", "--format", "json", "--threat", "cyber-incident")
    threats = {each["threat"] for each in json.loads(capsys.readouterr().out)["changes"]}
    assert threats - {None} == {"cyber-incident"}


def test_output_is_the_same_each_time() -> None:
    """The same years give the same bytes, and none of them is a colour or a space at the end of a line."""
    folders = Folders(ROOT / NORTHMOOR, NORTHMOOR, SCHEMAS)
    found = [compare(folders, Audience.PUBLIC, Asked("2018"), Asked("2025")) for _ in range(2)]
    for report in (changes_text, changes_markdown, changes_json):
        (text,) = {report(each) for each in found}
        assert "\x1b" not in text
        assert [line for line in text.splitlines() if line != line.rstrip()] == []


BAD_INPUT = {
    "a year that does not exist": (
        ("2021", "2202"),
        USAGE,
        "There is no year '2202'. Did you mean '2022'? One of: 2021, 2022.",
    ),
    "the same year twice": (
        ("2022", "2022"),
        PROBLEMS,
        (
            "2022 cannot be compared with itself. Name two years, the earlier one first, or the same year at "
            f"a git revision: spr --data {BASE} compare 2022@main 2022"
        ),
    ),
    "the wrong order": (
        ("2022", "2021"),
        PROBLEMS,
        f"2022 is not before 2021. The earlier year comes first: spr --data {BASE} compare 2021 2022",
    ),
    "a threat that does not exist": (
        ("2021", "2022", "--threat", "terorism"),
        USAGE,
        (
            "There is no threat 'terorism'. Did you mean 'terrorism'? One of: terrorism, civil-emergencies, "
            "serious-organised-crime, public-order, cyber-incident."
        ),
    ),
    "a revision without a name": (
        ("2022@", "2022"),
        PROBLEMS,
        "The revision '' cannot be read. Name a branch, a tag or a commit behind the @, or leave the @ out.",
    ),
}


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input(name: str, capsys: Capture) -> None:
    """A sentence that says what is wrong and what would be right, and nothing on the way out."""
    arguments, code, expected = BAD_INPUT[name]
    assert main(["--data", str(BASE), "compare", *arguments]) == code
    assert capsys.readouterr() == ("", f"{expected}\n")


def test_a_kind_that_does_not_exist(capsys: Capture) -> None:
    """The nearest kind is offered."""
    assert main(["--data", str(BASE), "compare", "2021", "2022", "--kind", "grade-rised"]) == USAGE
    start = "There is no kind of change 'grade-rised'. Did you mean 'Grade raised'? One of: threat, grade, "
    assert capsys.readouterr().err.startswith(start)


def test_a_draft_without_threats(tmp_path: Path, capsys: Capture) -> None:
    """A year that says nothing yet would look as if everything had ended."""
    data = lay(tmp_path / "data")
    draft = (data / "2022" / "assessment.yaml").read_text(encoding="utf-8").partition("  - {threat:")[0]
    (data / "2023").mkdir()
    (data / "2023" / "assessment.yaml").write_text(draft.replace("(paragraph 1)", ""), encoding="utf-8")
    assert main(["--data", str(data), "compare", "2022", "2023"]) == PROBLEMS
    assert capsys.readouterr().err == (
        "2023 has no threat yet, so there is nothing to compare. "
        "Name another year, or add a file for each threat to it first.\n"
    )


def test_a_year_that_the_audience_may_not_see(tmp_path: Path, capsys: Capture) -> None:
    """It is there, and whoever may see it is told how."""
    data = lay(tmp_path / "data")
    replace_text(data, "2022/assessment.yaml", "audience: public", "audience: force")
    assert main(["--data", str(data), "compare", "2021", "2022"]) == PROBLEMS
    assert capsys.readouterr().err == (
        "2022 is not in the copy for 'public'. Whoever may see it adds: --audience force\n"
    )
    assert main(["--data", str(data), "compare", "2021", "2022", "--audience", "force"]) == DONE


def crossing(old: tuple[str, str], new: tuple[str, str]) -> Crossing:
    """How a threat of one edition came to be one of another."""
    return Crossing(
        old_edition=old[0],
        old=old[1],
        new_edition=new[0],
        new=new[1],
        relation="same",
        comparability=Comparability.COMPARABLE,
        reason="",
        source="Made up.",
        author="editors",
    )


CROSSWALKS = {
    "a hole": (
        [crossing(("spr-2012", "terrorism"), ("spr-2015", "terrorism"))],
        "has a hole: it does not say what became of this threat: terrorism of spr-2015.",
    ),
    "a circle": (
        [
            crossing(("spr-2012", "terrorism"), ("spr-2015", "terrorism")),
            crossing(("spr-2015", "terrorism"), ("spr-2012", "terrorism")),
        ],
        "runs in a circle: terrorism of spr-2012, terrorism of spr-2015, terrorism of spr-2012.",
    ),
}


@pytest.mark.parametrize("name", CROSSWALKS)
def test_a_crosswalk_that_leads_nowhere(name: str) -> None:
    """It is the product that needs mending, and the sentence says where."""
    crossings, expected = CROSSWALKS[name]
    known = replace(assessments(NORTHMOOR).reference, crosswalk=tuple(crossings))
    old = year("2014", {"spr_edition": "spr-2012", "threats": {"terrorism": {}}})
    new = year("2023", {"spr_edition": "spr-2023", "threats": {"terrorism": {}}})
    with pytest.raises(CrosswalkError) as wrong:
        require_crosswalk(known, old, new)
    mend = "Mend schemas/reference/crosswalk.yaml."
    assert str(wrong.value) == f"The crosswalk between SPR editions {expected} {mend}"


@pytest.mark.parametrize("data", ["assessments", NORTHMOOR])
def test_the_crosswalk_leads_everywhere(data: str) -> None:
    """That of the product has no hole and no circle, from the first year to the last."""
    known = assessments(data)
    for old in known.years:
        for new in known.years:
            require_crosswalk(known.reference, old, new)


def test_a_year_as_it_was(repository: Path, capsys: Capture) -> None:
    """Two states of one year: what was edited since shows, what was not does not."""
    data = repository / "data"
    replace_text(data, "2022/assessment.yaml", "says how ready the force is", "says how ready this force is")
    assert main(["--data", str(data), "compare", "2022@main", "2022"]) == DONE
    assert capsys.readouterr().out == (
        "What changed from 2022@main to 2022\n\n"
        "2022@main: Report of 2022. Made up: There is no such force.\n"
        "2022: Report of 2022. Made up: There is no such force.\n"
        "\nProse (1)\n"
        "  - Paragraph 1: reworded.\n"
        "      The report says how ready [-the-]{+this+} force is.\n"
        "\n1 change.\n"
    )
    assert main(["--data", str(data), "compare", "2022", "2022@main", "--format", "json"]) == DONE
    content = json.loads(capsys.readouterr().out)
    assert (content["old"]["id"], content["new"]["id"]) == ("2022", "2022@main")
    assert [each["old_anchor"] for each in content["changes"]] == ["p1"]
    assert "~" not in json.dumps(content)


def test_nothing_was_edited(repository: Path, capsys: Capture) -> None:
    """A state of a year against the same state has no change."""
    commit(repository, "--allow-empty")
    data = str(repository / "data")
    assert main(["--data", data, "compare", "2022@HEAD~1", "2022@main"]) == DONE
    assert capsys.readouterr().out.endswith("\nNothing of what was asked for has changed.\n")


def test_what_happened_to_a_recommendation_between_two_states(repository: Path, capsys: Capture) -> None:
    """An event that only the later state has is a change, whatever its date; so is a new recommendation."""
    data = repository / "data"
    path = data / "recommendations" / "2022-1.yaml"
    text = path.read_text(encoding="utf-8")
    event = "events:\n  - {what: completed, date: 2022-10, by: chief}\n"
    path.write_text(re.sub(r"events:.*", event, text, flags=re.DOTALL), encoding="utf-8")
    (data / "recommendations" / "2022-2.yaml").write_text(
        re.sub(r"number: \d+", "number: 2", text), encoding="utf-8"
    )
    assert main(["--data", str(data), "compare", "2022@main", "2022", "--format", "json"]) == DONE
    content = json.loads(capsys.readouterr().out)
    assert [(each["title"], each["kind"], each["new_anchor"]) for each in content["changes"]] == [
        ("Recommendation 1 of 2022", "Recommendation closed", "r1"),
        ("Recommendation 2 of 2022", "Recommendation raised", "r2"),
    ]


def test_a_recommendation_that_was_edited_between_two_states(repository: Path, capsys: Capture) -> None:
    """Its own text, whom it asks, or that it is gone: between two states of a year each of them shows."""
    data = repository / "data"
    path = data / "recommendations" / "2022-1.yaml"
    text = path.read_text(encoding="utf-8")
    for edited, kind in (
        (re.sub(r"(?m)^text: .*$", "text: Something else altogether.", text), "Reworded"),
        (re.sub(r"(?m)^due: .*$", "due: 2031", text), "Details changed"),
        (None, "Not mentioned any more"),
    ):
        if edited is None:
            path.unlink()
        else:
            path.write_text(edited, encoding="utf-8")
        assert main(["--data", str(data), "compare", "2022@main", "2022", "--format", "json"]) == DONE
        content = json.loads(capsys.readouterr().out)
        assert [(each["id"], each["kind"]) for each in content["changes"]] == [("2022-1", kind)]


def test_two_years_of_two_revisions(repository: Path) -> None:
    """The older year is taken from its own revision."""
    data = repository / "data"
    replace_text(data, "2022/assessment.yaml", "says how ready the force is", "says how ready this force is")
    folders = Folders(data, "data", SCHEMAS)
    found = compare(folders, Audience.PUBLIC, asked_for("2021"), asked_for("2022@main"))
    texts = [paragraph.text for paragraph in found.new.paragraphs]
    assert "The report says how ready the force is." in [str(text).strip() for text in texts]


@pytest.mark.parametrize("revision", ["nope", "--output=stolen"])
def test_a_revision_that_git_does_not_know(revision: str, repository: Path, capsys: Capture) -> None:
    """A sentence, and no option of git is smuggled in."""
    assert main(["--data", str(repository / "data"), "compare", f"2022@{revision}", "2022"]) == PROBLEMS
    expected = (
        f"The revision '{revision}' cannot be read. Git knows no such revision here. "
        "Name a branch, a tag or a commit; `git log --oneline` lists commits.\n"
    )
    assert capsys.readouterr() == ("", expected)


def test_a_revision_with_a_link_out_of_its_folder(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, capsys: Capture
) -> None:
    """It is not laid out: what it leads to is none of the repository's."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("of somebody else\n", encoding="utf-8")
    terms = repository / "data/glossary.yaml"
    terms.rename(repository / "kept")
    terms.symlink_to(secret)
    commit(repository)
    (repository / "kept").replace(terms)
    assert main(["--data", str(repository / "data"), "compare", "2022@HEAD", "2022"]) == PROBLEMS
    told = capsys.readouterr().err
    assert told.startswith("The revision 'HEAD' cannot be read. What it holds cannot be copied: ")
    assert "of somebody else" not in told


def test_a_revision_before_there_was_data(repository: Path, capsys: Capture) -> None:
    """The folder is not in every revision of its repository."""
    (repository / "data").rename(repository / "moved")
    assert main(["--data", str(repository / "moved"), "compare", "2022@main", "2022"]) == PROBLEMS
    folder = (repository / "moved").as_posix()
    assert capsys.readouterr().err == f"The revision 'main' cannot be read. It does not hold {folder}.\n"


def test_no_repository(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """What git says is passed on."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    data = lay(tmp_path / "data")
    assert main(["--data", str(data), "compare", "2022@main", "2022"]) == PROBLEMS
    assert capsys.readouterr().err.startswith(
        "The revision 'main' cannot be read. Git says: not a git repository"
    )


def test_no_git(repository: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, only the data as it is can be compared."""
    monkeypatch.setenv("PATH", str(repository))
    assert main(["--data", str(repository / "data"), "compare", "2022@main", "2022"]) == PROBLEMS
    expected = "The revision 'main' cannot be read. Git was not found on this computer.\n"
    assert capsys.readouterr().err == expected


def test_no_folder(tmp_path: Path, capsys: Capture) -> None:
    """As every other verb says it."""
    assert main(["--data", str(tmp_path / "none"), "compare", "2022@main", "2022"]) == USAGE
    assert str(tmp_path / "none") in capsys.readouterr().err


def run(*arguments: str) -> int:
    """Compare years of Northmoor."""
    return main(["--data", str(ROOT / NORTHMOOR), "compare", *arguments])


def held_to_its_schema(content: object) -> None:
    """Raise if a published file is not as its schema says."""
    schema = json.loads((SCHEMAS / "published" / "changes.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(content, schema)


def commit(repository: Path, *options: str) -> None:
    """Commit everything."""
    git(repository, "add", "--all")
    who = ("-c", "user.name=Tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false")
    git(repository, *who, "commit", "--quiet", "--message=State", *options)


def git(folder: Path, *arguments: str) -> None:
    """Run git."""
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def test_paper_since_a_later_year_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A year is no revision, whichever side of the other it is on."""
    arguments = ("paper", "2015", "--changes-since", "2016", "--output", str(tmp_path / "paper.docx"))
    assert main(["--data", str(ROOT / "assessments"), *arguments]) == 1
    assert capsys.readouterr().err.startswith("2016 is not before 2015. The earlier year comes first")
    assert not (tmp_path / "paper.docx").exists()
