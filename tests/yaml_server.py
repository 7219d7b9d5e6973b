"""
The YAML language server, as an editor speaks with it: one process, over its standard input and output.

It gets the settings that the project gives to editors, in .vscode/settings.json. The protocol is the Language
Server Protocol: JSON-RPC, each message with its length before it; lines and characters are counted from 0.
"""

import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tests.web import NODE, ROOT, module

Message = Mapping[str, Any]

SETTINGS: Final[Mapping[str, object]] = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))

_CAN: Final = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
    },
}


class YamlServer:
    """A server that is started by `with`, for files below *folder*, which need not be on the disk."""

    def __init__(self, folder: Path = ROOT) -> None:
        self._uri = folder.as_uri()
        self._asked = 0

    def __enter__(self) -> Self:
        command = (NODE, module("yaml-language-server/bin/yaml-language-server"), "--stdio")
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        folders = [{"uri": self._uri, "name": "checkout"}]
        self._ask(
            "initialize", processId=None, rootUri=self._uri, workspaceFolders=folders, capabilities=_CAN
        )
        self._tell("initialized")
        return self

    def __exit__(self, kind: type[BaseException] | None, _: object, __: TracebackType | None) -> None:
        if kind is None:
            self._ask("shutdown")
            self._tell("exit")
        else:
            self._server.kill()
        self._server.communicate()

    def problems(self, texts: Mapping[str, str]) -> dict[str, list[Message]]:
        """Open files that were not open, by their names; of each, what is underlined: `range`, `message`."""
        names = {self._file(name): name for name in texts}
        for uri, name in names.items():
            document = {"uri": uri, "languageId": "yaml", "version": 1, "text": texts[name]}
            self._tell("textDocument/didOpen", textDocument=document)
        found: dict[str, list[Message]] = {}
        while len(found) < len(texts):
            told = self._wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")
            found[names[told["params"]["uri"]]] = told["params"]["diagnostics"]
        return found

    def explained(self, name: str, line: int, character: int) -> str:
        """What is shown when the pointer rests there, in Markdown."""
        hover = self._ask("textDocument/hover", **self._at(name, line, character))
        text: str = hover["contents"]["value"] if hover else ""
        return text

    def completed(self, name: str, line: int, character: int) -> list[str]:
        """The words that are offered there."""
        found = self._ask("textDocument/completion", **self._at(name, line, character))
        return [item["label"] for item in found["items"]]

    def _file(self, name: str) -> str:
        return f"{self._uri}/{name}"

    def _at(self, name: str, line: int, character: int) -> Message:
        return {
            "textDocument": {"uri": self._file(name)},
            "position": {"line": line, "character": character},
        }

    def _ask(self, method: str, **params: object) -> Any:  # noqa: ANN401 - whatever the method answers
        self._asked += 1
        asked = self._asked
        self._send({"id": asked, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == asked and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def _tell(self, method: str, **params: object) -> None:
        self._send({"method": method, "params": params})

    def _wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message that is wanted; what the server asks meanwhile is answered."""
        while True:
            message = self._receive()
            if "id" in message and "method" in message:
                self._send({"id": message["id"], "result": self._answer(message)})
            elif wanted(message):
                return message

    def _answer(self, message: Message) -> object:
        if message["method"] != "workspace/configuration":
            return None
        return [_settings(item.get("section", "")) for item in message["params"]["items"]]

    def _send(self, message: Message) -> None:
        assert self._server.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _receive(self) -> Message:
        assert self._server.stdout
        length = 0
        while (line := self._server.stdout.readline()) != b"\r\n":
            assert line, "the server has ended"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: Message = json.loads(self._server.stdout.read(length))
        return message


def _settings(section: str) -> dict[str, Any]:
    """The settings of a section as editors give them: `yaml.schemaStore.enable` is nested."""
    nested: dict[str, Any] = {}
    for name, value in SETTINGS.items():
        if name.startswith(f"{section}."):
            *outer, last = name.removeprefix(f"{section}.").split(".")
            inner = nested
            for step in outer:
                inner = inner.setdefault(step, {})
            inner[last] = value
    return nested
