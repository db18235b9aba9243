"""What a PDF does by itself when it is opened, or when a page is shown: it may turn to a page, and nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

BY_ITSELF = re.compile(rb"/(?:OpenAction|AA)(?![A-Za-z0-9])\s*")
LEADS_AWAY = re.compile(rb"/(?:URI|GoToR)(?![A-Za-z0-9])")
PLACES = re.compile(rb"/S?D\s*(?:\[[^\]]*\]|\d+\s+\d+\s+R)")
"""Where an action turns to: a page, whose own links a reader must press."""
REFERENCE = re.compile(rb"(\d+)\s+\d+\s+R(?![A-Za-z0-9])")
OBJECT = re.compile(rb"(?<!\d)(\d+)\s+\d+\s+obj(?![A-Za-z0-9])")
PACKED_TABLE = re.compile(rb"\s*(?:\d+\s+\d+\s*)+")
LONGEST = 2_000
MOST_ACTIONS = 200


def leads_away(parts: Sequence[bytes]) -> bool:
    """Whether something that happens by itself leads to an address or another file. The first part is the file itself."""
    waiting = [value_at(part, match.end()) for part in parts for match in BY_ITSELF.finditer(part)]
    if not waiting:
        return False
    objects, followed = objects_of(parts), set[bytes]()
    while waiting and len(followed) <= MOST_ACTIONS:
        action = PLACES.sub(b"", waiting.pop())
        if LEADS_AWAY.search(action):
            return True
        for number in set(REFERENCE.findall(action)) - followed:
            followed.add(number)
            waiting += objects.get(number, ())
    return bool(waiting)


def value_at(part: bytes, place: int) -> bytes:
    """The value that begins there: a place of the document is none of interest, a reference ends soon, a dictionary is closed."""
    text = part[place : place + LONGEST]
    if text.startswith(b"["):
        return b""
    if not text.startswith(b"<<"):
        found = REFERENCE.match(text)
        return found[0] if found else b""
    depth = 0
    for match in re.finditer(rb"<<|>>", text):
        depth += 1 if match[0] == b"<<" else -1
        if not depth:
            return text[: match.end()]
    return text


def objects_of(parts: Sequence[bytes]) -> Mapping[bytes, list[bytes]]:
    """Every text that an object of that number has, in the file or packed."""
    found: defaultdict[bytes, list[bytes]] = defaultdict(list)
    whole, *packed = parts
    for match in OBJECT.finditer(whole):
        found[match[1]].append(whole[match.end() : match.end() + LONGEST].partition(b"endobj")[0])
    for part in packed:
        for number, text in packed_objects(part):
            found[number].append(text)
    return found


def packed_objects(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    """A stream of objects begins with a table: number, place, number, place."""
    table = PACKED_TABLE.match(part)
    if table is None:
        return
    words = table[0].split()
    places = [int(word[:9]) for word in words[1::2]]
    for number, start, end in zip(words[::2], places, [*places[1:], len(part)], strict=False):
        yield number, part[table.end() + start : table.end() + min(end, start + LONGEST)]
