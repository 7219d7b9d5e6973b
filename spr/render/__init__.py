"""The pages of a year as text: Markdown headings for the table of contents, escaped HTML for the rest."""

from spr.render.registry import MACROS

__all__ = ["MACROS"]
