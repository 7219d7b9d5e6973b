"""What an editor reads first in a file: by which schema it checks it."""

from pathlib import Path

from spr.loading.folder import Folders


def modeline(folders: Folders, path: Path, schema: str) -> str:
    """The line from which editors know the schema, for a file in the same checkout; empty for any other."""
    root = folders.schemas.parent.resolve()
    within = path.resolve()
    if not within.is_relative_to(root):
        return ""
    up = "../" * (len(within.relative_to(root).parts) - 1)
    return f"# yaml-language-server: $schema={up}schemas/{schema}.schema.json\n"
