"""What the tests need beside Python, installed where that is possible."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable


def find_or_install(find: Callable[[], str], missing: type[Exception], what: str, package: str) -> str:
    """
    What *find* finds; where it raises *missing*, what it finds once *package*, Debian's of *what*, is there.

    Raises *missing* if it is not to be had.
    """
    try:
        return find()
    except missing:
        print(f"Not here, and needed by the tests: installing {what}.", flush=True)
        if not install_with_apt(package):
            raise
    return find()


def install_with_apt(*packages: str) -> bool:
    """Install Debian's *packages*; False where that is not Debian, not root, or does not succeed."""
    if not has_apt():
        return False
    apt = ("apt-get", "--quiet", "--yes", "-o", "DPkg::Lock::Timeout=120")
    succeeds(*apt, "update")  # may fail for a source that has nothing to do with it
    return succeeds(*apt, "install", "--no-install-recommends", *packages)


def has_apt() -> bool:
    """Whether whoever runs this may install Debian's packages."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def succeeds(*command: str) -> bool:
    """Run a command that asks nothing, with its output shown; whether it ended well."""
    print("+", *command, flush=True)
    quiet = os.environ | {
        "DEBIAN_FRONTEND": "noninteractive",
        "RUNLEVEL": "1",  # a server that is installed for the tests is not started for everybody
    }
    return subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, check=False).returncode == 0
