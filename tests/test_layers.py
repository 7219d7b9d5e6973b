"""Imports run down the layers of the house, each library is known where it belongs, and nothing is hidden."""

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from tests.folders import ROOT

LAYERS: Final = (
    {"macros", "hooks", "spr.cli", "spr.__main__"},
    {
        *("spr.build", "spr.render", "spr.reporters", "spr.cycle", "spr.comparing", "spr.datafiles"),
        *("spr.form", "spr.paper", "spr.reviewing", "spr.search", "spr.telling"),
    },
    {"spr.checking", "spr.loading"},
    {
        *("spr.approval", "spr.changes", "spr.citation", "spr.ledger", "spr.left", "spr.log"),
        *("spr.narrative", "spr.pages", "spr.standing"),
        *("spr.through_years", "spr.versions"),
    },
    {"spr.model"},
    {"spr.errors", "spr.writing"},
    {"spr"},  # its version, and nothing else
)
"""From the top: a module imports from its own layer and from those below, never from one above."""

FILES_COME_IN: Final = ("spr/loading/", "spr/checking/schema/")
KNOWN_IN: Final = {
    "yaml": FILES_COME_IN,
    "jsonschema": (*FILES_COME_IN, "spr/checking/pruning.py"),
    "referencing": FILES_COME_IN,
    "jinja2": ("spr/render/", "spr/paper/page.py", "spr/build/pages/generator.py"),  # the theme's templates
    "markdown_it": ("spr/render/text.py", "spr/paper/text.py"),  # the same Markdown on pages and on paper
    "weasyprint": ("spr/paper/pdf.py",),  # loads the system's libraries, which may be missing
    "docx": ("spr/paper/word.py",),
    "pypdfium2": ("spr/build/finished/words.py",),
    "markdown": ("spr/build/pages/our_html.py",),
    "mkdocs": ("macros.py", "hooks.py", "spr/build/pages/generator.py"),
    "argparse": ("spr/cli/",),
    "ruamel": ("spr/loading/editing.py",),
}
"""Which library is imported where, and nowhere else."""

OUTSIDE: Final = {
    *("os.environ", "os.getenv", "os.getcwd", "os.getcwdb", "os.chdir", "Path.cwd", "Path.home"),
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time", "time.localtime"),
}
"""What depends on who runs the program, when and where: read at the top and passed on."""

OUTSIDE_IN: Final = ("spr/cli/asked.py", "macros.py", "spr/build/pages/generator.py")
"""The generator gives MkDocs the environment that it reads, and takes it back."""

LATE: Final = (
    *("spr/cli/command.py", "spr/cli/build.py", "spr/build/site.py", "spr/build/finished/words.py"),
    "spr/paper/files.py",
)
"""
What imports by name, when it is needed: `spr build` sees that nothing has changed in less time than importing
what checks and builds would take, only a paper that is made loads what makes it, which may not be there, and
only one that is read what reads it. All that lies above them is imported at the top.
"""

HEAVY: Final = frozenset({"docx", "jinja2", "jsonschema", "markdown", "mkdocs", "ruamel", "weasyprint"})
"""Libraries that take long to import."""

SOURCES: Final = sorted([ROOT / "macros.py", ROOT / "hooks.py", *(ROOT / "spr").rglob("*.py")])


