"""
More years than examples/northmoor has: its two newest are repeated in turn, as files that pass the check.

`python -m benchmarks.years 14 FOLDER` writes them to look at.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
NORTHMOOR: Final = ROOT / "examples" / "northmoor"

_GRADES: Final = re.compile(r"^grades:\n(?:(?: .*)?\n)*", re.MULTILINE)
_DATES: Final = re.compile(r"^(  (?:tasked|due|assessed|reported|published): |    by: )(\d{4})", re.MULTILINE)
_BECAUSE: Final = re.compile(r"^    because:.*\n(?:      .*\n)*", re.MULTILINE)


def write_years(into: Path, count: int) -> Path:
    """
    A folder in the shape of assessments/ with *count* years, at least as many as Northmoor; returns *into*.

    Those after its last say in turn what its two newest say, with the grades of the last, so that none has to
    say why it moved.
    """
    shutil.copytree(NORTHMOOR, into)
    own = sorted(path.name for path in NORTHMOOR.iterdir() if path.name[:4].isdigit())
    for number in range(count - len(own)):
        _write_year(into, own[-2:][number % 2], own[-1], str(int(own[-1]) + number + 1))
    return into


def _write_year(into: Path, like: str, grades_of: str, name: str) -> None:
    for path in sorted((into / like).rglob("*.yaml")):
        if path.name == "record.yaml":
            continue
        inside = path.relative_to(into / like)
        text = path.read_text(encoding="utf-8")
        if inside.parts[0] == "threats":
            grades = _GRADES.search((into / grades_of / inside).read_text(encoding="utf-8"))
            text = _GRADES.sub(lambda _: _BECAUSE.sub("", grades[0]) if grades else "", text)  # noqa: B023 - called at once
        text = re.sub(r"^label: .*", f"label: {name} cycle", text, count=1, flags=re.MULTILINE)
        text = _DATES.sub(lambda date: f"{date[1]}{int(date[2]) + int(name) - int(like)}", text)
        (into / name / inside).parent.mkdir(parents=True, exist_ok=True)
        (into / name / inside).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write_years(Path(sys.argv[2]), int(sys.argv[1]))
