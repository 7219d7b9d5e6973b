"""The macros that the pages of a year call, by name; each takes the view of its page first."""

from collections.abc import Callable, Mapping
from typing import Final

from spr.render.about import (
    render_coverage,
    render_data_files,
    render_dates,
    render_glossary,
    render_governance,
    render_method,
    render_provenance,
    render_record,
)
from spr.render.changes import render_promised
from spr.render.comparison import render_changes, render_comparison
from spr.render.figures import render_figures
from spr.render.glance import render_asked, render_in_numbers, render_threats, render_year
from spr.render.grades import render_threats_by_years
from spr.render.partial import joined
from spr.render.parts import abbreviations
from spr.render.progress import render_progress
from spr.render.recommendations import (
    render_closed,
    render_ledger,
    render_lives_so_far,
    render_not_told,
    render_raised,
    render_still_open,
    render_told_since,
)
from spr.render.report import render_report
from spr.render.risks import render_actions, render_risks
from spr.render.threat import render_threat
from spr.render.view import View


def render_abbreviations(view: View, *names: str) -> str:
    """What the abbreviations of a page stand for; *names* are the other macros that the page calls."""
    return abbreviations(view, joined(MACROS[name](view) for name in names))


def _once_a_page(render: Callable[..., str]) -> Callable[..., str]:
    """The same, worked out once for a page that shows it and then explains its abbreviations."""

    def rendered(view: View, *arguments: str) -> str:
        key = (render.__name__, view.here, *arguments)
        return str(view.kept(key, lambda: render(view, *arguments)))

    return rendered


_RENDERED: Final[Mapping[str, Callable[..., str]]] = {
    "this_year": render_year,
    "in_numbers": render_in_numbers,
    "threats_at_a_glance": render_threats,
    "threats_by_years": render_threats_by_years,
    "promised": render_promised,
    "asked": render_asked,
    "what_changed": render_changes,
    "comparison": render_comparison,
    "ledger": render_ledger,
    "recommendation_lives": render_lives_so_far,
    "recommendations_raised": render_raised,
    "recommendations_closed": render_closed,
    "recommendations_told_since": render_told_since,
    "recommendations_still_open": render_still_open,
    "recommendations_not_told": render_not_told,
    "threat_page": render_threat,
    "whole_report": render_report,
    "risks": render_risks,
    "actions": render_actions,
    "figures": render_figures,
    "method": render_method,
    "coverage": render_coverage,
    "dates": render_dates,
    "progress": render_progress,
    "provenance": render_provenance,
    "record": render_record,
    "governance": render_governance,
    "glossary": render_glossary,
    "data_files": render_data_files,
    "abbreviations": render_abbreviations,
}

MACROS: Final[Mapping[str, Callable[..., str]]] = {
    name: _once_a_page(render) for name, render in _RENDERED.items()
}
