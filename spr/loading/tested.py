"""The record that the tests of accessibility write."""

import json
from pathlib import Path

from spr.model.dates import Date
from spr.model.tested import Held, Tested


def load_tested(path: Path) -> Tested:
    """What was tested, from the file that `make accessibility` writes."""
    record = json.loads(path.read_text(encoding="utf-8"))
    return Tested(
        date=Date(record["date"]),
        tools=tuple(record["tools"].items()),
        axe_rules=record["axe_rules"],
        pages=record["pages"],
        held=tuple(Held(each["says"], each["pages"]) for each in record["tests"]),
    )
