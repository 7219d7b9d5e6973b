"""`spr archive` and `spr nginx`: a built site on its way to its readers."""

import argparse
from argparse import Namespace
from pathlib import Path

from spr.build.delivery.archives import ARCHIVES, write_archive
from spr.build.delivery.nginx import NoSiteError, nginx_configuration
from spr.cli.asked import DONE, ROOT, Verbs, outside_of_data, site_address, tell
from spr.errors import shown


def add_deliver(verbs: Verbs) -> None:
    """Add both verbs."""
    packing = verbs.add_parser(
        "archive",
        help="put a built site into one file",
        description="Put the built site into a .tar.gz for a web server, or a .zip to open by double click.",
        epilog="Example: %(prog)s spr.zip",
    )
    packing.add_argument(
        "archive", type=_archive_name, metavar="FILE", help="its name ends in .tar.gz or .zip"
    )
    packing.set_defaults(run=_archive)
    configuring = verbs.add_parser(
        "nginx",
        help="write the configuration of nginx for a built site",
        description="Print the configuration of nginx for the built site: write it anew after each build.",
        epilog="Example: %(prog)s --output /srv/spr > /etc/nginx/conf.d/spr.conf",
    )
    configuring.add_argument(
        "--root", metavar="FOLDER", help="where the server finds it, if that is another place"
    )
    configuring.add_argument(
        "--site-url",
        type=site_address,
        metavar="ADDRESS",
        default="/",
        help="as it was built (/ unless named)",
    )
    configuring.set_defaults(run=_nginx)
    for verb in (packing, configuring):
        verb.add_argument("--output", metavar="FOLDER", help="where the site is (site/ unless named)")


def _archive(asked: Namespace) -> int:
    tree = _finished(asked)
    if not (tree / "versions.json").is_file():
        raise NoSiteError(tree)
    archive = outside_of_data(asked, asked.archive)
    write_archive(tree, archive)
    tell(f"{archive}: {archive.stat().st_size / 1e6:.1f} MB")
    return DONE


def _nginx(asked: Namespace) -> int:
    tree = _finished(asked)
    root = Path(asked.root) if asked.root else tree.absolute()
    print(nginx_configuration(tree, root, asked.site_url), end="")
    return DONE


def _finished(asked: Namespace) -> Path:
    """The site that was built last: where there are several releases, the one that is current."""
    output = Path(asked.output) if asked.output else ROOT / "site"
    current = output / "current"
    return current if current.exists() else output


def _archive_name(text: str) -> Path:
    if text.endswith(tuple(ARCHIVES)):
        return Path(text)
    raise argparse.ArgumentTypeError(f"{shown(text)} ends neither in {' nor in '.join(ARCHIVES)}")
