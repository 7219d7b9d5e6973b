"""The command `spr`: one file for each family of verbs."""

from spr.cli.command import DONE, PROBLEMS, USAGE, main

__all__ = ["DONE", "PROBLEMS", "USAGE", "main"]
