"""Texts from the data arrive as text: through our Markdown, and through that of the pages."""

from dataclasses import replace
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import markdown
import pytest
from mkdocs.utils.yaml import yaml_load

from spr.checking.assessments import load_assessments
from spr.model.audience import for_audience
from spr.model.cited import numbers_cited
from spr.model.shared import Term
from spr.model.words import Audience
from spr.render.text import abbreviations_in, heading, line, plain, prose
from spr.render.view import View

ROOT = Path(__file__).parent.parent

TITLES = {
    "a script": "<script>alert(1)</script>",
    "a template": "{{ 7 * 7 }} {% raw %} {# gone #}",
    "emphasis and code": "*a* _b_ **c** `d` ~~e~~",
    "links and images": "[x](javascript:alert(1)) ![y](z.png) [r][r]",
    "a table's line": "a | b | c",
    "a heading's signs": "# not a heading #",
    "backslashes": r"back\slash \* \\",
    "an attribute list": "title { .class #id onclick=alert(1) }",
    "entities": "A & B &amp; &lt;b&gt; &#42;",
    "comments and tags": "<!-- gone --> <b>bold</b>",
    "the mark of a table of contents": "[TOC]",
    "addresses": "<https://example.org> http://example.org",
    "a list": "1. one - two + three > four",
    "quotation marks": "'one' \"two\" ‘three’",
}
"""What a name may hold, and must come through as it is."""

TEXTS = {
    "paragraphs and lists": (
        "One *two*.\n\n- three\n- **four**",
        "<p>One <em>two</em>.</p>\n<ul>\n<li>three</li>\n<li><strong>four</strong></li>\n</ul>",
    ),
    "a line's end is a space": ("one\ntwo", "<p>one two</p>"),
    "HTML is text": ("<b>x</b> &amp; <!-- y -->", "<p>&lt;b&gt;x&lt;/b&gt; &amp; &lt;!-- y --&gt;</p>"),
    "a block of HTML is text": ("<div>\nx\n</div>", "<p>&lt;div&gt; x &lt;/div&gt;</p>"),
    "a heading is text": ("# one\n\ntwo\n---", "<p># one</p>\n<p>two ---</p>"),
    "an image is text, and no link": (
        "![x](https://example.org/y.png) !\\[z](https://example.org) *![a*](b)",
        "<p>![x](https://example.org/y.png) ![z](https://example.org) <em>![a</em>](b)</p>",
    ),
    "a link within an image is one": (
        "![[x](https://example.org)](y)",
        '<p>![<a href="https://example.org">x</a>](y)</p>',
    ),
    "a link leads to the web or a mailbox": (
        "[x](https://example.org) [y](mailto:a@example.org)",
        '<p><a href="https://example.org">x</a> <a href="mailto:a@example.org">y</a></p>',
    ),
    "any other link is text": (
        "[x](javascript:alert) [y](file:///etc) [z](../a.html) [w](data:x)",
        "<p>[x](javascript:alert) [y](file:///etc) [z](../a.html) [w](data:x)</p>",
    ),
    "a template is text": ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>"),
    "a definition of a link does not vanish": ("[r]: https://example.org", "<p>[r]: https://example.org</p>"),
    "a paragraph is cited by its number": (
        "See paragraph 17.",
        '<p>See <a href="#p17">paragraph 17</a>.</p>',
    ),
    "one of another section stands in the report": (
        "Paragraph 1 says so.",
        '<p><a href="../../report/index.html#p1">Paragraph 1</a> says so.</p>',
    ),
    "several are cited at once": (
        "paragraphs 1, 2 and 17",
        (
            '<p><a href="../../report/index.html#p1">paragraphs 1</a>, '
            '<a href="../../report/index.html#p2">2</a> and <a href="#p17">17</a></p>'
        ),
    ),
    "a number that is no paragraph is text": ("paragraph 99, 1 of 2", "<p>paragraph 99, 1 of 2</p>"),
    "a recommendation is cited by its number": (
        "recommendation 3",
        '<p><a href="../../recommendations/index.html#r3">recommendation 3</a></p>',
    ),
    "nothing is cited within a link or code": (
        "[paragraph 7](https://example.org) `paragraph 7`",
        '<p><a href="https://example.org">paragraph 7</a> <code>paragraph 7</code></p>',
    ),
    "an abbreviation is explained at its first place": (
        "A PSU, two PSUs.",
        '<p>A <abbr title="Police Support Unit">PSU</abbr>, two PSUs.</p>',
    ),
    "a plural is explained too": ("PSUs", '<p><abbr title="Police Support Unit">PSUs</abbr></p>'),
    "the longest abbreviation counts": (
        "ACC CC",
        '<p><abbr title="b">ACC</abbr> <abbr title="a">CC</abbr></p>',
    ),
    "a part of a word is none": ("PSUX, XPSU", "<p>PSUX, XPSU</p>"),
    "an explanation is escaped": ("QUOT", '<p><abbr title="&quot;&gt;&lt;b&gt;">QUOT</abbr></p>'),
}


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_arrives_as_text_in_a_heading(title: str) -> None:
    """A Markdown heading shows a title as it is written, with the id that we gave it and nothing else."""
    page = Page(f"## {heading(title)} {{ #here }}")
    assert page.elements == [("h2", {"id": "here"})]
    assert [title] == page.texts
    assert [title] == [unescape(token["name"]) for token in page.contents]


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_title_arrives_as_text_in_a_link_of_a_heading(title: str) -> None:
    """The same where the heading is a link to a page."""
    page = Page(f"### [{heading(title)}](threats/x/index.md) {{ #here }}")
    assert page.elements == [("h3", {"id": "here"}), ("a", {"href": "threats/x/index.md"})]
    assert [title] == page.texts


