"""A client of pyright's language server: what an editor shows at a place in a source.

Speaks JSON-RPC over the server's standard streams, see
https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from typing_extensions import Self

CURSOR = "|"
"""Where the user's cursor is in a source; a source has it once."""

_CAPABILITIES = {
    "textDocument": {
        "hover": {"contentFormat": ["plaintext"]},
        "signatureHelp": {"signatureInformation": {"documentationFormat": ["plaintext"]}},
    },
    "workspace": {"configuration": True, "workspaceFolders": True},
}


class LanguageServer:
    """The server in `folder`, whose `pyrightconfig.json` it reads. Ends with the `with` block."""

    def __init__(self, folder: Path) -> None:
        self._uri = (folder / "source.py").as_uri()
        self._messages = 0
        self._process = subprocess.Popen(
            [Path(sys.executable).with_name("pyright-langserver"), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        folders = [{"uri": folder.as_uri(), "name": folder.name}]
        self._ask("initialize", {"processId": None, "capabilities": _CAPABILITIES, "workspaceFolders": folders})
        self._send(method="initialized", params={})
        document = {"uri": self._uri, "languageId": "python", "version": 0, "text": ""}
        self._send(method="textDocument/didOpen", params={"textDocument": document})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ask("shutdown", None)
        self._send(method="exit", params=None)
        self._process.communicate(timeout=30)

    def completion(self, source: str) -> list[str]:
        """What may be written at the cursor; without names that begin with an underscore."""
        items: list[dict[str, Any]] = self._at_cursor("completion", source)["items"]
        return sorted(label for item in items if not (label := item["label"]).startswith("_"))

    def signatures(self, source: str) -> list[str]:
        """The signatures of the call that the cursor is in, each with its documentation in the lines below."""
        found: list[dict[str, Any]] = self._at_cursor("signatureHelp", source)["signatures"]
        return [f"{item['label']}\n{_text(item.get('documentation'))}".strip() for item in found]

    def hover(self, source: str) -> str:
        """What is shown for the name that ends at the cursor."""
        return _text(self._at_cursor("hover", source)["contents"])

    def _at_cursor(self, request: str, source: str) -> dict[str, Any]:
        before, after = source.split(CURSOR)
        document = {"uri": self._uri, "version": self._messages}
        change = {"textDocument": document, "contentChanges": [{"text": before + after}]}
        self._send(method="textDocument/didChange", params=change)
        place = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2]) - (request == "hover")}
        answer = self._ask(f"textDocument/{request}", {"textDocument": {"uri": self._uri}, "position": place})
        assert isinstance(answer, dict), f"the server has no {request} at the cursor of {source!r}: {answer}"
        return answer

    def _ask(self, method: str, params: Any) -> Any:
        self._messages += 1
        self._send(id=self._messages, method=method, params=params)
        while True:
            message = self._receive()
            if message.get("id") == self._messages and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            if "id" in message:  # The server asks for settings of the editor's, of which there are none.
                items = message["params"].get("items", []) if message.get("params") else []
                self._send(id=message["id"], result=[None for _ in items])

    def _send(self, **message: Any) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server has ended"
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        return message


def _text(document: str | dict[str, Any] | None) -> str:
    return document["value"] if isinstance(document, dict) else document or ""
