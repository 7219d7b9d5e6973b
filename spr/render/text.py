"""
What people wrote, as HTML that is safe wherever it stands.

Prose is Markdown without HTML, images and headings. `paragraph 23` and `recommendation 8` become links where
the year has such a one, and an abbreviation says what it stands for at its first place in a text.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from spr.model.cited import CITING, NUMBER
from spr.model.shared import Term
from spr.render.view import View

SCHEMES = {"http", "https", "mailto"}
"""What a link in the data may lead to; a link to anything else stays text."""

NOT_IN_A_TEXT = ["heading", "lheading", "hr", "image", "reference", "code"]
"""Markdown that our texts do not have: headings are the page's, and nothing is fetched or vanishes."""

_FIRST_THEN_EACH = re.compile(rf"^\w+\s+{NUMBER}|{NUMBER}")
_ELEMENT = re.compile(r"<[^>]*>")


def prose(view: View, text: str, *, of_year: str | None = None) -> Markup:
    """
    A text in Markdown, as paragraphs and lists.

    *of_year* is the year whose paragraphs and recommendations it cites; this one unless given.
    """
    return _once(view, text, of_year, _blocks)


def tokens(view: View, text: str, *, of_year: str | None = None) -> Sequence[Token]:
    """The same text as what Markdown makes of it, for whoever writes something else than HTML."""
    return _MARKDOWN.parse(text, {"view": view, "year": of_year or view.year.id})


def line(view: View, text: str, *, of_year: str | None = None) -> Markup:
    """A text in Markdown that stands within a line."""
    return _once(view, text, of_year, _inline)


def plain(view: View, text: str) -> Markup:
    """A name or a title: its signs are no Markdown, but its abbreviations say what they stand for."""
    return _once(view, text, None, _names)


def without_signs(text: str) -> tuple[str, ...]:
    """A text in Markdown as people read it: its paragraphs and points, without any sign of Markdown."""
    inlines = (token for token in _WITHOUT_LINKS.parse(text) if token.type == "inline")
    found = ("".join(map(_words_of, token.children or [])) for token in inlines)
    return tuple(" ".join(each.split()) for each in found if each.strip())


@lru_cache(maxsize=4096)
def as_read(text: str) -> str:
    """A text in Markdown without its signs: a line for each point, and an empty one between paragraphs."""
    blocks: list[list[str]] = []
    mark = ""
    for token in _WITHOUT_LINKS.parse(text):
        if token.level == 0 and token.nesting >= 0:
            blocks.append([])
        match token.type:
            case "list_item_open":
                mark = f"{token.info}. " if token.info else "• "
            case "inline" | "fence":
                words = "".join(map(_words_of, token.children or [])) or token.content
                blocks[-1].append(mark + " ".join(words.split()))
                mark = ""
            case _:
                pass
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def both_as_read(old: str, new: str) -> tuple[str, str]:
    """Two texts without the signs of Markdown, or with them where nothing else differs."""
    ours, theirs = as_read(old), as_read(new)
    return (ours, theirs) if ours != theirs else (old, new)


