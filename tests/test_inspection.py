"""What a finished site is held to: each fault on a tree of a few files, and none on one that is right."""

from pathlib import Path

import pytest

from spr.build.finished.inspection import LARGEST_PAGE, Fault, FaultySiteError, Rule, inspect
from tests.trees import lay_tree, page, small_site, versions, year

CASES = {
    "a link to no page": (
        {"index.html": page("Home", '<a href="2017/index.html">2017</a>')},
        [Fault("index.html", Rule.LINK, "'2017/index.html'")],
    ),
    "a link to a folder, of which a file share shows its files": (
        {"index.html": page("Home", '<a href="2016/">2016</a>')},
        [Fault("index.html", Rule.LINK, "'2016/'")],
    ),
    "a link out of the site": (
        {"index.html": page("Home", '<a href="../other/index.html">other</a>')},
        [Fault("index.html", Rule.LINK, "'../other/index.html'")],
    ),
    "a picture that is not there": (
        {"2016/index.html": page("2016", '<img src="crest.png" alt="">')},
        [Fault("2016/index.html", Rule.LINK, "'crest.png'")],
    ),
    "an address within a page that it does not have": (
        {"index.html": page("Home", '<a href="2016/index.html#p99">99</a> <a href="#years">years</a>')},
        [
            Fault("index.html", Rule.ANCHOR, "'#years'"),
            Fault("index.html", Rule.ANCHOR, "'2016/index.html#p99'"),
        ],
    ),
    "links to other hosts may stand there": (
        {
            "index.html": page(
                "Home", '<a href="https://example.org/">x</a> <a href="mailto:a@b.example">y</a>'
            )
        },
        [],
    ),
    "a link with letters of another alphabet": (
        {
            "index.html": page("Home", '<a href="2016/%C3%BCber.csv">x</a>'),
            "2016/über.csv": "x\n",
        },
        [],
    ),
    "a link in a script or a comment is none": (
        {"index.html": page("Home", '<script>a = "<a href=nowhere>"</script><!-- <a href="no.html"> -->')},
        [],
    ),
    "an error page that links from where it stands": (
        {"2016/404.html": page("Page not found", '<a href="index.html">2016</a>')},
        [
            Fault(
                "2016/404.html",
                Rule.LINK,
                "'index.html'; an error page is shown at any address: link from /",
            )
        ],
    ),
    "an id twice": (
        {"2016/index.html": page("2016", '<p id="p1">a</p><p id="p1">b</p>')},
        [Fault("2016/index.html", Rule.SAME_ID, "'p1'")],
    ),
    "a script of another host": (
        {"index.html": page("Home", '<script src="//cdn.example/a.js"></script>')},
        [Fault("index.html", Rule.OTHER_HOST, "'//cdn.example/a.js'")],
    ),
    "a style sheet of another host, and what only names a page": (
        {
            "index.html": page(
                "Home",
                '<link rel="stylesheet" href="https://fonts.example/a.css">'
                '<link href="https://intranet.example/" rel="canonical">',
            )
        },
        [Fault("index.html", Rule.OTHER_HOST, "'https://fonts.example/a.css'")],
    ),
    "what a style sheet loads": (
        {"a.css": "a { background: url(https://x.example/a.png), url('b.svg'), url(data:image/png;x) }"},
        [Fault("a.css", Rule.LINK, "'b.svg'"), Fault("a.css", Rule.OTHER_HOST, "'https://x.example/a.png'")],
    ),
    "what the policy refuses": (
        {"index.html": page("Home", '<p style="color: red" onclick="x()">a</p><style>p {}</style>')},
        [
            Fault("index.html", Rule.POLICY, '<p onclick="x()">'),
            Fault("index.html", Rule.POLICY, '<p style="color: red">'),
            Fault("index.html", Rule.POLICY, "<style>"),
        ],
    ),
    "what a template left": (
        {"index.html": page("Home", "<p>{{ years() }} Markup('a') &lt;spr.model.Year&gt;</p>")},
        [
            Fault("index.html", Rule.RESIDUE, "'&lt;spr.'"),
            Fault("index.html", Rule.RESIDUE, "'Markup('"),
            Fault("index.html", Rule.RESIDUE, "'{{'"),
        ],
    ),
    "a page as large as it may be": (
        {"index.html": page("Home").ljust(LARGEST_PAGE)},
        [],
    ),
    "a page that is too large": (
        {"index.html": page("Home").ljust(LARGEST_PAGE + 1)},
        [Fault("index.html", Rule.SIZE, "300,001 bytes; at most 300,000 are right")],
    ),
    "a year that is not listed": (
        {**year("2014")},
        [Fault("2014", Rule.RECORD, "versions.json does not list it")],
    ),
    "a year that is listed and not there": (
        {"versions.json": versions(_2017="published", _2016="published", _2015="published")},
        [Fault("versions.json", Rule.RECORD, "2017 is listed, and has no page")],
    ),
    "a year in another state than is listed": (
        {**year("2016", "withdrawn")},
        [
            Fault(
                "2016/data/assessment.json",
                Rule.RECORD,
                "it is not of 2016, published, as versions.json has it",
            )
        ],
    ),
    "a list of years that is none": (
        {"versions.json": '{"2016": "published"}'},
        [Fault("versions.json", Rule.RECORD, "no list of years")],
    ),
    "files for machines with a fault": (
        {"feed.xml": "<feed><entry></feed>", "2016/data/changes-2015.json": "[1,"},
        [
            Fault(
                "2016/data/changes-2015.json",
                Rule.FORM,
                "Expecting value: line 1 column 4 (char 3)",
            ),
            Fault("feed.xml", Rule.FORM, "mismatched tag: line 1, column 15"),
        ],
    ),
}


