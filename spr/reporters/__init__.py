"""Problems and changes as text for whoever asked: values in, text out."""

from spr.reporters.changes import changes_json, changes_markdown, changes_text
from spr.reporters.forges import report_github, report_gitlab, report_json
from spr.reporters.left import Chase, left_mails, left_text
from spr.reporters.problems import report_text
from spr.reporters.review import review_markdown

__all__ = [
    "Chase",
    "changes_json",
    "changes_markdown",
    "changes_text",
    "left_mails",
    "left_text",
    "report_github",
    "report_gitlab",
    "report_json",
    "report_text",
    "review_markdown",
]
