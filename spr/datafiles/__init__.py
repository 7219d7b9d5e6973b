"""The files that people take away: everything that a year says, as JSON, CSV and Markdown."""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from spr.datafiles.assessment import assessment_file, data_digest
from spr.datafiles.changes import changes_files
from spr.datafiles.figures import figures_file
from spr.datafiles.recommendations import recommendations_file
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments

__all__ = ["SUMS", "data_digest", "data_files"]

SUMS: Final = "SHA256SUMS"


def data_files(assessments: Assessments, year: Year) -> Mapping[str, str]:
    """
    The data files of *year* as text, by name.

    `assessment.json`, `figures.csv`, `recommendations.csv`, for every year before it
    `changes-<earlier>.json`, `.csv` and `.md`, and the checksums of all these. Takes a copy for an audience:
    they hold what it may see, and nothing that came later than the year. Each JSON file names its schema
    (schemas/published/), which is to stand beside it. Write them as UTF-8 and without translating line ends.
    Raises `ValueError` if *assessments* are as written, or do not hold *year*.
    """
    known = up_to(assessments, year)
    year = known.own(year)
    earlier = [other for other in known.years if other.id < year.id]
    files = {
        "assessment.json": assessment_file(known, year),
        "figures.csv": figures_file(known, year),
        "recommendations.csv": recommendations_file(known, year),
        **{
            f"changes-{old.id}.{ending}": text
            for old in earlier
            for ending, text in changes_files(known, old, year).items()
        },
    }
    return MappingProxyType({**files, SUMS: _sums(files)})


def _sums(files: Mapping[str, str]) -> str:
    """The checksums of *files*, in the form that `sha256sum --check` reads."""
    digests = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in files.items()}
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests))
