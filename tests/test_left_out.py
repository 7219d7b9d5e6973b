"""No run of five words that a copy leaves out stands in anything that is given out."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from spr.build import documents
from spr.build.copies import load_left_out
from spr.build.finished.inspection import Fault, FaultySiteError, Rule
from spr.build.finished.left_out import LeftOut, TellingError, faults_of_words, left_out, told_in
from spr.build.finished.words import words_in
from spr.build.site import build_site
from spr.build.source import Source
from spr.checking.assessments import load_assessments
from spr.cli import main, paper
from spr.model.audience import for_audience
from spr.model.words import Audience
from spr.narrative import event_in_words
from spr.paper.files import write_file
from spr.paper.libraries import PDF, WORD
from tests.folders import ROOT, checked, lay, replace_text
from tests.test_paper import saying

KEPT_BACK: Final = "Nine boats lie hidden behind the *old* mill, and [one](https://mill.example/) is armed."
"""What the tests keep from the public: Markdown, with an address that a reader does not see."""

TELLS: Final = "`text` at assessments/2022/threats/terrorism.yaml:8:5"


def hidden(folder: Path, text: str = KEPT_BACK, audience: str = "force") -> Path:
    """The base with a paragraph that is not for everybody."""
    lay(folder)
    with (folder / "2022/threats/terrorism.yaml").open("a", encoding="utf-8") as file:
        file.write(f"  - id: behind-the-mill\n    audience: {audience}\n    text: >\n      {text}\n")
    return folder


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> LeftOut:
    """What the public's copy of that leaves out."""
    found = checked(hidden(tmp_path_factory.mktemp("hidden") / "data"))
    assert found.problems == ()
    return left_out(found.assessments, for_audience(found.assessments, Audience.PUBLIC))


def zipped(name: str, text: str) -> bytes:
    """A file within a zip."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr(name, text)
    return packed.getvalue()


WORDS: Final = "lie hidden behind the old"

TELLING: Final = {
    "in other letters and with other signs": ("x.html", "<p>LIE: “Hidden”; behind\n the (old)</p>"),
    "among tags": (
        "x.html",
        "<p>lie <em>hidden</em> <a href='#'>behind</a> <abbr title='x'>the</abbr><br>old",
    ),
    "with a tag within a word": ("x.html", "<p>lie hid<b>den</b> behind the o<wbr>ld"),
    "in an attribute": ("x.html", f'<a href="#x" title="They {WORDS} mill">x</a>'),
    "in an address": ("x.html", f'<a href="#{WORDS.replace(" ", "-")}">x</a>'),
    "in a comment": ("x.html", f"<!-- {WORDS} -->"),
    "in a script": ("x.html", f"<script>let a = '{WORDS}'</script>"),
    "as it is read, without the address of a link": ("x.html", "the old mill, and <a href='#'>one</a> is"),
    "in JSON": ("x.json", r'{"a": "lie hidden\nbehind \u0074he old"}'),
    "in an index of markup": ("x.json", '{"text": "<p>lie <b>hidden</b> behind the old</p>"}'),
    "in a feed": ("x.xml", "<content>lie hidden &lt;em&gt;behind&lt;/em&gt; the old</content>"),
    "in a script of JSON": ("x.js", r'a = {"b": "They lie \"hidden\" behind\nthe old mill"}'),
    "in a table": ("x.csv", 'year,text\r\n2022,"lie hidden ""behind"" the\nold"\r\n'),
    "in Markdown": ("x.md", "lie **hidden** behind _the_ [old](x)"),
    "in a script of its own": ("x.js", f'window.x = "{WORDS}"'),
    "in a file without a known ending": ("CNAME", WORDS),
    "with the sign of a paragraph": ("x.html", "<p>lie hidden ¶ behind the old</p>"),
    "with a hyphen that nobody sees": ("x.html", "lie hid\u00adden behind the old"),
}


@pytest.mark.parametrize("case", TELLING)
def test_words_are_found_in_whatever_form(case: str, secret: LeftOut) -> None:
    """Markup, punctuation, line breaks and capitals make no difference; the words are not repeated."""
    name, text = TELLING[case]
    assert told_in(name, text.encode(), secret) == (TELLS,)


@pytest.mark.parametrize("name", [PDF, WORD])
def test_words_are_found_in_papers(name: str, secret: LeftOut) -> None:
    """The files are opened and read; the same paper with other words is in order."""
    assert told_in(name, write_file(name, saying(f"Boats {WORDS} mill.")), secret) == (TELLS,)
    assert told_in(name, write_file(name, saying("Boats lie hidden, but not there.")), secret) == ()


def test_words_are_found_in_what_is_packed(secret: LeftOut) -> None:
    """A paper as it was issued may be of any program."""
    assert told_in("x.odt", zipped("content.xml", f"<p>{WORDS}</p>"), secret) == (TELLS,)


@pytest.mark.parametrize(("name", "content"), [("x.pdf", b"%PDF-1.7 cut"), ("x.docx", b"PK\x03\x04 cut")])
def test_what_cannot_be_opened_is_not_given_out(name: str, content: bytes, secret: LeftOut) -> None:
    """Nobody knows what stands in it."""
    assert told_in(name, content, secret) == ("it cannot be opened, so that nobody knows what stands in it",)


IN_ORDER: Final = {
    "four of the words": "lie hidden behind the new",
    "the words in another order": "old the behind hidden lie",
    "words that stand in a text that the copy has": "there is little to tell",
    "words of our own": "like the board paper that they become",
    "two texts that the copy has, side by side": "not in sight. All is as it",
    "texts in cells of their own": "<td>lie</td><td>hidden behind</td><td>the</td><td>old</td>",
}


@pytest.mark.parametrize("case", IN_ORDER)
def test_what_may_be_seen_is_in_order(case: str, tmp_path: Path) -> None:
    """The same run in a text for the same readers, or in the product's own words, tells nothing."""
    text = (
        f"{KEPT_BACK} There is little to tell. Treat them like the board paper that they become. "
        "It lies not in sight. All is as it was before."
    )
    folder = hidden(tmp_path / "data", text)
    replace_text(folder, "2022/threats/public-order.yaml", "There is little to tell.", "It is not in sight.")
    found = checked(folder)
    secret = left_out(found.assessments, for_audience(found.assessments, Audience.PUBLIC))
    assert told_in("x.html", IN_ORDER[case].encode(), secret) == ()


