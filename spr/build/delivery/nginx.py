"""The configuration of nginx for a finished site: what is at which address, and with which headers."""

import json
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from string import Template
from typing import Final
from urllib.parse import urlsplit

from spr.build.delivery.policy import policy
from spr.errors import SprError, command, shown
from spr.model.words import State

_PLAIN: Final = re.compile(r"""[^"'$\\;{}\x00-\x1f]+""")
"""What means nothing to nginx between quotation marks."""


class NoSiteError(SprError):
    """In the folder `path` there is no built site."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"There is no built site in {shown(str(self.path))}. "
            f"Build one with `{command('build')}`, or name its folder with --output."
        )


class UnusualPathError(SprError):
    """nginx would read `path` as something else than a path."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return (
            f"{shown(self.path)} cannot stand in a configuration of nginx. "
            "Expected: a path without quotation marks, $, ;, braces and backslashes, and an address without "
            "spaces."
        )


class _Filled(Template):
    """`@name`: a `$` is a variable of nginx."""

    delimiter = "@"


def nginx_configuration(tree: Path, root: PurePath, site_url: str = "/") -> str:
    """
    The configuration for the finished site in *tree*, which the server finds at *root*.

    *site_url* is the address of its root, as it was built. Raises `NoSiteError` and `UnusualPathError`.
    """
    base = f"{urlsplit(site_url).path.rstrip('/')}/"
    for path in (root.as_posix(), base):
        if not _PLAIN.fullmatch(path):
            raise UnusualPathError(path)
    if " " in base:  # unlike the root, it does not always stand between quotation marks
        raise UnusualPathError(base)
    try:
        years = json.loads((tree / "versions.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise NoSiteError(tree) from error
    published = [each["version"] for each in years if each["properties"]["state"] == State.PUBLISHED]
    blocks = [*_to_the_folder(base)]
    blocks += [*_latest(base, published[0] if published else None)]
    blocks += [_folder(base, root, f"{each['version']}/") for each in years]
    blocks += [_feed(base, root), _folder(base, root, "")]
    template = _Filled(Path(__file__).with_name("nginx.conf").read_text(encoding="utf-8"))
    return template.substitute(root=root.as_posix(), policy=policy(tree), locations="".join(blocks))


def _to_the_folder(base: str) -> Iterator[str]:
    """A site in a folder of its server is found from the host, and without the slash."""
    if base != "/":
        yield f"""
    location = / {{ return 302 {base}; }}
    location = {base.rstrip("/")} {{ return 301 {base}; }}
"""


def _latest(base: str, newest: str | None) -> Iterator[str]:
    """The newest published year, under an address that stays; what people cite is the year's own."""
    if newest:
        yield f"""
    location = {base}latest {{ return 302 {base}{newest}/; }}
    location ^~ {base}latest/ {{ rewrite "^{re.escape(base)}latest/(.*)$" "{base}{newest}/$1" redirect; }}
"""


def _folder(base: str, root: PurePath, folder: str) -> str:
    """A year, or (`folder` is empty) home: with an error page of its own."""
    return f"""
    location "{base}{folder}" {{
        alias "{root.as_posix().rstrip("/")}/{folder}";
        error_page 404 "{base}{folder}404.html";
    }}
"""


def _feed(base: str, root: PurePath) -> str:
    return f"""
    location = "{base}feed.xml" {{
        alias "{root.as_posix().rstrip("/")}/feed.xml";
        types {{ }}
        default_type application/atom+xml;
    }}
"""