class Import(NamedTuple):
    """A module that a line of a file imports."""

    file: str
    line: int
    name: str
    in_function: bool
    late: bool = False


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _imports(path: Path) -> tuple[Import, ...]:
    inside = {
        id(node)
        for function in ast.walk(_tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    found = []
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{_name(path)}:{node.lineno}: a relative import"
                names = [_module(node.module or "", name) for name in names]
            found += [Import(_name(path), node.lineno, name, id(node) in inside) for name in names]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in {"import_module", "__import__"}:
            name = ast.literal_eval(node.args[0])  # an import that cannot be read from the source fails here
            found.append(Import(_name(path), node.lineno, name, _name(path) not in LATE, late=True))
    return tuple(found)


def _attributes(path: Path) -> Iterator[tuple[int, str]]:
    """`os.environ`, `datetime.now`: what is asked of a name, with its line."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.lineno, f"{node.value.id}.{node.attr}"


def _module(module: str, name: str) -> str:
    """`from spr import cli` imports a module, `from spr.errors import Place` a part of one."""
    whole = f"{module}.{name}"
    path = ROOT / whole.replace(".", "/")
    return whole if path.with_suffix(".py").is_file() or (path / "__init__.py").is_file() else module


def _part(module: str) -> str:
    """The part of the house that a module belongs to: `spr.loading` for `spr.loading.parse.year`."""
    return ".".join(module.split(".")[:2])


def _layer(part: str) -> int:
    found = [index for index, layer in enumerate(LAYERS) if part in layer]
    assert found, f"{part} stands in no layer: say in tests/test_layers.py where it belongs"
    return found[0]


def _ours(path: Path) -> Iterator[tuple[Import, str, str]]:
    """The imports between different parts of the house: the line, from which part, of which."""
    here = _part(_name(path).removesuffix(".py").removesuffix("/__init__").replace("/", "."))
    for found in _imports(path):
        there = _part(found.name)
        if there.split(".")[0] == "spr" and there != here:
            yield found, here, there


def test_every_module_has_a_layer() -> None:
    """A new part of the house is given its place, or the test would not see it."""
    parts = {_part(_name(path).removesuffix(".py").replace("/", ".")) for path in SOURCES}
    parts = {part.removesuffix(".__init__") for part in parts}
    assert sorted(parts) == sorted(part for layer in LAYERS for part in layer)


def test_imports_run_down_the_layers() -> None:
    """What is pure does not know what reads files, what reads files does not know what shows pages."""
    upward = [
        f"{found.file}:{found.line}: {here} imports {there}, which is above it"
        for path in SOURCES
        for found, here, there in _ours(path)
        if _layer(there) < _layer(here)
    ]
    assert upward == []


def test_parts_of_one_layer_do_not_import_each_other_in_a_circle() -> None:
    """Of two neighbours only one knows the other."""
    known: dict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        for _, here, there in _ours(path):
            known[here].add(there)

    def reach(part: str, seen: frozenset[str]) -> frozenset[str]:
        for next_part in known[part] - seen:
            seen = reach(next_part, seen | {next_part})
        return seen

    assert [part for part in sorted(known) if part in reach(part, frozenset())] == []


@pytest.mark.parametrize("library", KNOWN_IN)
def test_library_is_known_where_it_belongs(library: str) -> None:
    """Whoever changes a library sees at once how far that reaches."""
    imports = [found for path in SOURCES for found in _imports(path) if found.name.split(".")[0] == library]
    elsewhere = [found for found in imports if not found.file.startswith(KNOWN_IN[library])]
    assert imports, f"{library} is imported nowhere: take it out of this test"
    assert [f"{found.file}:{found.line}: {library}" for found in elsewhere] == []


def test_nothing_is_imported_inside_a_function() -> None:
    """There it hides a circle, or what the module needs."""
    hidden = [found for path in SOURCES for found in _imports(path) if found.in_function]
    assert [f"{found.file}:{found.line}: {found.name}" for found in hidden] == []


def test_late_imports_are_late() -> None:
    """Whoever may import late does, and then what says that nothing has changed waits for no library."""
    late = {found.file for path in SOURCES for found in _imports(path) if found.late}
    assert sorted(late) == sorted(LATE)
    asked = "import sys, spr.cli.command; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert HEAVY.intersection(run.stdout.split()) == set()


def test_clock_environment_and_folder_are_read_at_the_top() -> None:
    """The same data gives the same site, whoever builds it, when and where."""
    found = [
        f"{_name(path)}:{line}: {asked}"
        for path in SOURCES
        if _name(path) not in OUTSIDE_IN
        for line, asked in _attributes(path)
        if asked in OUTSIDE
    ]
    assert found == []


def test_the_test_sees_what_it_looks_for() -> None:
    """Where these things are allowed, they are found."""
    seen = {asked for name in OUTSIDE_IN for _, asked in _attributes(ROOT / name)}
    assert {"os.environ", "datetime.now"} <= seen
    assert any(there == "spr.model" for path in SOURCES for _, _, there in _ours(path))
