"""
What of the theme's files a site is sent with.

The theme has rules for all that a MkDocs site may be: half of its style sheet is about what no page of ours
can have, and every reader's browser would load it before it shows anything.
"""

import re
from functools import cache
from typing import Final

_STYLES: Final = re.compile(r"assets/stylesheets/(?:main|palette)\.[0-9a-f]+\.min\.css")

_UNUSED_FILE: Final = re.compile(r".*\.map|assets/javascripts/lunr/.*|assets/images/favicon\.png")
"""What is for debugging the theme, for other languages than English, and its own sign."""

PARTS_OFF: Final = (
    *("annotation", "author", "banner", "button", "clipboard", "code", "consent", "draft", "feedback"),
    *("input", "meta", "nav--integrated", "nav--lifted", "nav--primary", "pagination", "path", "pin"),
    *("post", "profile", "progress", "select", "social", "source", "status", "tabs", "tag", "tags", "top"),
    "version",
)
"""Parts of the theme that are not switched on, or that overrides/ has in another form: `md-…`."""

MARKDOWN_OFF: Final = (
    *("abstract", "admonition", "arithmatex", "bug", "critic", "danger", "emojione", "example"),
    *("failure", "filename", "footnote", "gemoji", "grid", "highlight", "highlighttable", "info", "inline"),
    *("katex", "key", "keys", "linenodiv", "linenos", "mermaid", "note", "question", "quote", "success"),
    *("tabbed", "task-list", "tip", "twemoji", "warning"),
)
"""What extensions of Markdown make that mkdocs.yml and home.yml do not name; who names one takes it out."""

_UNUSED: Final = re.compile(
    r"\[dir=rtl\]|\[data-md-color-(?:primary|accent)=|"
    rf"\.(?:md-(?:{'|'.join(PARTS_OFF)})|{'|'.join(MARKDOWN_OFF)})(?![a-z])"
)
"""In a selector, what no page has: another direction of writing, the theme's own colours, those parts."""

_RULE: Final = re.compile(r"([^{}]+)(\{[^{}]*\})")
_COMMA: Final = re.compile(r",(?![^(]*\))")
_ONE_OF: Final = re.compile(r":(?:is|not|where)\([^()]*\)")
"""Names what need not be there."""

_EMPTY: Final = re.compile(r"@(?:media|supports)[^{}]+\{\}")


def is_unused(name: str) -> bool:
    """Whether a file of the theme is of no use to a site."""
    return _UNUSED_FILE.fullmatch(name) is not None


def is_style_sheet(name: str) -> bool:
    """Whether a file is one of the theme's two style sheets; sorted by name they are in order."""
    return _STYLES.fullmatch(name) is not None


@cache
def used_rules(sheet: str) -> str:
    """A style sheet of the theme, which is minified, without the rules that no page of ours can need."""
    return _EMPTY.sub("", _RULE.sub(_used, sheet))


def _used(rule: re.Match[str]) -> str:
    selectors = _COMMA.split(rule[1])
    used = [selector for selector in selectors if not _UNUSED.search(_ONE_OF.sub("", selector))]
    return f"{','.join(used)}{rule[2]}" if used else ""