def test_a_site_without_a_fault_has_none(tmp_path: Path) -> None:
    """The tree that the cases below change is right as it stands."""
    assert inspect(lay_tree(tmp_path, small_site())) == ()


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_found(case: str, tmp_path: Path) -> None:
    """Of a site that is right but for one thing, that thing is told, with its file, and nothing else."""
    changed, expected = CASES[case]
    assert tuple(expected) == inspect(lay_tree(tmp_path, {**small_site(), **changed}))


def test_a_site_without_a_list_of_years_is_none(tmp_path: Path) -> None:
    """Without its list nobody can reach the years."""
    lay_tree(tmp_path, small_site())
    (tmp_path / "versions.json").unlink()
    assert inspect(tmp_path) == (Fault("versions.json", Rule.RECORD, "no list of years"),)


def test_error_pages_link_from_the_address_of_the_site(tmp_path: Path) -> None:
    """A site that stands in a folder of its server links there, and not from the root of the host."""
    changed = {
        "404.html": page("Page not found", '<a href="/spr/2016/index.html">2016</a>'),
        "2016/404.html": page("Page not found", '<a href="/2016/index.html">2016</a>'),
    }
    tree = lay_tree(tmp_path, {**small_site(), **changed})
    expected = (Fault("2016/404.html", Rule.LINK, "'/2016/index.html'"),)
    assert expected == inspect(tree, "https://intranet.example/spr/")


def test_faults_are_told_in_a_sentence_and_not_without_end() -> None:
    """Whoever builds reads which file to look at; the first twenty are enough to begin with."""
    faults = tuple(Fault(f"{number:02}.html", Rule.LINK, "'x'") for number in range(22))
    told = str(FaultySiteError(faults)).splitlines()
    assert told[:2] == [
        "The site was built with 22 faults. What was there stays as it was.",
        "  00.html: a link leads nowhere: 'x'",
    ]
    assert told[-2:] == ["  19.html: a link leads nowhere: 'x'", "  and 2 more"]
