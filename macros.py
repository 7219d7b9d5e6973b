"""The macros that pages call. They say where the reader is; spr.render says what is shown there."""

import sys
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# The command `mkdocs`, unlike `python -m mkdocs`, does not look for packages beside its configuration.
sys.path.insert(0, str(Path(__file__).parent))

from spr.build.copies import load_copy, load_year
from spr.build.source import source_told
from spr.checking.schema import Schemas, load_schemas
from spr.form import below_root, threat_file
from spr.loading.tested import load_tested
from spr.render.form import ThreatFile, render_form
from spr.render.home import HOME_MACROS, HomeView
from spr.render.registry import MACROS
from spr.render.view import View
from spr.through_years import Seen


def define_env(env: Any) -> None:
    """Register every macro of the site. Called once per build by MkDocs, once per page by Zensical."""
    told = env.conf["extra"]["spr"]
    source = source_told(Path(env.project_dir), told)

    @cache
    def year_view() -> View:
        site_url = env.conf["site_url"] or ""
        return View(
            *load_year(source, told["year"]),
            "",
            site_url=site_url if urlsplit(site_url).scheme else "",
            has_home=not told["preview"],
            documents=told["documents"],
            has_forms=source.forms,
        )

    @cache
    def seen() -> Seen:
        return Seen(load_copy(source))

    @cache
    def home_view(here: str) -> HomeView:
        record = source.root / "home" / "accessibility" / "tested.json"
        return HomeView(seen(), here, load_tested(record))

    def of_year(render: Callable[..., str], *arguments: str) -> str:
        return render(year_view().at(env.page.url), *arguments)

    def of_home(render: Callable[..., str], *arguments: str) -> str:
        return render(home_view(env.page.url), *arguments)

    @cache
    def schemas() -> Schemas:
        return load_schemas(source.root / "schemas")

    def threat_form(name: str) -> str:
        view = year_view().at(env.page.url)
        path = threat_file(source.data, view.year, name)
        place = below_root(source.root, source.shown) / path.relative_to(source.data)
        # Not read_text: it would make every line end the same.
        file = ThreatFile(path.read_bytes().decode(), place.as_posix())
        return render_form(view, name, file, load_copy(source), schemas())

    if source.forms:
        env.macro(threat_form, "threat_form")
    macros, call = (HOME_MACROS, of_home) if told["site"] == "home" else (MACROS, of_year)
    for name, render in macros.items():
        env.macro(partial(call, render), name)
