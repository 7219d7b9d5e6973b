"""Texts of some size stand beside their precompressed form, and it is always that of the text."""

import gzip
from pathlib import Path

import pytest

from spr.build.finished.compression import SMALLEST, compress
from tests.trees import lay_tree

TEXT = "The force trained its units. " * 100


def test_texts_of_some_size_are_compressed(tmp_path: Path) -> None:
    """Pages, style sheets and data are; what is small, and what is packed already, is not."""
    files = {
        "index.html": TEXT,
        "a/figures.csv": TEXT,
        "small.css": "a" * (SMALLEST - 1),
        "picture.png": TEXT,
    }
    total = compress(lay_tree(tmp_path, files))
    packed = {path.relative_to(tmp_path).as_posix(): path for path in tmp_path.rglob("*.gz")}
    assert packed.keys() == {"index.html.gz", "a/figures.csv.gz"}
    assert {gzip.decompress(path.read_bytes()).decode() for path in packed.values()} == {TEXT}
    assert total == sum(path.stat().st_size for path in packed.values())


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    """No time and no name is written into it."""
    compress(lay_tree(tmp_path / "one", {"a.html": TEXT}))
    compress(lay_tree(tmp_path / "two", {"b.html": TEXT}))
    assert (tmp_path / "one/a.html.gz").read_bytes() == (tmp_path / "two/b.html.gz").read_bytes()


def test_what_is_there_is_written_anew_only_if_its_text_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is compressed twice; a changed text, also of the same length, never keeps its old form."""
    total = compress(lay_tree(tmp_path, {"a.html": TEXT, "b.html": TEXT + "b", "c.html": TEXT + "c"}))
    done: list[bytes] = []

    def packed(text: bytes, **_: object) -> bytes:
        done.append(text)
        return b"packed"

    monkeypatch.setattr(gzip, "compress", packed)
    assert compress(tmp_path) == total
    assert done == []
    (tmp_path / "b.html").write_text(TEXT + "d", encoding="utf-8")
    (tmp_path / "c.html").unlink()
    compress(tmp_path)
    assert done == [(TEXT + "d").encode()]
    assert not (tmp_path / "c.html.gz").exists()


def test_what_became_small_loses_its_old_form(tmp_path: Path) -> None:
    """A server would go on to send the old one."""
    compress(lay_tree(tmp_path, {"a.html": TEXT}))
    lay_tree(tmp_path, {"a.html": "small"})
    assert compress(tmp_path) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
