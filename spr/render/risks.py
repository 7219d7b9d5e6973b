"""All risks and all actions of a year."""

from spr.render.statements import actions_table, risks_table
from spr.render.view import View


def render_risks(view: View) -> str:
    """All risks, weaknesses and gaps, in the order of the report."""
    return risks_table(view, "all-risks", f"Risks of {view.year.label}", view.year.risks, threats=True)


def render_actions(view: View) -> str:
    """All that is promised, in the order of the report."""
    return actions_table(
        view, "all-actions", f"Actions of {view.year.label}", view.year.actions, threats=True
    )
