"""
Every rule of the check with its reason and an example: what the page of the rules is made from.

A rule across files says all of it in its docstring: the rule, then `Why: …` and `Example: …`. The rules on
how a file is written and what its schema allows are tables of sentences; why they are there is said here.
"""

import inspect
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spr.checking import against, schema
from spr.checking.fault import Rule
from spr.checking.publication import CONDITIONS, Condition
from spr.checking.rules import RULES
from spr.loading import folder, yaml12


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule for people: its code, the rule in a sentence, why it is there, and what breaks it (Markdown)."""

    code: str
    rule: str
    why: str
    example: str


def catalogue() -> Mapping[str, tuple[RuleText, ...]]:
    """The rules by subject, in the order in which the check applies them; each code stands once."""
    subjects = {
        "Files and folders": _of_table(folder.RULES),
        "How a file is written": _of_table(yaml12.RULES),
        "What a file may say": _of_table(
            {code: rule for code, rule in schema.RULES.items() if code not in yaml12.RULES}
        ),
    }
    subjects["From one revision to the next"] = _of_table(against.RULES)
    rules: dict[str, Rule | Condition] = {**RULES, **CONDITIONS}
    for code, rule in rules.items():
        subject = (inspect.getdoc(inspect.getmodule(rule)) or "").splitlines()[0].removesuffix(".")
        subjects[subject] = (*subjects.get(subject, ()), _of_docstring(code, rule))
    return subjects


def _of_docstring(code: str, rule: Rule | Condition) -> RuleText:
    said = _FORM.fullmatch(inspect.getdoc(rule) or "")
    if said is None:
        raise ValueError(code)  # a rule that does not say why it is there
    return RuleText(code, *(" ".join(part.split()) for part in said.groups()))


def _of_table(rules: Mapping[str, str]) -> tuple[RuleText, ...]:
    return tuple(RuleText(code, rule, *_REASONS[code]) for code, rule in rules.items())


_FORM: Final = re.compile(r"(\S.*?)\n\nWhy: (.+?)\nExample: (.+)", re.DOTALL)

_REASONS: Final[Mapping[str, tuple[str, str]]] = {
    "record-is-added-to": (
        "What was recorded was seen by others; it may be added to, and never rewritten.",
        "A pull request changes the date of an approval.",
    ),
    "unknown-file": (
        "A misspelt name would leave a whole file out without a word.",
        "`meeting.yaml` where `meetings.yaml` is meant.",
    ),
    "linked-folder": (
        "What a link leads to is not in the repository, and not under anybody's review.",
        "`recommendations` as a link to a folder on a shared drive.",
    ),
    "linked-file": (
        "It may lead to any file of the machine that builds, which would be published.",
        "A paper under `issued/` as a link to a file elsewhere.",
    ),
    "unreadable-folder": (
        "What cannot be read cannot be checked.",
        "A folder that only its owner may open.",
    ),
    "missing-file": (
        "Every folder has the files that all years share, and every year its assessment.yaml.",
        "A year's folder without `assessment.yaml`.",
    ),
    "not-a-file": (
        "Something else stands where the file should be.",
        "A folder called `metrics.yaml`.",
    ),
    "unreadable": (
        "What cannot be read cannot be checked.",
        "A file that only its owner may open.",
    ),
    "too-large": (
        "The longest assessment of a threat is much smaller: it is the wrong file.",
        "A picture saved as `terrorism.yaml`.",
    ),
    "not-utf8": (
        "In any other encoding é and – become other characters on other computers.",
        "A file that was saved by an older program on Windows.",
    ),
    "control-character": (
        "They cannot be seen, and make a text read otherwise than it is written.",
        "A tab between two words.",
    ),
    "empty-file": (
        "An empty file says nothing, and cannot have been meant.",
        "A file with comments only.",
    ),
    "not-yaml": (
        "What cannot be read as YAML cannot be understood at all.",
        "`text: Two things: this and that.` without quotation marks.",
    ),
    "several-documents": (
        "Only the first of them would be read.",
        "A line `---` in the middle of a file.",
    ),
    "too-deep": (
        "Nothing that is meant stands so deep.",
        "`[[[[…` without an end.",
    ),
    "tag": (
        "A tag would make something else of a text than what it says.",
        "`text: !important Units are trained.`",
    ),
    "text-cut": (
        "The rest of the sentence would be lost, and nobody told.",
        "`text: As report #4 says.` without quotation marks.",
    ),
    "alias": (
        "A reader of the file would have to look for the value elsewhere.",
        "`text: *above`.",
    ),
    "not-text-key": (
        "What a key cannot say, nobody can look for.",
        "`2016: three` where a word is meant, without quotation marks.",
    ),
    "duplicate-key": (
        "Of two values for one key, nobody could say which one is meant.",
        "`in_brief` twice in a file.",
    ),
    "bad-number": (
        "A larger one would be rounded without a word.",
        "`value: 99999999999999999999`.",
    ),
    "too-many-problems": (
        "Most of them have one cause: mend the first, and check again.",
        "A file in another form than its kind has.",
    ),
    "wrong-type": (
        "Text where a number belongs cannot be counted.",
        "`value: three`.",
    ),
    "not-one-of": (
        "The words are few, so that years can be compared.",
        "`marking: OFICIAL`.",
    ),
    "bad-form": (
        "A date or an id in another form cannot be sorted or found.",
        "`reported: 2 November 2022`.",
    ),
    "missing-key": (
        "What is not said is said to be not stated, and not left out.",
        "A year without `marking`.",
    ),
    "unknown-key": (
        "A misspelt key would leave out what it says without a word.",
        "`in_breif: …`",
    ),
    "too-short": (
        "What is too short says nothing.",
        "A name of one letter where two are asked for.",
    ),
    "too-long": (
        "What is too long is not read, or does not fit.",
        "An `id` of 103 characters.",
    ),
    "too-few": (
        "An empty list leaves open whether there is nothing or nobody looked.",
        "`of: []`.",
    ),
    "too-many": (
        "There cannot be more of them.",
        "`range: [1, 2, 3]`.",
    ),
    "too-low": (
        "A number below what is possible is a slip.",
        "`years_running: 1`.",
    ),
    "too-high": (
        "A number above what is possible is a slip.",
        "`years_running: 101`.",
    ),
    "repeated": (
        "The second says nothing new, and something else may have been meant.",
        "`questions: [delivery, delivery]`.",
    ),
    "not-together": (
        "Both together contradict each other.",
        "`text` and `withheld` for one paragraph.",
    ),
    "not-allowed": (
        "What a schema refuses has been refused for a reason that stands there.",
        "A key that a newer form of the file no longer has.",
    ),
}
"""Why there is such a rule, and what breaks it."""