def test_what_is_told_of_what_may_be_seen_is_in_order() -> None:
    """Our own sentences put names, dates and meetings together; a hidden text may name the same together."""
    written = load_assessments(ROOT / "examples/northmoor", "examples/northmoor", ROOT / "schemas")
    copy = for_audience(written, Audience.PUBLIC)
    told = [event_in_words(event, copy) for each in copy.recommendations for event in each.events]
    *before, last = written.years
    hidden = replace(written, years=(*before, replace(last, in_brief=" ".join(told))))
    page = "".join(f"<p>{sentence}" for sentence in told).encode()
    assert told_in("x.html", page, left_out(hidden, copy)) == ()


def test_where_nothing_is_left_out_nothing_is_looked_for(tmp_path: Path) -> None:
    """The force sees all, and its build pays nothing."""
    found = checked(hidden(tmp_path / "data"))
    nothing = left_out(found.assessments, for_audience(found.assessments, Audience.FORCE))
    assert not nothing
    (tmp_path / "x.pdf").write_bytes(b"not even read")
    assert list(faults_of_words(tmp_path, nothing)) == []


def test_a_draft_is_left_out_too(tmp_path: Path) -> None:
    """Whoever it will be for: what nobody has agreed is given to nobody."""
    source = Source(ROOT, hidden(tmp_path / "data", audience="public"), "assessments", Audience.FORCE)
    assert told_in("x.html", WORDS.encode(), load_left_out(source)) == (TELLS,)


def test_build_that_tells_stops(tmp_path: Path) -> None:
    """The file and the place in the sources are named, the words are not; what was there stays."""
    folder = hidden(tmp_path / "data")
    source = Source(ROOT, folder, "assessments", drafts=True)
    before = build_site(source, tmp_path / "site", "/", lambda _: None, processes=2)
    issued = folder / "2022" / "issued" / "public" / "minutes.txt"
    issued.parent.mkdir(parents=True)
    issued.write_text(f"It was said that boats {WORDS} mill.", encoding="utf-8")
    with pytest.raises(FaultySiteError) as caught:
        build_site(source, tmp_path / "site", "/", lambda _: None, processes=2)
    assert caught.value.faults == (Fault("2022/issued/minutes.txt", Rule.LEFT_OUT, TELLS),)
    assert "hidden" not in str(caught.value)
    assert before.folder.is_dir()
    assert not list((tmp_path / "site").rglob("minutes.txt"))


def test_paper_that_tells_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the paper alone is asked for."""
    folder = lay(tmp_path / "data")
    replace_text(folder, "2022/threats/terrorism.yaml", "There is little to tell.", f"They {WORDS} mill.")
    left_out = LeftOut({tuple(WORDS.split()): TELLS}, frozenset())
    monkeypatch.setattr(paper, "load_left_out", lambda _: left_out)
    asked = ["--data", str(folder), "paper", "2022", "--output", str(tmp_path / "paper.docx")]
    assert main(asked) == 1
    assert not (tmp_path / "paper.docx").exists()
    assert capsys.readouterr().err == (
        f"{tmp_path / 'paper.docx'} was not written: words stand there that this copy leaves out: {TELLS}.\n"
    )


def test_paper_that_tells_is_not_issued(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `spr publish` would keep for an audience is read like all else that is given out."""
    written = load_assessments(ROOT / "examples/northmoor", "examples/northmoor", ROOT / "schemas")
    year = written.year("2018")
    assert year is not None
    text = next(each.text for each in year.paragraphs if isinstance(each.text, str))
    telling = LeftOut({tuple(words_in(text)[:5]): TELLS}, frozenset())
    monkeypatch.setattr(documents, "left_out", lambda *_: telling)
    monkeypatch.setattr(documents, "PDF", WORD)
    with pytest.raises(TellingError):
        documents.papers_to_issue(written, year)
