"""A year stays as it is, to the byte: whatever years come after it, and however its pages are built."""

from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown
from markdown.extensions import Extension

from spr.build import copies as builder
from spr.build.finished.compression import compress
from spr.build.making import make_part, year_jobs
from spr.build.pages import generator
from spr.build.source import Source
from spr.checking.assessments import load_assessments
from spr.model.audience import for_audience
from spr.model.shared import Assessments
from tests.sites import ROOT, Site


def _source(site: Site) -> Source:
    papers = any(site.folder.glob("*/report.docx"))
    return Source(ROOT, ROOT / site.data, site.data, drafts=True, documents=papers)


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _differ(one: Path, other: Path) -> list[str]:
    """The files that are not the same in both."""
    ours, theirs = _tree(one), _tree(other)
    return sorted(name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name))


def _as_of(written: Assessments, year: str) -> Assessments:
    """What there was when *year* was the newest; what years share, and events, as they are now."""
    return replace(
        written,
        years=tuple(each for each in written.years if each.id <= year),
        recommendations=tuple(each for each in written.recommendations if each.raised_in <= year),
    )


class _Nothing(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Leave Markdown as it is."""


def test_no_later_year_changes_a_byte(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every year as it was built when it was the newest is what it is beside all that came after it."""
    source = _source(site)
    written = load_assessments(source.data, source.shown, ROOT / "schemas")
    for year in written.years[:-1]:
        then = for_audience(_as_of(written, year.id), source.audience)
        monkeypatch.setattr(builder, "_copy", lambda *_, then=then: then)
        make_part(_source(site), year_jobs(_source(site), tmp_path)[year.id])
        compress(tmp_path / year.id)
        assert _differ(site.folder / year.id, tmp_path / year.id) == []


def test_what_is_shared_between_years_changes_no_byte(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Templates compiled once, our HTML kept from Markdown's parsers: MkDocs alone gives the same."""
    monkeypatch.setattr(generator, "_SharedTheme", lambda theme: theme)
    monkeypatch.setattr(generator, "OurHtml", _Nothing)
    newest = list(year_jobs(_source(site), tmp_path).values())[-1]
    make_part(_source(site), newest)
    compress(newest.output)
    assert _differ(site.folder / newest.name, newest.output) == []
