"""Where a page stands and what it shows: links are relative, so that the tree opens from any folder."""

import posixpath
import re
from collections.abc import Callable, Hashable, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

from spr.changes import Change, compare_years
from spr.errors import NotThereError
from spr.ledger import Ledger, Recommendations, ledger
from spr.model.assessment import Paragraph, Section, Threat, Year
from spr.model.recommendation import Recommendation
from spr.model.shared import Assessments, Term

REPORT = "report/index.html"
RECOMMENDATIONS = "recommendations/index.html"
FIGURES = "figures/index.html"
RISKS = "risks/index.html"
ABOUT = "about/index.html"
CHANGES = "changes/index.html"

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - stands where `property` would
    """A property of a year, worked out once for all the views of it that `at` gives."""

    def __init__(self, work: "Callable[[View], T]") -> None:
        self.work = work
        self.name = work.__name__

    @overload
    def __get__(self, view: None, owner: type) -> "once[T]": ...
    @overload
    def __get__(self, view: "View", owner: type) -> T: ...
    def __get__(self, view: "View | None", owner: type) -> "T | once[T]":
        if view is None:
            return self
        return view.kept(self.name, lambda: self.work(view))


@dataclass(frozen=True)
class View:
    """
    One page of one year, in a copy for one audience; `here` is the page's address within the year.

    On the home site, `here` is the page's address there, and `folder` the year's folder: `2016/`.
    `documents` are the files beside the pages, with their sizes in bytes.
    `site_url` is the address at which the year is published, ending in its folder, if that is known; with
    `has_home`, the home site stands one folder above; with `has_forms`, a draft can be filled in. The year is
    taken as the assessments have it.
    Raises `ValueError` for assessments that are not such a copy, and for a year that is not in them.
    """

    assessments: Assessments
    year: Year
    here: str
    folder: str = ""
    site_url: str = ""
    has_home: bool = False
    documents: Mapping[str, int] = field(default_factory=dict)
    has_forms: bool = False
    worked_out: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.assessments.audience is None:
            raise ValueError(self.assessments.audience)
        object.__setattr__(self, "year", self.assessments.own(self.year))

    def at(self, here: str) -> "View":
        """The same year seen from another page: what was worked out for one page serves all."""
        other = copy(self)
        object.__setattr__(other, "here", here)
        return other

    def kept(self, key: Hashable, work: Callable[[], T]) -> T:
        """What *work* makes of the year, under a *key* of its own: worked out once for all these views."""
        if key not in self.worked_out:
            self.worked_out[key] = work()
        found: T = self.worked_out[key]
        return found

    @property
    def before(self) -> Year | None:
        """The year before, if there is one."""
        return self.assessments.year_before(self.year)

    @once
    def ledger(self) -> Ledger:
        """Recommendations opened, closed and still open in this year."""
        return ledger(self.assessments, self.year)

    @once
    def changes(self) -> tuple[Change, ...]:
        """What changed since the year before; nothing in the first year."""
        return tuple(compare_years(self.assessments, self.before, self.year)) if self.before else ()

    def is_at(self, page: str) -> bool:
        """Whether this is the page of that address within the year."""
        return page == self.here and not self.folder

    def to(self, target: str) -> str:
        """The link from here to *target*, an address within the year: `report/index.html#p21`."""
        page, mark, fragment = target.partition("#")
        if self.is_at(page):
            return f"{mark}{fragment}" or posixpath.basename(page)
        # Below a folder of any name, so that `../2015/` leads out of the year and not to nowhere.
        here = posixpath.dirname(f"/year/{self.here}")
        return _relative(f"/year/{self.folder}{page}", here) + mark + fragment

    def to_year(self, year: str, target: str) -> str:
        """The link from here to an address within another year."""
        return self.to(target if year == self.year.id else f"../{year}/{target}")

    def to_home(self, target: str) -> str | None:
        """The link from here to an address within the home site, if there is one."""
        return self.to(f"../{target}") if self.has_home else None

    def address(self, target: str) -> str:
        """An address within the year as people cite it: whole where the site's own is known."""
        page, mark, fragment = target.partition("#")
        root = self.site_url or f"{self.year.id}/"
        return f"{root}{page.removesuffix('index.html')}{mark}{fragment}"

    def threat(self, name: str) -> Threat:
        """A threat of the year by its id. Raises `NotThereError`."""
        for threat in self.year.threats:
            if threat.id == name:
                return threat
        raise NotThereError("threat", name, [threat.id for threat in self.year.threats])

    def threat_title(self, name: str) -> str:
        """What the year's report calls a threat, else what an SPR edition calls it."""
        ours = (threat.title for threat in self.year.threats if threat.id == name)
        editions = reversed(self.assessments.reference.spr_editions)
        theirs = (edition.name_of(name) for edition in editions)
        return next(filter(None, (*ours, *theirs)), name)

    def to_threat(self, name: str) -> str | None:
        """The link to a threat's page, if the year has one."""
        has_page = any(threat.id == name for threat in self.year.threats)
        return self.to(threat_address(name)) if has_page else None

    def of_threat(self, paragraph: Paragraph) -> Threat | None:
        """The threat of the year on whose page a paragraph stands, if it stands on one."""
        return next((threat for threat in self.year.threats if threat.id == paragraph.threat), None)

    def headings(self, paragraph: Paragraph) -> tuple[str, ...]:
        """The threat that a paragraph is on, and the heading that it stands under in the report."""
        threat = self.of_threat(paragraph)
        section = self._sections.get(paragraph.id)
        return tuple(dict.fromkeys(each.title for each in (threat, section) if each))

    def to_paragraph(self, paragraph: Paragraph) -> str:
        """The link to a paragraph: on this page if it stands here, else in the whole report."""
        own = paragraph.threat is not None and self.is_at(threat_address(paragraph.threat))
        return self.to(f"{self.here if own else REPORT}#p{paragraph.number}")

    def to_recommendation(self, recommendation: Recommendation) -> str:
        """The link to a recommendation: on this page if it stands here, else where its life is told."""
        if recommendation.raised_in == self.year.id and self.is_at(REPORT):
            return f"#{recommendation.anchor}"
        if recommendation in self.listed:
            return self.to(f"{RECOMMENDATIONS}#{self.anchor(recommendation)}")
        return self.to_year(recommendation.raised_in, f"{RECOMMENDATIONS}#{recommendation.anchor}")

    def anchor(self, recommendation: Recommendation) -> str:
        """`r3` for one raised in this year; one of an earlier year has its whole id: `r2015-a`."""
        raised_here = recommendation.raised_in == self.year.id
        return recommendation.anchor if raised_here else f"r{recommendation.id}"

    @once
    def listed(self) -> Recommendations:
        """The recommendations that this year's page has: all but those settled before it began."""
        return tuple(status.recommendation for status in self.ledger.of_the_year)

    def paragraph(self, name: str | None) -> Paragraph | None:
        """A paragraph of the year by its id."""
        return self._paragraphs.get(name or "")

    def to_cited(self, what: str, number: str, year: str) -> str | None:
        """The link to the `paragraph` or `recommendation` of that number in a year, if there is one."""
        if what == "recommendation":
            found = self._recommendations.get(f"{year}-{number}")
            return self.to_recommendation(found) if found else None
        if year != self.year.id:
            other = self.assessments.year(year)
            numbers = {paragraph.number for paragraph in other.paragraphs} if other else set()
            return self.to_year(year, f"{REPORT}#p{number}") if number in numbers else None
        paragraph = self._numbers.get(number)
        return self.to_paragraph(paragraph) if paragraph else None

    def recommendation(self, name: str) -> Recommendation | None:
        """A recommendation by its id."""
        return self._recommendations.get(name)

    def title(self, name: str) -> str:
        """What a role, group or programme is called, by its id: in this year, else in the last with it."""
        return self._titles.get(name, name)

    def order_of(self, name: str) -> tuple[int, str]:
        """Where a role or group stands among those of the year, for sorting; the unknown come last."""
        names = [*self._titles]
        return names.index(name) if name in names else len(names), name

    @once
    def terms(self) -> tuple[Term, ...]:
        """The abbreviations that hold in this year, the longest first; of two of one name the newer."""
        held = sorted((term for term in self.assessments.terms if term.since <= self.year.id), key=_since)
        by_name = {term.term: term for term in held}
        return tuple(sorted(by_name.values(), key=lambda term: (-len(term.term), term.term)))

    @once
    def abbreviation(self) -> re.Pattern[str]:
        """Finds the terms of the year in a text, a plural s with them; the first group is the term."""
        names = "|".join(re.escape(term.term) for term in self.terms) or "(?!)"
        return re.compile(rf"(?<!\w)({names})s?(?!\w)")

    def term(self, name: str) -> Term:
        """A term of the year by the letters that stand for it."""
        return self._terms[name]

    @once
    def _terms(self) -> dict[str, Term]:
        return {term.term: term for term in self.terms}

    @once
    def _paragraphs(self) -> dict[str, Paragraph]:
        return {paragraph.id: paragraph for paragraph in self.year.paragraphs}

    @once
    def _sections(self) -> dict[str, Section]:
        return {paragraph.id: section for section in self.year.sections for paragraph in section.paragraphs}

    @once
    def _numbers(self) -> dict[str, Paragraph]:
        return {paragraph.number: paragraph for paragraph in self.year.paragraphs}

    @once
    def _recommendations(self) -> dict[str, Recommendation]:
        return {each.id: each for each in self.assessments.recommendations}

    @once
    def _titles(self) -> dict[str, str]:
        known = [year for year in self.assessments.years if year.id <= self.year.id]
        return {part.id: part.title for year in known for part in year.governance.parts}


def threat_address(name: str) -> str:
    """The address of a threat's page within a year."""
    return f"threats/{name}/index.html"


@lru_cache(maxsize=4096)
def _relative(page: str, folder: str) -> str:
    """The way from a folder to a page: the same few lead to most of what is linked."""
    return posixpath.relpath(page, folder)


def _since(term: Term) -> str:
    return term.since
