"""
Style sheets and scripts as they are sent: the files of overrides/ as one of a kind, without comments.

They are written one for each component, which is how people read them. A reader's browser would ask for each
of them before it shows anything, and small files compress badly: all of them are 9 kB less, and 27 requests.
"""

import re
from collections.abc import Iterable
from typing import Final

from rcssmin import cssmin
from rjsmin import jsmin

STYLES: Final = "assets/spr/css/"
EARLY: Final = "assets/spr/years.js"
"""Runs before there is a page: what it adds must be there when the text below is first shown."""

JOINED_STYLES: Final = "assets/spr/spr.css"
JOINED_SCRIPTS: Final = "assets/spr/spr.js"

_BLANK: Final = re.compile(r"\n\s+")
_AS_WRITTEN: Final = re.compile(r"(<pre\b.*?</pre>|<textarea\b.*?</textarea>)", re.DOTALL)
"""Where white space is part of the text."""

_SCRIPT: Final = re.compile(r"assets/spr/[^/]+\.js")


def is_joined_script(name: str) -> bool:
    """Whether the file is one of ours that are sent as one."""
    return name != EARLY and _SCRIPT.fullmatch(name) is not None


def lean(html: str) -> str:
    """A page without the indentation and the empty lines of its templates, which nobody sees."""
    return "".join(
        part if at % 2 else _BLANK.sub("\n", part) for at, part in enumerate(_AS_WRITTEN.split(html))
    )


def join_styles(sheets: Iterable[str]) -> str:
    """The rules of *sheets*, in their order."""
    return str(cssmin("\n".join(sheets)))


def join_scripts(scripts: Iterable[str]) -> str:
    """What *scripts* do, in their order; one may end without a semicolon."""
    return str(jsmin(";\n".join(scripts)))
