"""The files that people take away: everything that a year says, as JSON, CSV and Markdown."""

from collections.abc import Mapping
from types import MappingProxyType

from spr.datafiles.assessment import assessment_file
from spr.datafiles.changes import changes_files
from spr.datafiles.figures import figures_file
from spr.datafiles.recommendations import recommendations_file
from spr.model.assessment import Year
from spr.model.horizon import up_to
from spr.model.shared import Assessments


def data_files(assessments: Assessments, year: Year) -> Mapping[str, str]:
    """
    The data files of *year* as text, by name.

    `assessment.json`, `figures.csv`, `recommendations.csv`, and for every year before it
    `changes-<earlier>.json`, `.csv` and `.md`. Takes a copy for an audience: they hold what it may see, and
    nothing that came later than the year. Each JSON file names its schema (schemas/published/), which is to
    stand beside it. Write them as UTF-8 and without translating line ends.
    Raises `ValueError` if *assessments* are as written, or do not hold *year*.
    """
    known = up_to(assessments, year)
    year = known.own(year)
    earlier = [other for other in known.years if other.id < year.id]
    return MappingProxyType(
        {
            "assessment.json": assessment_file(known, year),
            "figures.csv": figures_file(known, year),
            "recommendations.csv": recommendations_file(known, year),
            **{
                f"changes-{old.id}.{ending}": text
                for old in earlier
                for ending, text in changes_files(known, old, year).items()
            },
        }
    )
