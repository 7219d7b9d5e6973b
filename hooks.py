"""What MkDocs must be told: the name of the site, the pages that a year adds, the files to take away."""

import sys
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

# The command `mkdocs`, unlike `python -m mkdocs`, does not look for packages beside its configuration.
sys.path.insert(0, str(Path(__file__).parent))

from spr.build.contents import digest_of_copy
from spr.build.copies import load_copy, load_year
from spr.build.pages.joined import (
    EARLY,
    JOINED_SCRIPTS,
    JOINED_STYLES,
    STYLES,
    is_joined_script,
    join_scripts,
    join_styles,
    lean,
)
from spr.build.pages.theme import is_style_sheet, is_unused, used_rules
from spr.build.source import Source, source_told
from spr.datafiles import data_files
from spr.errors import SprError
from spr.model.assessment import Year
from spr.model.shared import Assessments
from spr.pages import (
    comparison_pages,
    form_pages,
    home_threat_pages,
    preview_page,
    progress_pages,
    threat_pages,
)
from spr.render.home import FEED, HomeView, render_feed
from spr.render.margins import home_margins, year_margins
from spr.render.site import home_values, year_values
from spr.render.view import View
from spr.search import home_index, year_index
from spr.search.document import INDEX
from spr.through_years import Seen, threat_titles

PAPER = "assets/spr/css/paper.css"
"""The style sheet that is not in overrides/: what each printed sheet of this year says."""

FORM = "assets/form/"
"""What only forms need: no year without one has it."""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the site and its threats, and give the templates what every page shows."""
    source = _source(config)
    copy, year = _copy(config)
    config.site_name = f"{copy.force.name} – {config.site_name}"
    if str(source.data) not in config.watch:
        config.watch.append(str(source.data))
    # The index is made from the data (on_files). The theme's plugin, which would take it from the pages, only
    # stays in the configuration to show the field; Zensical, which runs no hooks, searches by it.
    config.plugins["material/search"].config["enabled"] = False
    is_home = _is_home(config)
    config.extra["spr_page"] = (
        home_values(copy, digest_of_copy(copy))
        if is_home
        else year_values(copy, year, preview=_is_preview(config))
    )
    config.extra_css.append(PAPER)
    pages = home_threat_pages(threat_titles(copy)) if is_home else threat_pages(year)
    threats = [{page.title: page.name} for page in pages]
    nav = [{**item, "Threats": threats} if "Threats" in item else item for item in config.nav or []]
    config.nav = [item for item in nav if item != {"Threats": []}]
    if not is_home:
        config.nav += [{page.title: page.name} for page in progress_pages(year)]
    if not is_home and _is_preview(config):
        page = preview_page(copy, year)
        config.nav.append({page.title: page.name})
    # What overrides/ has one by one: _join puts it in one file.
    config.extra["spr_styles"] = [name for name in config.extra_css if name.startswith(STYLES)]
    config.extra_css = [name for name in config.extra_css if name not in config.extra["spr_styles"]]
    config.extra_css.insert(0, JOINED_STYLES)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are not in docs/, and the data files; leave out what nobody asks for."""
    copy, year = _copy(config)
    for file in [file for file in files if is_unused(file.src_uri)]:
        files.remove(file)
    is_home = _is_home(config)
    forms = form_pages(year) if _source(config).forms and not is_home else ()
    if not forms:
        for file in [file for file in files if file.src_uri.startswith(FORM)]:
            files.remove(file)
    margins = home_margins(copy, config.site_name) if is_home else year_margins(year, config.site_name)
    files.append(File.generated(config, PAPER, content=margins))
    _join(files, config)
    if is_home:
        for page in home_threat_pages(threat_titles(copy)):
            files.append(File.generated(config, page.name, content=page.stub))
        seen = Seen(copy)
        files.append(File.generated(config, INDEX, content=home_index(seen)))
        feed = render_feed(HomeView(seen, FEED), config.site_url or "")
        files.append(File.generated(config, FEED, content=feed))
        return files
    files.append(File.generated(config, INDEX, content=year_index(View(copy, year, ""))))
    pages = [
        *threat_pages(year),
        *comparison_pages(copy.years, year),
        *progress_pages(year),
        *forms,
        *([preview_page(copy, year)] if _is_preview(config) else []),
    ]
    for page in pages:
        files.append(File.generated(config, page.name, content=page.stub))
    # Who asks for one page alone asks for data on their own: to make them takes longer than the page.
    is_one_page = str(config.extra["spr"].get("page", "")).endswith(".html")
    for name, content in ({} if is_one_page else data_files(copy, year)).items():
        # Under another name at first: of Markdown, MkDocs would make a page, and run it as a template.
        file = File.generated(config, f"data/{name}.as-it-is", content=content.encode())
        file.dest_uri = f"data/{name}"
        files.append(file)
    for schema in sorted((_source(config).root / "schemas" / "published").glob("*.json")):
        files.append(File.generated(config, f"data/{schema.name}", abs_src_path=str(schema)))
    return files


