"""
Partials with their values: the only place that knows the templates.

Text is escaped. HTML of our own is `Markup`, which the templates leave as it is; a name ending in `_html`
says so.
"""

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

_PARTIALS = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("partials")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,  # or each use asks the disk whether the file has changed
)


def fill(partial: str, /, **values: object) -> Markup:
    """The partial of that name with its values; each partial lists them in its first lines."""
    html = _PARTIALS.get_template(f"{partial}.html").render(values)
    return Markup(html.strip())  # noqa: S704 - the environment escapes


def joined(blocks: Iterable[str]) -> str:
    """Pieces of a page beneath one another, each at the start of a line as Markdown wants it."""
    return "\n\n".join(filter(None, map(str, blocks)))
