"""`spr nginx`: a built site on its way to its readers."""

from argparse import Namespace
from pathlib import Path

from spr.build.nginx import nginx_configuration
from spr.cli.asked import DONE, ROOT, Verbs


def add_deliver(verbs: Verbs) -> None:
    """Add the verb."""
    configuring = verbs.add_parser(
        "nginx",
        help="write the configuration of nginx for a built site",
        description="Print the configuration of nginx for the built site: write it anew after each build.",
        epilog="Example: spr nginx --output /srv/spr > /etc/nginx/conf.d/spr.conf",
    )
    configuring.add_argument(
        "--root", metavar="FOLDER", help="where the server finds it, if that is another place"
    )
    configuring.add_argument(
        "--site-url", metavar="ADDRESS", default="/", help="as it was built (/ unless named)"
    )
    configuring.add_argument("--output", metavar="FOLDER", help="where the site is (site/ unless named)")
    configuring.set_defaults(run=_nginx)


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