@pytest.mark.parametrize("title", TITLES.values(), ids=TITLES)
def test_a_name_arrives_as_text_in_a_block(title: str) -> None:
    """A name in a block of HTML is neither Markdown nor HTML, on our side and on that of the pages."""
    page = Page(f"<div>\n\n<p>{plain(view(), title)}</p>\n\n</div>")
    assert page.elements == [("div", {}), ("p", {})]
    assert [title] == page.texts


@pytest.mark.parametrize(("text", "expected"), TEXTS.values(), ids=TEXTS)
def test_prose(text: str, expected: str) -> None:
    """The name of the case is the rule."""
    assert expected == prose(view(), text)


def test_prose_within_a_line_has_no_blocks() -> None:
    """What stands within a line has emphasis and links, and its line ends are spaces."""
    assert line(view(), "- a *b*\nc") == "- a <em>b</em> c"


def test_a_text_of_an_earlier_year_cites_that_year() -> None:
    """Numbers in a text of 2022 are those of 2022, whatever stands at them in 2023."""
    expected = '<a href="../../../2022/report/index.html#p7">paragraph 7</a>'
    assert expected == line(view(), "paragraph 7", of_year="2022")
    assert line(view(), "paragraph 7", of_year="2001") == "paragraph 7"


def test_abbreviations_of_a_page_are_listed_by_the_alphabet() -> None:
    """Those that it uses, in headings too; not those that only the glossary has, or that are in no text."""
    page = f"## {heading('PSUs & more')}\n\n{prose(view(), 'CC [x](https://example.org/QUOT)')}"
    assert [term.term for term in abbreviations_in(view(), page)] == ["CC", "PSU"]


def test_a_newer_meaning_holds_from_its_year() -> None:
    """Of two entries of one abbreviation the newer one holds; one of a later year does not hold yet."""
    assert plain(view(), "OLD LATE") == '<abbr title="new">OLD</abbr> LATE'


def test_cited_recommendations() -> None:
    """The numbers of cited recommendations, in their order; paragraphs are none."""
    text = "As per recommendation 8; paragraph 3; recommendations 1 and 2."
    assert numbers_cited("recommendation", text) == ("8", "1", "2")


class Page(HTMLParser):
    """A page through Python-Markdown with the extensions of mkdocs.yml; its own anchors are left out."""

    def __init__(self, source: str) -> None:
        super().__init__()
        converter = markdown.Markdown(**extensions())
        self.html: str = converter.convert(source)
        self.contents: list[dict[str, str]] = vars(converter)["toc_tokens"]
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(self.html.replace("\n", ""))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        if ("class", "headerlink") not in attrs:
            self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data != "¶":
            self.texts.append(data)


@cache
def extensions() -> dict[str, Any]:
    """What mkdocs.yml gives to Python-Markdown."""
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as file:
        listed = yaml_load(file)["markdown_extensions"]
    named = [{each: {}} if isinstance(each, str) else each for each in listed]
    return {
        "extensions": [name for each in named for name in each],
        "extension_configs": {name: settings for each in named for name, settings in each.items()},
    }


@cache
def view() -> View:
    """The page of a threat of Northmoor's 2023, with a glossary made for these tests."""
    written = load_assessments(ROOT / "examples/northmoor", "examples/northmoor", ROOT / "schemas")
    copy = for_audience(written, Audience.PUBLIC)
    terms = (
        term("CC", "a"),
        term("ACC", "b"),
        term("PSU", "Police Support Unit"),
        term("QUOT", '"><b>'),
        term("OLD", "old"),
        term("OLD", "new", "2023"),
        term("LATE", "late", "2024"),
    )
    year = copy.year("2023")
    assert year is not None
    return View(replace(copy, terms=terms), year, "threats/serious-organised-crime/index.html")


def term(letters: str, stands_for: str, since: str = "2022") -> Term:
    """An entry of the glossary."""
    return Term(id=f"{letters}-{since}", term=letters, stands_for=stands_for, since=since)