def _join(files: Files, config: MkDocsConfig) -> None:
    """Put one style sheet in place of the theme's and those of each component, and one script likewise."""
    theme = sorted(filter(is_style_sheet, files.src_uris))
    for joined, join, names in (
        (JOINED_STYLES, join_styles, [*theme, *config.extra["spr_styles"]]),
        (JOINED_SCRIPTS, join_scripts, filter(is_joined_script, sorted(files.src_uris))),
        (EARLY, join_scripts, [EARLY]),
    ):
        parts = [files.src_uris[name] for name in names]
        for part in parts:
            files.remove(part)
        files.append(File.generated(config, joined, content=join(map(_text, parts))))


def _text(part: File) -> str:
    text = part.content_string
    return used_rules(text) if is_style_sheet(part.src_uri) else text


@event_priority(100)
def _hide_title(_markdown: str, /, page: Page, **_: object) -> None:
    """
    Take away a page's title while the macros are run, which would run it too.

    It is what a threat is called in the data: nothing that stands there is a template.
    """
    page.__dict__["title_in_data"] = page.__dict__.pop("title", None)


@event_priority(-100)
def _show_title(_markdown: str, /, page: Page, **_: object) -> None:
    title = page.__dict__.pop("title_in_data")
    if title is not None:
        page.title = title


on_page_markdown = CombinedEvent(_hide_title, _show_title)


def on_page_context(_context: object, page: Page, config: MkDocsConfig, **_: object) -> None:
    """
    A page's one address ends in its folder; without the site's own address there is none to give.

    It names no page that comes next: Firefox would fetch that ahead, and tell on each page that the policy of
    the web server forbids it.
    """
    page.previous_page = page.next_page = None
    whole = urlsplit(config.site_url or "").scheme and page.canonical_url
    page.canonical_url = whole.removesuffix("index.html") if whole else None


def on_post_template(output_content: str, template_name: str, **_: object) -> str:
    """The page for errors is a page, though no template of one."""
    return lean(output_content) if template_name.endswith(".html") else output_content


def on_post_page(output: str, **_: object) -> str:
    """A page is sent without what only its templates need."""
    return lean(output)


def _source(config: MkDocsConfig) -> Source:
    return source_told(Path(config.config_file_path or "").parent, config.extra["spr"])


def _copy(config: MkDocsConfig) -> tuple[Assessments, Year]:
    """What the year can see, and the year; for home, everything. Bad data stops the build."""
    source = _source(config)
    try:
        known, year = load_year(source, config.extra["spr"]["year"])
        return (load_copy(source) if _is_home(config) else known), year
    except SprError as error:
        raise PluginError(f"\n{error}") from error


def _is_home(config: MkDocsConfig) -> bool:
    return bool(config.extra["spr"]["site"] == "home")


def _is_preview(config: MkDocsConfig) -> bool:
    return bool(config.extra["spr"]["preview"])
