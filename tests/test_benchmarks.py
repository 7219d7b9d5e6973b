"""What benchmarks measure with: years that pass the check, or nothing could be measured."""

from pathlib import Path

from benchmarks.years import write_years
from tests.folders import checked


def test_years_that_are_made_are_in_order(tmp_path: Path) -> None:
    """More than Northmoor has, and those after its own too."""
    found = checked(write_years(tmp_path / "data", 14))
    assert list(map(str, found.problems)) == []
    assert len(found.assessments.years) == 14
