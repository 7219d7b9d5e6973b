"""
What is found across the years: each wording once, with the years that have it, the newest first.

A paragraph that stayed as it was for four years is one thing to be found, not four, and leads to the newest
of the four; one that was reworded is found as often as it was written anew, which is what whoever searches
the past looks for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spr.model.assessment import Year
from spr.model.recommendation import Recommendation
from spr.render.home.view import AREAS, FIGURES, LOG, RECOMMENDATIONS, REPORT, THREATS
from spr.render.view import View
from spr.search.document import Document, index_of
from spr.search.year import recommendation_document, year_documents
from spr.through_years import Seen, threat_titles

_PAGES = {
    "index.html": "All years",
    REPORT: "Rest of the report through the years",
    RECOMMENDATIONS: "Recommendations as of today",
    FIGURES: "Figures through the years",
    AREAS: "Figures by area",
    LOG: "Log",
}


def home_index(seen: Seen) -> str:
    """The search index of the home site, over everything that the copy holds."""
    return index_of(home_documents(seen))


def home_documents(seen: Seen) -> Iterator[Document]:
    """All that is found across the years; locations are relative to the root of the home site."""
    for location, title in _PAGES.items():
        yield Document(location, title)
    for name, title in threat_titles(seen.assessments).items():
        yield Document(THREATS.format(name), f"All years · {title}", tuple(_called(seen, name, title)))
    kept = _wordings(seen)
    pages = {document.page for document in kept}
    yield from (each for each in kept if each.name or each.blocks or each.page in pages)


def _called(seen: Seen, name: str, title: str) -> Iterator[str]:
    """What a threat was called before, so that it is found under that too."""
    order = [year.id for year in seen.assessments.years]
    years: dict[str, list[str]] = {}
    for year in reversed(seen.assessments.years):
        for threat in year.threats:
            if threat.id == name and threat.title != title:
                years.setdefault(threat.title, []).append(year.id)
    return (f"{years_in_words(found, order)}: {other}." for other, found in years.items())


def _wordings(seen: Seen) -> Sequence[Document]:
    """The documents of all years, newest year first; of one that says the same in several, the newest."""
    years: dict[tuple[str, ...], list[str]] = {}
    found: dict[tuple[str, ...], Document] = {}
    for year in reversed(seen.assessments.years):
        for document in _of_year(seen, year):
            key = (document.name, *document.blocks) if document.name else (year.id, document.location)
            years.setdefault(key, []).append(year.id)
            found.setdefault(key, replace(document, location=f"{year.id}/{document.location}"))
    order = [year.id for year in seen.assessments.years]
    return [
        replace(each, title=f"{years_in_words(years[key], order)} · {each.title}")
        for key, each in found.items()
    ]


def _of_year(seen: Seen, year: Year) -> Iterator[Document]:
    """What is found in a year; of recommendations those that it raised, with all that happened since."""
    view = View(seen.by_year[year.id], year, "")
    today = {f"recommendation-{each.id}": each for each in seen.assessments.recommendations}
    for document in year_documents(view):
        recommendation = today.get(document.name)
        if recommendation is None:
            yield document
        elif recommendation.raised_in == year.id:
            yield _as_of_today(view, recommendation)


def _as_of_today(view: View, recommendation: Recommendation) -> Document:
    known = view.recommendation(recommendation.id) or recommendation
    return replace(recommendation_document(view, recommendation), location=view.to_recommendation(known))


def years_in_words(found: Iterable[str], order: Sequence[str]) -> str:
    """Some of the years in *order*: "2018", "2018 to 2021", "2016, 2018 to 2021"."""
    places = sorted(order.index(year) for year in found)
    runs: list[list[int]] = []
    for place in places:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return ", ".join(
        order[run[0]] if len(run) == 1 else f"{order[run[0]]} to {order[run[-1]]}" for run in runs
    )
