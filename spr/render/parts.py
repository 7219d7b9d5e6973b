"""Small parts that every page is made of. Each gives HTML; what is absent says so in words of its own."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup, escape

from spr.model.assessment import Disclosed, Paragraph, Said, Withheld
from spr.model.dates import Date
from spr.model.recommendation import Recommendation
from spr.model.words import Absent, Covered, Review, small
from spr.render.partial import fill, joined
from spr.render.text import abbreviations_in, heading, line, plain, prose
from spr.render.view import View

BY_EDITORS = Markup('<span class="spr-tags__by">by editors</span>')
"""We classified it: the source does not say so."""


_KINDS = {"pdf": "PDF", "docx": "Word"}
"""What people call a kind of file, by the end of its name."""


class Column(NamedTuple):
    """A column of a table; `look` is empty, `number` or `words`."""

    label: str
    look: str = ""


class Row(NamedTuple):
    """A row of a table: what it is about, its further cells, its id if it has one."""

    head_html: Markup
    cells_html: Sequence[Markup]
    id: str = ""


def capital(words: str) -> str:
    """The same words with a capital at their beginning; dashes of an id become spaces."""
    return words[:1].upper() + words[1:].replace("-", " ")


def listed(parts: Iterable[str]) -> Markup:
    """Several things in a sentence: "a, b and c". Text is escaped."""
    *first, end = [escape(part) for part in parts] or [Markup()]
    return Markup(" and ").join(filter(None, (Markup(", ").join(first), end)))


def label(value: str) -> Markup:
    """A word of a vocabulary, or why there is none."""
    return absent(value) if value in set(Absent) else escape(capital(value))


@cache
def absent(why: Absent | str) -> Markup:
    """Why something is not there: a word, drawn so that no two look alike."""
    return fill("absent", kind=why.replace(" ", "-"), words=capital(why))


def withheld(view: View, why: Withheld) -> Markup:
    """That something is withheld, and what is known of the decision."""
    sentences = [line(view, why.reason), *map(escape, decision(view, why))]
    return Markup(" ").join((absent("withheld"), *sentences))


def decision(view: View, why: Withheld) -> Iterator[str]:
    """What is known of a decision to withhold something: the exemption, who decided it and when."""
    if why.exemption:
        name = view.assessments.reference.exemptions.get(why.exemption)
        section = f"Section {why.exemption.removeprefix('s')} of the Freedom of Information Act 2000"
        yield f"{section} ({name})." if name else f"{section}."
    decided = [view.title(why.by)] if why.by else []
    decided += [why.date.in_words] if why.date else []
    if decided:
        yield f"Decided by {', '.join(decided)}."


def said(view: View, what: Said, *, of_year: str | None = None) -> Markup:
    """Prose as blocks, or why there is none."""
    if isinstance(what, str) and not isinstance(what, Absent):
        return prose(view, what, of_year=of_year)
    return Markup("<p>{}</p>").format(said_in_line(view, what))


def said_in_line(view: View, what: Said, *, of_year: str | None = None) -> Markup:
    """Prose within a line, or why there is none."""
    if isinstance(what, Absent):
        return absent(what)
    if isinstance(what, Withheld):
        return withheld(view, what)
    return line(view, what, of_year=of_year)


def word(view: View, what: str | Absent | None) -> Markup:
    """A name, or why there is none; nothing at all is *not stated*."""
    return absent(what or Absent.NOT_STATED) if not what or what in set(Absent) else plain(view, what)


def who(view: View, name: str | Absent | None) -> Markup:
    """What a role, group or unit is called, by its id, or why there is none."""
    return word(view, view.title(name) if name else None)


def date(when: Date | Absent | None) -> Markup:
    """A date as people write it, or why there is none; nothing at all is *not stated*."""
    if when is None or isinstance(when, Absent):
        return absent(when or Absent.NOT_STATED)
    return Markup('<time datetime="{}">{}</time>').format(when.text, when.in_words)


def link(href: str | None, words: str) -> Markup:
    """A link, or only its words where there is nothing to lead to."""
    if not href:
        return escape(words)
    # Written together, since there are tens of thousands of links, and `Markup.format` is slow.
    return Markup(f'<a href="{escape(href)}">{escape(words)}</a>')  # noqa: S704 - escaped here


def to_document(view: View, name: str) -> Markup:
    """A link to a file beside the pages, with its kind and size: "Board paper (PDF, 120 kB)"."""
    kind = _KINDS.get(name.rpartition(".")[2], "file")
    what = "Paper as issued, unchanged" if name.startswith("issued/") else "Board paper"
    size = max(1, round(view.documents[name] / 1000))
    return link(view.to(name), f"{what} ({kind}, {size} kB)")


def to_paragraph(view: View, name: str | None) -> Markup:
    """A link to a paragraph of the year by its id: "paragraph 21"."""
    found = view.paragraph(name)
    return link(view.to_paragraph(found), f"paragraph {found.number}") if found else absent(Absent.NOT_STATED)


def to_number(view: View, name: str | None) -> Markup:
    """The same in a column of paragraphs: "21"."""
    found = view.paragraph(name)
    return numbers(view, [found]) if found else absent(Absent.NOT_STATED)


def numbers(view: View, paragraphs: Iterable[Paragraph]) -> Markup:
    """Links to paragraphs where only their numbers are to be seen: "21, 22"."""
    return Markup(", ").join(
        Markup('<a href="{}" aria-label="paragraph {}">{}</a>').format(
            view.to_paragraph(each), each.number, each.number
        )
        for each in paragraphs
    )


def to_threats(view: View, names: Iterable[str]) -> Markup:
    """Links to threats by their ids."""
    return listed(link(view.to_threat(name), view.threat_title(name)) for name in names)


def to_threat(view: View, name: str | None) -> Markup:
    """A link to a threat, or that it is of the report as a whole."""
    return to_threats(view, [name]) if name else Markup("The report as a whole")


def recommendation_name(view: View, recommendation: Recommendation) -> str:
    """What it is called: `Recommendation 3`, `Recommendation 4 of 2022`, `Recommendation 2015-a`."""
    if isinstance(recommendation.number, Absent):
        return f"Recommendation {recommendation.id}"
    raised_here = recommendation.raised_in == view.year.id
    year = "" if raised_here else f" of {recommendation.raised_in}"
    return f"Recommendation {recommendation.number}{year}"


def to_recommendation(view: View, recommendation: Recommendation) -> Markup:
    """A link to a recommendation, for the middle of a sentence: "recommendation 3"."""
    name = recommendation_name(view, recommendation)
    return link(view.to_recommendation(recommendation), small(name))


def to_recommendations(view: View, names: Iterable[str]) -> Markup:
    """Links to recommendations by their ids; one that is not in this copy is left out."""
    found = [view.recommendation(name) for name in names]
    return listed(to_recommendation(view, each) for each in found if each)


def titles(view: View, names: Iterable[str]) -> Markup:
    """What roles and groups are called."""
    return listed(plain(view, view.title(name)) for name in names)


def marking(thing: Disclosed) -> Markup:
    """The marking of a thing that fewer may see than what it stands in; empty for any other."""
    disclosure = thing.disclosure
    words = [disclosure.marking.value] if disclosure.marking else []
    words += [f"not beyond: {disclosure.audience.replace('-', ' ')}"] if disclosure.audience else []
    return fill("badge", words=", ".join(words), look="") if words else Markup()


def unreviewed(thing: object) -> Markup:
    """That a thing was carried forward and nobody has looked at it yet; empty for any other."""
    if getattr(thing, "review", None) is not Review.CARRIED_FORWARD:
        return Markup()
    return Markup("<em>Carried forward from the year before, and not yet reviewed.</em>")


def facts(pairs: Iterable[tuple[str, Markup | None]]) -> Markup:
    """A few facts, each a word and what it is; those that are None are left out."""
    kept = [(words, value) for words, value in pairs if value is not None]
    return fill("facts", facts=kept) if kept else Markup()


def items(parts: Iterable[Markup]) -> Markup:
    """A plain list; nothing if there is nothing in it."""
    kept = list(parts)
    return fill("list", items_html=kept) if kept else Markup()


def table(
    name: str, caption: str, columns: Sequence[Column], rows: Iterable[Row], look: str = "stack"
) -> Markup:
    """
    A table; *name* is its id on the page.

    A column in which nothing is stated for any row is left out, and a sentence beneath the table says so;
    not where that would leave nothing but the heads of the rows.
    """
    kept = list(rows)
    empty = [
        index
        for index in range(1, len(columns))
        if all(row.cells_html[index - 1] == absent(Absent.NOT_STATED) for row in kept)
    ]
    if len(empty) == len(columns) - 1:
        empty = []
    html = fill(
        "table",
        name=name,
        caption=caption,
        columns=[column for index, column in enumerate(columns) if index not in empty],
        rows=[_without(row, empty) for row in kept],
        look=look,
    )
    if not empty:
        return html
    labels = listed(columns[index].label.lower() for index in empty)
    return html + Markup("\n<p>{}: {}.</p>").format(absent(Absent.NOT_STATED), labels)


def _without(row: Row, columns: Sequence[int]) -> Row:
    return row._replace(
        cells_html=[cell for index, cell in enumerate(row.cells_html, start=1) if index not in columns]
    )


def section(title: str, anchor: str, *blocks: str) -> str:
    """A part of a page under its heading; *title* is text."""
    return joined((f"## {heading(title)} {{ #{anchor} }}", *blocks))


def sentence(*parts: str) -> Markup:
    """A paragraph that is ours; parts that are text are escaped."""
    return Markup("<p>{}</p>").format(Markup(" ").join(part for part in parts if part))


def nothing(view: View, what: Covered, words: str) -> Markup:
    """Why a part of a page is empty: the year does not cover it, or the report does not say it (*words*)."""
    if not view.year.recorded(what):
        return sentence(absent(Absent.NOT_RECORDED), covers(view))
    return sentence(absent(Absent.NOT_STATED), words)


def none(view: View, what: Covered, words: str) -> Markup:
    """That there is none (*words*), which is no gap in the report; or that the year does not cover it."""
    return sentence(words) if view.year.recorded(what) else nothing(view, what, words)


def covers(view: View) -> str:
    """What a partial year covers, in a sentence; empty for a whole one."""
    if view.year.covers is None:
        return ""
    covered = listed(what.value for what in Covered if what in view.year.covers)
    return f"The record of this year covers {covered} only."


def abbreviations(view: View, html: str) -> str:
    """What the abbreviations in a piece of a page stand for, under a heading of its own."""
    terms = abbreviations_in(view, html)
    if not terms:
        return ""
    return section(
        "Abbreviations on this page",
        "abbreviations",
        fill("abbreviations", terms=terms),
    )
