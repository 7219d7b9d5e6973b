"""
The rules across files. One file for one subject; each function is a rule.

`RULES` maps a rule's code to the rule: `check_moved_grade_says_why` has the code `moved-grade-says-why`.
"""

import inspect
from typing import Final

from spr.checking.fault import Rule
from spr.checking.rules import (
    disclosure,
    figures,
    grades,
    names,
    prose,
    recommendations,
    record,
    references,
    report,
)

_MODULES: Final = (names, references, report, prose, grades, figures, recommendations, disclosure, record)

RULES: Final[dict[str, Rule]] = {
    name.removeprefix("check_").replace("_", "-"): rule
    for module in _MODULES
    for name, rule in inspect.getmembers(module, inspect.isfunction)
    if name.startswith("check_") and rule.__module__ == module.__name__
}
