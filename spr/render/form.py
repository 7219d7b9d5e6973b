"""The page on which a lead fills in the file of a threat in a browser, without a server."""

import json
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from spr.checking.rules.prose import BRIEF
from spr.checking.schema import Schemas
from spr.checking.schema.phrases import BOUNDS, COUNTED
from spr.checking.schema.said import SAID
from spr.errors import MOST_CHARACTERS, one_of
from spr.form import before, choices, form_schema
from spr.model.cited import CITING
from spr.model.shared import Assessments, Scale
from spr.model.words import Absent
from spr.render.partial import fill, joined
from spr.render.parts import section
from spr.render.text import heading
from spr.render.view import View

GUIDE: Final = "guide/lead/index.html"


@dataclass(frozen=True)
class ThreatFile:
    """A file as it stands: its `text`, and its `path` as people call it."""

    text: str
    path: str


def render_form(view: View, name: str, file: ThreatFile, known: Assessments, schemas: Schemas) -> str:
    """
    The form for the threat *name* of a draft: the file is its beginning, and what is taken away at its end.

    Of *known* are the choices that all years share: there may be more than the year uses so far. Raises
    `NotThereError`.
    """
    threat = view.threat(name)
    told = {
        "file": file.path.rpartition("/")[2],
        "schema": form_schema(schemas),
        "choices": choices(known, view.year, view.assessments.recommendations),
        "scales": {scale.id: scale_told(scale) for scale in known.all_scales},
        "numbers": {paragraph.id: paragraph.number for paragraph in threat.paragraphs},
        "brief": BRIEF,
        "absent": list(Absent),
        "before": before(view.assessments, view.year, name),
        "said": {
            "sentences": SAID,
            "bounds": BOUNDS,
            "counted": COUNTED,
            "most": MOST_CHARACTERS,
            "citing": CITING.pattern,
        },
    }
    to_threat = view.to_threat(name)
    guide = view.to_home(GUIDE)
    return joined(
        (
            f"# Form: {heading(threat.title)}",
            fill("form", told_html=_json(told), threat=threat.title, to_threat=to_threat, guide=guide),
            section("Take the file away", "file", fill("form-file", path=file.path, text_html=_text(file))),
        )
    )


def scale_told(scale: Scale) -> dict[str, Any]:
    """A scale by its name, its words, and the sentence that lists them to whoever has written another one."""
    return {"name": scale.name, "words": scale.words, "expected": one_of(scale.words)}


def _json(told: dict[str, Any]) -> Markup:
    """Data for a script, as it may stand in a page: on one line, and without a sign that begins a tag."""
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace("{{", "{\\u007b"))  # noqa: S704 - no tag can begin in it


def _text(file: ThreatFile) -> Markup:
    """A text as it may stand in a text box: its line ends stay as they are, and no sign of a template."""
    escaped = str(Markup.escape(file.text))
    return Markup(escaped.replace("\r", "&#13;").replace("{", "&#123;"))  # noqa: S704 - escaped above
