"""`python -m spr …` is the command `spr …`."""

import sys

from spr.cli import main

if __name__ == "__main__":
    sys.exit(main())
