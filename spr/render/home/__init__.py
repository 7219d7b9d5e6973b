"""The pages of the site that looks across years: one module for each, and the macros that they call."""

from collections.abc import Callable, Mapping
from typing import Final

from spr.render.home.accessibility import render_commitment, render_contact, render_tested
from spr.render.home.areas import render_areas
from spr.render.home.feed import FEED, render_feed
from spr.render.home.figures import render_figures
from spr.render.home.first import (
    render_newest,
    render_pairs,
    render_threats_by_years,
    render_through_years,
    render_years,
)
from spr.render.home.log import render_latest_events, render_log
from spr.render.home.paragraphs import render_paragraphs
from spr.render.home.recommendations import render_recommendations
from spr.render.home.rules import render_rules
from spr.render.home.threat import render_threat
from spr.render.home.view import HomeView

__all__ = ["FEED", "HOME_MACROS", "HomeView", "render_feed"]

HOME_MACROS: Final[Mapping[str, Callable[..., str]]] = {
    "newest": render_newest,
    "threats_by_years": render_threats_by_years,
    "years": render_years,
    "pairs": render_pairs,
    "through_years": render_through_years,
    "latest_events": render_latest_events,
    "threat_through_years": render_threat,
    "paragraphs_through_years": render_paragraphs,
    "recommendations_today": render_recommendations,
    "figures_through_years": render_figures,
    "areas_through_years": render_areas,
    "log": render_log,
    "accessibility_commitment": render_commitment,
    "accessibility_contact": render_contact,
    "accessibility_tested": render_tested,
    "rules_of_the_check": render_rules,
}
