"""Problems and changes as text for whoever asked: values in, text out."""

from spr.reporters.changes import changes_json, changes_markdown, changes_text
from spr.reporters.forges import report_github, report_gitlab, report_json
from spr.reporters.problems import report_text

__all__ = [
    "changes_json",
    "changes_markdown",
    "changes_text",
    "report_github",
    "report_gitlab",
    "report_json",
    "report_text",
]
