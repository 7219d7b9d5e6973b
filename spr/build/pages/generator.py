"""
The one module that runs MkDocs. What its log says in a strict build becomes sentences of ours.

One process builds many years, and pays once for what is the same in each: imports, the theme's templates, the
list of its files, what the macros plugin asks git. A plain `mkdocs build` gives the same bytes, only later.
"""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from click import ClickException
from jinja2 import Environment, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.theme import Theme
from mkdocs_macros import context as macros_context

from spr.build.pages.our_html import OurHtml
from spr.errors import SprError

_TOLD = logging.WARNING

_OF_ONE_PAGE = "A 'dirty' build is being performed"
"""The warning that is no fault of any page."""

_ENVIRONMENTS: dict[tuple[str, ...], Environment] = {}
"""Those of the themes that this process has met, by the folders and the language of each."""

# A dozen runs of git before each site, for a variable that no page of ours shows: once is enough.
macros_context.get_git_info = cache(macros_context.get_git_info)


class PageError(SprError):
    """The generator refused the pages of `site`; `messages` are what it says."""

    def __init__(self, site: str, messages: tuple[str, ...]) -> None:
        self.site = site
        self.messages = messages
        super().__init__(site, messages)

    def __str__(self) -> str:
        told = "\n".join(f"  {message}" for message in self.messages)
        return f"The pages of {self.site} could not be built. What is there stays as it was.\n{told}"


@dataclass(frozen=True)
class Job:
    """
    One run of the generator: a configuration file, where the pages go, and what hooks and macros are told.

    `day` is a Unix time, the year's own: the output has no date of the build. With `page`, the name of a file
    in the output, that page alone is built, beside what is no page; the data files only if it is one of them.
    What is there already stays then. `documents` are the files that pages may offer beside themselves, by
    their names, with their sizes in bytes.
    """

    name: str
    config: Path
    output: Path
    site_url: str
    told: dict[str, str]
    day: int
    page: str | None = None
    documents: Mapping[str, int] = field(default_factory=dict)


def run(job: Job) -> None:
    """Build one site. Raises `PageError` for whatever MkDocs warns of or refuses."""
    messages: list[str] = []
    handler = _Listener(messages)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        with _environment(SOURCE_DATE_EPOCH=str(job.day), NO_MKDOCS_2_WARNING="1"):
            config = load_config(str(job.config), site_dir=str(job.output))
            config.site_url = job.site_url
            asked = {"page": job.page or "", "documents": dict(job.documents)}
            config.extra["spr"] = {**config.extra["spr"], **job.told, **asked}
            config.theme = _SharedTheme(config.theme)
            extensions: list[Any] = config.markdown_extensions
            extensions.append(OurHtml())
            if job.page is None:
                build(config)
            else:
                _build_page(config, job.page)
                if messages:
                    raise PageError(job.name, tuple(messages))
    except (ClickException, SystemExit) as error:
        said = error.format_message() if isinstance(error, ClickException) else ""
        raise PageError(job.name, tuple(messages) or (said or "It said nothing more.",)) from error
    finally:
        logger.removeHandler(handler)


def _build_page(config: MkDocsConfig, name: str) -> None:
    """Build as if there were no other page but in the navigation: links to them are as they will be."""

    def leave_out(files: Files, **_: object) -> Files:
        for file in files.documentation_pages():
            if file.dest_uri != name:
                file.inclusion = InclusionLevel.EXCLUDED
        return files

    config.plugins.events["files"].append(leave_out)  # after hooks.py, which adds pages
    config.strict = False  # it would count the warning that `dirty` is for trying
    build(config, dirty=True)


class _SharedTheme(Theme):
    """A theme whose templates are compiled, and whose files are listed, once for all sites of a process."""

    def __init__(self, theme: Theme) -> None:
        self.__dict__.update(theme.__dict__)

    def get_env(self) -> Environment:
        """The environment of all themes in the same folders, which are the same but for their options."""
        key = (*self.dirs, str(self.locale))
        if key not in _ENVIRONMENTS:
            _ENVIRONMENTS[key] = super().get_env()
            _ENVIRONMENTS[key].loader = _Files(self.dirs)
        return _ENVIRONMENTS[key]


class _Files(FileSystemLoader):
    """Lists the theme's files once, and not the hidden ones: of 14,000 icons no site has one as a file."""

    def list_templates(self) -> list[str]:
        return self._names

    @cached_property
    def _names(self) -> list[str]:
        found: set[str] = set()
        for root in self.searchpath:
            for folder, folders, files in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found.update((Path(folder) / name).relative_to(root).as_posix() for name in files)
        return sorted(found)


class _Listener(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(_TOLD)
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(_OF_ONE_PAGE):
            self.messages.append(record.getMessage())


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    """MkDocs reads these from the environment only."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
