"""The form of a draft's threat: what it is made from, and nothing of how it looks."""

from spr.form.before import before
from spr.form.choices import choices
from spr.form.files import below_root, form_files, has_forms, threat_file
from spr.form.schema import form_schema

__all__ = ["before", "below_root", "choices", "form_files", "form_schema", "has_forms", "threat_file"]
