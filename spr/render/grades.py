"""Threats by years: the words of every grade, and where two of them may not be compared."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from markupsafe import Markup, escape

from spr.changes import Kind
from spr.model.shared import Assessments
from spr.model.words import Comparability
from spr.narrative import judge_in_words
from spr.render.lanes import Group, Lane, Tile, editions_above, render_lanes
from spr.render.partial import joined
from spr.render.parts import absent, capital, items, link, listed, section, sentence
from spr.render.view import View
from spr.through_years import NOT_IN_EDITION, Judgement, Stint, grades_by_years

MOVED: Final = {
    Kind.GRADE_RAISED: "raised",
    Kind.GRADE_LOWERED: "lowered",
    Kind.GRADE_NOT_COMPARABLE: "not comparable with",
}


def render_threats_by_years(view: View) -> str:
    """Grades through the years up to this one, under a heading; nothing where no year stands before."""
    if view.before is None or not any(year.threats for year in view.assessments.years):
        return ""
    return section(
        "Grades through the years",
        "threats-by-years",
        threats_by_years(
            view.assessments,
            title=view.threat_title,
            to_threat=view.to_threat,
            to_year=lambda year: view.to_year(year, "index.html"),
        ),
    )


def threats_by_years(
    assessments: Assessments,
    *,
    title: Callable[[str], str],
    to_threat: Callable[[str], str | None],
    to_year: Callable[[str], str],
) -> str:
    """
    The grades of every threat, a lane for each judgement, and beneath them why some may not be compared.

    *title*, *to_threat* and *to_year* say what a threat is called on this page, and where the links lead.
    """
    years = assessments.years
    places = {year.id: place for place, year in enumerate(years)}
    rows = grades_by_years(assessments)
    groups = [
        Group(
            link(to_threat(each.threat), title(each.threat)),
            tuple(Lane(escape(_subject(line)), tuple(_tiles(line, places))) for line in each.judgements),
        )
        for each in rows
    ]
    stints = [stint for each in rows for line in each.judgements for stint in line.stints]
    return joined(
        (
            render_lanes(
                "grades-by-years",
                "The grade of each threat, year by year, in the words of whoever gave it",
                [(year.id, link(to_year(year.id), year.id)) for year in years],
                groups,
                editions_above(years, assessments.reference),
            ),
            _why_not(stints),
        )
    )


def _subject(line: Judgement) -> str:
    """What is judged, and by whom: "Capability and capacity, by the force"."""
    return f"{capital(listed(line.of).unescape())}, {judge_in_words(line.by)}" if line.of else "Any grade"


def _tiles(line: Judgement, places: dict[str, int]) -> Iterator[Tile]:
    for stint in line.stints:
        yield Tile(
            first=places[stint.years[0].id],
            last=places[stint.years[-1].id],
            word_html=escape(stint.grade.word) if stint.grade else _none(stint.why),
            notes=tuple(_notes(stint)),
            looks=tuple(_looks(stint)),
        )


def _none(why: str) -> Markup:
    return escape(capital(why)) if why == NOT_IN_EDITION else absent(why)


def _notes(stint: Stint) -> Iterator[str]:
    if stint.moved is None or stint.since is None:
        return
    care = ", with care" if stint.basis.comparability is Comparability.WITH_CARE else ""
    words = MOVED[stint.moved]
    yield f"{words} {stint.since.id}" if stint.moved is Kind.GRADE_NOT_COMPARABLE else f"{words}{care}"


def _looks(stint: Stint) -> Iterator[str]:
    if stint.grade is None:
        yield "bare"
    if stint.moved is Kind.GRADE_NOT_COMPARABLE:
        yield "cut"


def _why_not(stints: Iterable[Stint]) -> Markup:
    """Why words may not be compared: each reason once, with the years that it lies between."""
    reasons: dict[tuple[str, str, str], None] = {}
    for stint in stints:
        if stint.moved is Kind.GRADE_NOT_COMPARABLE and stint.since:
            reasons[stint.years[0].id, stint.since.id, stint.basis.reason.strip()] = None
    if not reasons:
        return Markup()
    said = [escape(f"{new} and {old}: {why}") for new, old, why in sorted(reasons)]
    words = "A double rule: not comparable with the grade before, because:"
    return sentence(words) + items(said)
