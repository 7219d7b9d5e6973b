"""
The office program that `make test-all` opens a Word file in: LibreOffice.

It is the one that `SPR_OFFICE` names, or the one on PATH. `python -m tests.office` says which one it is.
Where there is none it installs one; where that fails it says what to install, and exits with 1.
"""

import os
import shutil
import sys
from typing import Final

from tests.installing import find_or_install

WHAT_TO_INSTALL: Final = """\
This test needs LibreOffice, and there is none here. Install it and run this again: on Debian and Ubuntu
`apt-get install libreoffice-writer-nogui` as root, on macOS `brew install --cask libreoffice`.
Where it stands in a place of its own, set the variable SPR_OFFICE to the path of soffice."""


class NoOfficeError(Exception):
    """LibreOffice is not there."""


def find_office() -> str:
    """The path of soffice. Raises `NoOfficeError`."""
    found = os.environ.get("SPR_OFFICE") or shutil.which("soffice")
    if found is None:
        raise NoOfficeError(WHAT_TO_INSTALL)
    return found


def main() -> int:
    """Print which office program the tests use, after installing one where there is none."""
    try:
        path = find_or_install(find_office, NoOfficeError, "LibreOffice", "libreoffice-writer-nogui")
    except NoOfficeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Office program for the tests: {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
