"""assessment.json: everything that a year says."""

import hashlib
from collections.abc import Iterator, Mapping

from spr.datafiles.plain import Json, as_json, header, plain, plain_fields
from spr.datafiles.recommendations import state_of
from spr.ledger import NOT_RECORDED, Ledger, Recommendations, Status, ledger
from spr.model.assessment import Threat, Year
from spr.model.shared import Assessments, Metric, Scale
from spr.model.words import Covered


def data_digest(known: Assessments, year: Year) -> str:
    """
    The SHA-256, in hexadecimal digits, of assessment.json, which holds everything that *year* says in a copy.

    What is made from the same data carries it: whoever has a page, a paper or a table can tell from which
    state of the data, and for whom, it was made. It is of what its readers can see, and of nothing else.
    """
    return hashlib.sha256(assessment_file(known, year).encode()).hexdigest()


def assessment_file(known: Assessments, year: Year) -> str:
    """Everything that *year* says, in what is *known* to it."""
    return known.once(("assessment.json", year.id), lambda: _assessment_file(known, year))


def _assessment_file(known: Assessments, year: Year) -> str:
    sums = ledger(known, year)
    reference = known.reference
    content: dict[str, Json] = {
        **header("assessment", known, year),
        "force": plain(known.force),
        "year": {
            "id": year.id,
            "label": year.label,
            "state": year.state.value,
            "marking": year.marking.value,
            "own_date": plain(year.own_date),
            "dates": plain(year.dates),
            "source": plain(year.source),
            "covers": [what.value for what in Covered if year.recorded(what)],
            "spr_editions": [
                {"id": edition.id, "name": edition.name, "issued": str(edition.issued)}
                for edition in reference.spr_editions
                if edition.id in year.spr_editions
            ],
            "in_brief": plain(year.in_brief),
            "change_note": plain(year.change_note),
            "method": plain(year.method),
        },
        "sections": plain(year.sections),
        "threats": [
            {**plain_fields(threat), "official_name": _official_name(known, threat)}
            for threat in year.threats
        ],
        "statements": plain(year.statements),
        "implications": plain(year.implications),
        "governance": plain(year.governance),
        "record": plain(year.record),
        "ledger": _balance(sums),
        "recommendations": [
            {**plain_fields(status.recommendation), "status": _status(status)} for status in sums.of_the_year
        ],
        "metrics": [plain_fields(metric) for metric in _metrics(known, year)],
        "scales": [plain_fields(scale) for scale in _scales(known, year)],
        "areas": [
            {"id": area.id, "name": area.name} for area in known.areas.listed if area.id in _areas(year)
        ],
    }
    return as_json(content)


def _balance(sums: Ledger) -> dict[str, Json]:
    def names(recommendations: Recommendations) -> list[Json]:
        return [each.id for each in recommendations]

    return {
        "open_at_start": str(NOT_RECORDED)
        if sums.open_at_start is NOT_RECORDED
        else names(sums.open_at_start),
        "raised": names(sums.raised),
        "reopened": names(sums.reopened),
        "closed": {cause.value: names(closed) for cause, closed in sums.closed.items()},
        "still_open": names(sums.still_open),
        "not_told": names(sums.not_told),
    }


def _status(status: Status) -> dict[str, Json]:
    return {
        "state": state_of(status),
        "cause": status.cause.value if status.cause else None,
        "closed_on": str(status.closed.date) if status.closed else None,
        "verified_on": str(status.verified.date) if status.verified else None,
        "due": str(status.due),
        "addressees": list(status.addressees),
        "age": status.age,
        "times_moved": status.times_moved,
    }


def _official_name(known: Assessments, threat: Threat) -> str | None:
    edition = known.reference.edition(threat.spr_edition)
    return edition.name_of(threat.id) if edition else None


def _metrics(known: Assessments, year: Year) -> Iterator[Metric]:
    """The metrics of the year's figures."""
    used = {figure.metric for figure in year.figures}
    return (metric for metric in known.metrics if metric.id in used)


def _scales(known: Assessments, year: Year) -> Iterator[Scale]:
    """The scales of the year's grades."""
    used = {grade.scale for threat in year.threats for grade in threat.graded}
    return (scale for scale in known.all_scales if scale.id in used)


def _areas(year: Year) -> set[str]:
    """The areas of the year's figures."""
    return {area for figure in year.figures if isinstance(figure.by_area, Mapping) for area in figure.by_area}
