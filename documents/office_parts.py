"""The parts of office files in which links and fields stand, read element by element: none may act by itself."""

from __future__ import annotations

import re
from typing import Any
from xml.sax import ContentHandler

from documents.office_refusing import refuse_fetching, refuse_macros
from documents.refusing import gettext_noop as _
from documents.refusing import refuse

ASKS_PROGRAMS = re.compile(r"^\s*(DDE|DDEAUTO|QUOTE\s+\d+)\b", re.IGNORECASE | re.MULTILINE)
"""Fields that start a program, or that spell out another field in numbers."""
FETCHES = re.compile(r"^\s*(INCLUDEPICTURE|INCLUDETEXT)\b", re.IGNORECASE | re.MULTILINE)
NEAR = re.compile(r"^(file:///[A-Za-z]:|(?![A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}))")
"""A link that stays on the computer where it is opened: a drive, or a neighbour of the document."""
PRESSED = re.compile(r"^(?!(?!https?:|mailto:|tel:|ftp:|file:|[A-Za-z]:)[A-Za-z][A-Za-z0-9+.-]*:)", re.IGNORECASE)
"""A link that a reader presses may lead to a page, an address or a file, not into a program."""
FETCHED = ("image", "object", "object-ole", "plugin", "section-source", "floating-frame")


def refuse_into_programs(name: str, target: str) -> None:
    if not PRESSED.match("".join(target.split())):
        refuse(_("“%(name)s” has a link that starts a program. Take it out and save it again."), name)


def refuse_unless_near(name: str, target: str) -> None:
    if not NEAR.match("".join(target.split())):  # blanks before and in an address are skipped by what opens it
        refuse_fetching(name)


class OoxmlPart(ContentHandler):
    """Gathers the fields of a part. What a field says may be spread over many runs; its marks tell fields apart."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.said: list[str] = []
        self.is_field = False

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        element = name.rpartition(":")[2]
        self.is_field = element == "instrText"
        if element == "ddeLink":
            refuse_macros(self.name)
        if element == "fldChar":
            self.said.append("\n")
        if element == "fldSimple":
            self.said += ["\n", *(value for key, value in attrs.items() if key.rpartition(":")[2] == "instr"), "\n"]

    def endElement(self, name: str) -> None:  # noqa: N802
        self.is_field = False

    def characters(self, content: str) -> None:
        if self.is_field:
            self.said.append(content)

    def refuse_fields(self) -> None:
        fields = "".join(self.said)
        if ASKS_PROGRAMS.search(fields):
            refuse_macros(self.name)
        if FETCHES.search(fields):
            refuse_fetching(self.name)


class OdfPart(ContentHandler):
    """Reads a part without keeping it: a text of a hundred pages is long."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        element = name.rpartition(":")[2]
        if element in ("event-listener", "dde-source", "dde-connection-decl"):
            refuse_macros(self.name)
        check = refuse_into_programs if element == "a" else refuse_unless_near if element in FETCHED else None
        for key, value in attrs.items() if check else ():
            if check and key.rpartition(":")[2] == "href":
                check(self.name, value)
