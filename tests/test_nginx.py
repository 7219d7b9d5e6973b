"""The site as a real nginx gives it: addresses, error pages, what is kept, headers, the policy."""

import gzip
import http.client
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from spr.build.delivery.nginx import NoSiteError, UnusualPathError, nginx_configuration
from spr.build.delivery.policy import policy
from spr.build.finished.compression import compress
from spr.cli import main
from tests.trees import lay_tree, page, small_site, versions, year
from tests.webserver import serving

SCRIPT = "document.title = 'changed'"
POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-hEQFTPxSXRtTcSQhHSyuBD+1jlH6GHkiQkSr1O5catg='; "
    "style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HASHED = "2016/assets/javascripts/bundle.a5f9d56c.min.js"
LONG = "public, max-age=31536000, immutable"

FILES = {
    **small_site(),
    **year("2017", "withdrawn"),
    "versions.json": versions(_2017="withdrawn", _2016="published", _2015="published"),
    "2016/index.html": page("The newest published year " * 50, f"<script>{SCRIPT}</script>"),
    "2016/404.html": page("Not in 2016"),
    "404.html": page("Not in any year"),
    "versions.js": "window.sprYears = []\n",
    "favicon.ico": "",  # browsers ask for it
    "feed.xml": "<feed/>\n",
    "2016/data/figures.csv": "metric,value\n",
    "2016/assets/spr/years.js": "years = 1\n",
    HASHED: "bundle = 1\n",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of three years, the newest of them withdrawn, as it is put in place."""
    folder = lay_tree(tmp_path_factory.mktemp("a site"), FILES)
    compress(folder)
    return folder


@pytest.fixture(scope="module")
def server(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    with serving(nginx_configuration(tree, tree), tmp_path_factory.mktemp("nginx")) as address:
        yield address


def _get(server: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """The answer as it comes, redirects too: status, headers with small letters, body."""
    connection = http.client.HTTPConnection(urlsplit(server).netloc)
    connection.request("GET", path, headers={name.replace("_", "-"): text for name, text in headers.items()})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
    connection.close()
    return found


@pytest.mark.parametrize(
    ("path", "status", "location"),
    [
        ("/", 200, None),
        ("/2016/", 200, None),
        ("/2016/index.html", 200, None),
        ("/2016", 301, "/2016/"),
        ("/latest", 302, "/2016/"),
        ("/latest/", 302, "/2016/"),
        ("/latest/threats/terrorism/index.html", 302, "/2016/threats/terrorism/index.html"),
        ("/latest//elsewhere.example/", 302, "/2016/elsewhere.example/"),
        ("/latest/x%0d%0aSet-Cookie:%20a=b", 404, None),
        ("/2016/threats/nothing/index.html", 404, None),
        ("/2018/", 404, None),
        ("/2016../versions.json", 404, None),
    ],
)
def test_addresses(server: str, path: str, status: int, location: str | None) -> None:
    """A folder has its slash; the newest year is the newest that is published, and not one withdrawn."""
    found, headers, _ = _get(server, path)
    assert (found, headers.get("location")) == (status, location)
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/2016/nothing", "Not in 2016"),
        ("/2015/nothing/", "Page not found"),
        ("/2018/index.html", "Not in any year"),
        ("/nothing", "Not in any year"),
    ],
)
def test_each_year_has_its_error_page(server: str, path: str, said: str) -> None:
    """Whoever types a wrong address in a year stays in it."""
    status, _, body = _get(server, path)
    assert status == 404
    assert f">{said}<" in body.decode()


def test_precompressed_files_are_sent(server: str, tree: Path) -> None:
    """What was compressed ahead is what comes, to whoever can read it, and caches know that there are two."""
    _, headers, body = _get(server, "/2016/", Accept_Encoding="gzip")
    assert body == (tree / "2016/index.html.gz").read_bytes()
    assert gzip.decompress(body) == (tree / "2016/index.html").read_bytes()
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    _, headers, body = _get(server, "/2016/")
    assert body == (tree / "2016/index.html").read_bytes()
    assert "content-encoding" not in headers


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/", "no-cache"),
        ("/2016/index.html", "no-cache"),
        ("/versions.js", "no-cache"),
        ("/versions.json", "no-cache"),
        ("/feed.xml", "no-cache"),
        ("/latest/", "no-cache"),
        ("/2016/assets/spr/years.js", "no-cache"),
        ("/2016/data/figures.csv", "no-cache"),
        (f"/{HASHED}", LONG),
        ("/2016/assets/gone.12345678.min.js", "no-cache"),
    ],
)
def test_what_browsers_keep(server: str, path: str, kept: str) -> None:
    """Only a name with a checksum in it is kept unasked, and never the answer that there is none."""
    assert _get(server, path)[1]["cache-control"] == kept


def test_what_has_not_changed_is_not_sent_again(server: str) -> None:
    """A page is asked for each time, and mostly the answer is a line."""
    mark = _get(server, "/2016/index.html")[1]["etag"]
    assert _get(server, "/2016/index.html", If_None_Match=mark)[0] == 304


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/2016/", "text/html; charset=utf-8"),
        ("/versions.js", "text/javascript; charset=utf-8"),
        ("/versions.json", "application/json; charset=utf-8"),
        ("/2016/data/figures.csv", "text/csv; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
    ],
)
def test_kinds_of_files(server: str, path: str, kind: str) -> None:
    """Each says what it is: browsers are told not to guess."""
    assert _get(server, path)[1]["content-type"] == kind


@pytest.mark.parametrize(
    "path", ["/", "/2016/", "/2016/nothing", "/latest/", "/2016", f"/{HASHED}", "/feed.xml", "/versions.js"]
)
def test_every_answer_has_the_headers(server: str, path: str) -> None:
    """Redirects and error pages too: none is lost where a location says something of its own."""
    headers = _get(server, path)[1]
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["permissions-policy"].startswith("camera=(), ")
    assert headers["server"] == "nginx"  # without its version


def test_only_scripts_that_run_are_named(tmp_path: Path) -> None:
    """Each once, whatever page it is on; a file of its own and data for scripts need no name."""
    bodies = (
        f"<script>{SCRIPT}</script>",
        f'<script type="module">{SCRIPT}</script><script src="a.js"></script>',
        '<script type="application/json">{"a": 1}</script>',
    )
    pages = {f"{number}.html": page("A page", body) for number, body in enumerate(bodies)}
    assert policy(lay_tree(tmp_path, pages)) == POLICY


def test_the_policy_is_that_of_these_pages(tree: Path, server: str, browser: Browser) -> None:
    """A browser runs the script that the page had when it was built, and none that was added since."""
    reader = browser.new_page()
    refused: list[str] = []
    reader.on("console", lambda message: refused.append(message.text))
    reader.goto(f"{server}/2016/")
    assert (reader.title(), refused) == ("changed", [])
    lay_tree(tree, {"added.html": page("A page", "<script>document.title = 'added'</script>")})
    reader.goto(f"{server}/added.html")
    reader.close()
    assert len(refused) == 1
    assert "Content Security Policy" in refused[0]


def test_a_site_in_a_folder_of_its_server(tree: Path, tmp_path: Path) -> None:
    """Built for https://intranet.example/spr/, it is at /spr/, and the host leads there."""
    with serving(nginx_configuration(tree, tree, "https://intranet.example/spr/"), tmp_path) as server:
        found = {path: _get(server, path) for path in ("/", "/spr/", "/spr", "/spr/latest/a", "/spr/2016/no")}
    assert {path: (status, headers.get("location")) for path, (status, headers, _) in found.items()} == {
        "/": (302, "/spr/"),
        "/spr/": (200, None),
        "/spr": (301, "/spr/"),
        "/spr/latest/a": (302, "/spr/2016/a"),
        "/spr/2016/no": (404, None),
    }
    assert b">Not in 2016<" in found["/spr/2016/no"][2]


def test_while_no_year_is_published_there_is_no_newest(tmp_path: Path) -> None:
    """Drafts alone are nobody's newest year."""
    lay_tree(tmp_path, {**year("2016", "draft"), "versions.json": versions(_2016="draft")})
    assert "latest" not in nginx_configuration(tmp_path, tmp_path).partition("server {")[2]


def test_the_command_prints_it(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For the folder that was built, or for the place where the server finds a copy of it."""
    assert main(["nginx", "--output", str(tree)]) == 0
    assert capsys.readouterr().out == nginx_configuration(tree, tree)
    assert main(["nginx", "--output", str(tree), "--root", "/srv/spr"]) == 0
    assert capsys.readouterr().out == nginx_configuration(tree, PurePosixPath("/srv/spr"))


def test_what_cannot_be_served_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without a site, and a path that nginx would read as something else."""
    assert main(["nginx", "--output", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{NoSiteError(tmp_path)}\n"
    lay_tree(tmp_path, small_site())
    with pytest.raises(UnusualPathError) as error:
        nginx_configuration(tmp_path, PurePosixPath('/srv/"; user root'))
    assert str(error.value) == (
        "'/srv/\"; user root' cannot stand in a configuration of nginx. "
        "Expected: a path without quotation marks, $, ;, braces and backslashes, "
        "and an address without spaces."
    )
    with pytest.raises(UnusualPathError, match="'/our site/'"):
        nginx_configuration(tmp_path, PurePosixPath("/srv/our site"), "https://intranet.example/our site/")
