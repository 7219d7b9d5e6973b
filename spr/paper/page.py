"""A paper as a page of HTML that is made to be printed: what stands on each sheet is the style sheet's."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from spr.paper.blocks import Paper, Table
from spr.render.margins import css_string

_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["kind"] = lambda value: type(value).__name__


def render_page(paper: Paper) -> str:
    """The whole page with its style sheet; nothing in it is fetched from elsewhere."""
    tables = (block for block in (paper.facts, *paper.body) if isinstance(block, Table))
    shares = sorted({share for table in tables for share in table.shares})
    return _TEMPLATES.get_template("paper.html").render(paper=paper, shares=shares, css_string=css_string)
