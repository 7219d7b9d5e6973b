"""
The system's libraries that make a paper as PDF: `python -m tests.documents` says whether they are here.

Where they are not it installs them; where that fails it says what to install, and exits with 1.
"""

import sys

from spr.paper.libraries import DEBIAN, NoPdfError, missing_libraries
from tests.installing import install_with_apt


def main() -> int:
    """Say whether papers can be made as PDF, after installing what is missing."""
    if missing_libraries():
        print("The libraries that make a PDF are not here: installing them.", flush=True)
        install_with_apt(*DEBIAN)
    if missing := missing_libraries():
        print(NoPdfError(missing), file=sys.stderr)
        return 1
    print("Papers are made as PDF: Pango and HarfBuzz are here.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
