"""
axe, the rules of accessibility that a program can judge, on a page in the browser.

Every rule runs, on WCAG 2.2 A and AA, good practice and what its makers still try out, but for those that
they no longer stand by (`deprecated`) and those of level AAA, which the law does not ask for. By itself axe
leaves out the one that WCAG 2.2 added, `target-size`.
"""

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from tests.web import read_module

_RULES: Final = """
axe._audit.rules
  .filter(rule => !rule.tags.includes("wcag2aaa") && !rule.tags.includes("deprecated"))
  .map(rule => rule.id)
"""

_RUN: Final = """
rules => axe.run(document, {runOnly: {type: "rule", values: rules}, resultTypes: ["violations"]})
  .then(result => result.violations.map(each => ({
    rule: each.id,
    says: each.help,
    where: each.nodes.map(node => `${node.target.join(" ")}: ${node.failureSummary}`),
  })))
"""


@dataclass(frozen=True)
class Violation:
    """What axe finds wrong: the rule, what it asks for, and every place where it is broken."""

    rule: str
    says: str
    where: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} ({self.says})" + "".join(f"\n    {place}" for place in self.where)


def axe_rules(page: Page) -> list[str]:
    """The ids of the rules that are run."""
    _start(page)
    rules: list[str] = page.evaluate(_RULES)
    return rules


def violations(page: Page) -> list[Violation]:
    """What axe finds on the page as it is shown."""
    found = page.evaluate(_RUN, axe_rules(page))
    return [Violation(each["rule"], each["says"], tuple(each["where"])) for each in found]


def _start(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(read_module("axe-core/axe.min.js"))