def heading(text: str) -> str:
    """A text from the data in a Markdown heading: each sign that Markdown could read is spelt as a number."""
    return re.sub(r"[!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))


def abbreviations_in(view: View, page: str) -> tuple[Term, ...]:
    """The abbreviations that a piece of a page uses, in headings too, by the alphabet."""
    text = unescape(_ELEMENT.sub(" ", page))
    used = {view.term(found[1]) for found in view.abbreviation.finditer(text)}
    return tuple(sorted(used, key=lambda term: (term.term.casefold(), term.term)))


def _once(view: View, text: str, of_year: str | None, render: Callable[[str, View, str], Markup]) -> Markup:
    """A text as HTML, which several pages of a year show: the same on all of them, but for what it cites."""
    here = view.here if CITING.search(text) else ""
    key = (render.__name__, here, of_year, text)
    return view.kept(key, lambda: render(text, view, of_year or view.year.id))


def _blocks(text: str, view: View, year: str) -> Markup:
    html = _MARKDOWN.render(text, {"view": view, "year": year})
    return Markup(html.strip())  # noqa: S704 - escaped there


def _inline(text: str, view: View, year: str) -> Markup:
    html = _MARKDOWN.renderInline(" ".join(text.split()), {"view": view, "year": year})
    return Markup(html)  # noqa: S704 - escaped there


def _names(text: str, view: View, _: str) -> Markup:
    return Markup().join(
        Markup('<abbr title="{}">{}</abbr>').format(term.stands_for, words) if term else words
        for words, term in _abbreviated(text, view, set())
    )


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the library's name
        return url.partition(":")[0].lower() in SCHEMES


def _mark_words(state: StateCore) -> None:
    """Links and abbreviations in all the texts of a document, but for what is a link or code already."""
    view, year = state.env["view"], state.env["year"]
    met: set[str] = set()
    for token in state.tokens:
        if token.type != "inline":
            continue
        marked: list[Token] = []
        links = 0
        for child in _joined(token.children or []):
            links += child.nesting if child.type in {"link_open", "link_close"} else 0
            if child.type == "text":
                marked += _tokens(child.content, view, met, None if links else year)
            else:
                marked.append(child)
        token.children = marked


def _joined(tokens: list[Token]) -> Iterator[Token]:
    """The same tokens, with neighbouring texts as one: a line's end within a paragraph is a space."""
    last: Token | None = None
    for token in tokens:
        if token.type == "softbreak":
            token = Token("text", "", 0, content=" ")  # noqa: PLW2901 - stands for it
        if token.type == "text" and last is not None:
            last.content += token.content
            continue
        if last is not None:
            yield last
        last = token if token.type == "text" else None
        if last is None:
            yield token
    if last is not None:
        yield last


def _tokens(text: str, view: View, met: set[str], year: str | None) -> Iterator[Token]:
    for cited, href in _cited(text, view, year) if year else [(text, None)]:
        if href:
            yield Token("link_open", "a", 1, attrs={"href": href})
        for words, term in _abbreviated(cited, view, met):
            if term:
                yield Token("abbr_open", "abbr", 1, attrs={"title": term.stands_for})
            yield Token("text", "", 0, content=words)
            if term:
                yield Token("abbr_close", "abbr", -1)
        if href:
            yield Token("link_close", "a", -1)


def _cited(text: str, view: View, year: str) -> Iterator[tuple[str, str | None]]:
    """The text in pieces, each with the link that it is to be."""
    end = 0
    for citing in CITING.finditer(text):
        for found in _FIRST_THEN_EACH.finditer(citing[0]):
            number = found[0].split()[-1]
            start = citing.start() + found.start()
            yield text[end:start], None
            yield found[0], view.to_cited(citing[1].lower(), number, year)
            end = start + len(found[0])
    yield text[end:], None


def _abbreviated(text: str, view: View, met: set[str]) -> Iterator[tuple[str, Term | None]]:
    """The text in pieces, each with the term that it is to explain; *met* holds those explained before."""
    end = 0
    for found in view.abbreviation.finditer(text):
        term = view.term(found[1])
        if term.id not in met:
            met.add(term.id)
            yield text[end : found.start()], None
            yield found[0], term
            end = found.end()
    yield text[end:], None


def _picture(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 (as the library calls it)
    """A picture is not shown, nor is it a link to where it lies: its signs are text."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent:
        state.pending += "!["
    state.pos += len("![")
    return True


def _words_of(token: Token) -> str:
    return " " if token.type in {"softbreak", "hardbreak"} else token.content


def _markdown() -> MarkdownIt:
    markdown = _Markdown("commonmark", {"html": False}).disable(NOT_IN_A_TEXT)
    markdown.inline.ruler.before("link", "picture", _picture)
    return markdown


_WITHOUT_LINKS = _markdown()
_MARKDOWN = _markdown()
_MARKDOWN.core.ruler.push("spr", _mark_words)
