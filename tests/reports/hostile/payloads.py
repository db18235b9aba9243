"""Texts that try to run, to read a file or to reach a network, and a listener and a file that tell whether one did.

Used on every free text that a report prints: what comes out must be the text, letter by letter, and nothing else.
"""

from __future__ import annotations

import socket
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from documents.printable import clean_text

CANARY = "el-canario-canta-8731"
"""What stands in the file that no document may hold."""
PATTERNS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    '<img src="{address}/img">',
    "<svg onload=\"fetch('{address}/svg')\">",
    "javascript:alert(3)",
    '<link rel="attachment" href="file://{path}">',
    '<iframe src="file://{path}"></iframe>',
    "{{{{7*7}}}} ${{7*7}} <%= 7*7 %>",
    "{{% debug %}}{{% load static %}}",
    '{{% include "{path}" %}}',
    '#read("{path}")',
    '#image("{path}")',
    '#import "@preview/evil:1.0.0"',
    '*no* _no_ $ sum_(1)^2 $ #eval("1+1") // no',
    "\\input{{{path}}}",
    '=HYPERLINK("{address}/link","clic")',
    '=WEBSERVICE("{address}/service")',
    "+1+1",
    "-2+3|cmd",
    "@SUM(1+1)",
    "\t=1+4",
    "＝1+5",
    "_x003D_1+6",
    'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc"',
    'INCLUDETEXT "file://{path}"',
    ']]></w:t></w:r><w:r><w:instrText>INCLUDEPICTURE "{address}/word"</w:instrText></w:r>',
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file://{path}">]>&y;',
    '<xi:include href="file://{path}" parse="text"/>',
    "{address}/plain",
    "../../../..{path}",
    "'; DROP TABLE reports_reportedition; --",
    "%(name)s %s %n {{0}} {{name}}",
    "informe\u202egnp.exe",
    "campana\x07 y escape\x1b[31m",
    "\U000e0001\U000e0061\U000e0062\U000e0063\U000e0064lengua que nadie habla\U000e007f",
    "&lt;b&gt; &amp; &nbsp; &#60;",
)


@dataclass
class Trap:
    """`address` counts who calls it in `calls`; `path` is a file with the canary."""

    address: str
    path: str
    calls: list[str] = field(default_factory=list)

    @property
    def payloads(self) -> list[str]:
        return [each.format(address=self.address, path=self.path) for each in PATTERNS]


@contextmanager
def trap(folder: Path) -> Iterator[Trap]:
    """A real socket on the loopback, open as long as the block."""
    canary = folder / "canario.txt"
    canary.write_text(CANARY, encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        set_ = Trap(f"http://127.0.0.1:{listener.getsockname()[1]}", str(canary))
        thread = threading.Thread(target=answer, args=(listener, set_.calls), daemon=True)
        thread.start()
        try:
            yield set_
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(timeout=5)


def answer(listener: socket.socket, calls: list[str]) -> None:
    while True:
        try:
            caller, _from = listener.accept()
        except OSError:
            return
        with caller:
            calls.append(caller.recv(300).decode(errors="replace").partition("\r\n")[0])
            caller.sendall(b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")


# --- Planting ---


def planted(content: Any, payloads: list[str]) -> Any:
    """The content of a report with a payload in the place of each text, in turn; section texts hold all of them.

    A text is what has both languages; codes, states and dates stay what they are.
    """
    turn = iter_forever(payloads)
    changed = replaced(content, turn)
    every = "\n\n".join(payloads)
    for row in changed["layout"]:
        row["edited"] = {"es": every, "en": every}
    for row in changed["indicators"]:
        for series in row["figures"]["series"]:
            for said in series["by_institution"]:
                if said["words"]:
                    said["words"]["text"] = "\n".join(payloads)
    return changed


def iter_forever(payloads: list[str]) -> Iterator[str]:
    while True:
        yield from payloads


def replaced(value: Any, turn: Iterator[str]) -> Any:
    if isinstance(value, list):
        return [replaced(each, turn) for each in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"es", "en"} and all(isinstance(each, str) for each in value.values()):
        return dict.fromkeys(value, next(turn))
    free = {key for key, each in value.items() if isinstance(each, str) and key in FREE}
    return {key: next(turn) if key in free else replaced(each, turn) for key, each in value.items()}


FREE = {
    "source",
    "act",
    "source_note",
    "reason",
    "narrative",
    "text",
    "title",
    "reference",
    "name",
    "number_text",
    "es",
    "en",
}
"""Texts of people that have one language, by their keys."""


# --- Recognising ---


def squeezed(text: str) -> str:
    """Without spaces, hyphens and what is invisible: where a line broke is no matter, what it says is."""
    kept = (letter for letter in text if not letter.isspace() and unicodedata.category(letter) not in ("Cc", "Cf"))
    return "".join(letter for letter in kept if letter not in "-\u2010\u00ad")


def printed(payload: str) -> str:
    """As a document prints it, whose fonts lack some letters."""
    return squeezed(clean_text(payload))
