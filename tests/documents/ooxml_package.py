"""What a word processor asks of a package before it reads a word: parts, types and relations that fit, numbers that are given once."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts_inside(content: bytes) -> dict[str, str]:
    """Every part of a package by its path, as text; of a package within it, such as the sheet of a chart, those parts."""
    found: dict[str, str] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            part = package.read(name)
            if part.startswith(b"PK\x03\x04"):
                found |= {f"{name}/{inner}": text for inner, text in texts_inside(part).items()}
            else:
                found[name] = part.decode("utf-8", errors="replace")
    return found


def package_findings(content: bytes) -> Iterator[str]:
    """What is wrong with a DOCX or XLSX as a package; nothing when all is well."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        yield from (f"twice: {name}" for name, count in Counter(name.lower() for name in names).items() if count > 1)
        read = {name: ElementTree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))}
    yield from untyped(names, read["[Content_Types].xml"])
    reached = {"[Content_Types].xml"}
    for name in (each for each in names if each.endswith(".rels")):
        source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
        targets = dict(targets_of(read[name], posixpath.dirname(source)))
        reached |= {name, *targets.values()}
        yield from (f"{name} leads to {target}" for target in targets.values() if target not in names)
        if source in read:
            yield from (f"{source} asks for {each}" for each in asked_in(read[source]) if each not in targets)
    yield from (f"nobody leads to {name}" for name in names if name not in reached)
    for name, root in read.items():
        yield from given_twice(name, root)


def untyped(names: list[str], types: Element) -> Iterator[str]:
    endings = {each.get("Extension", "").lower() for each in types.iter(f"{TYPES}Default")}
    own = {each.get("PartName", "").lstrip("/") for each in types.iter(f"{TYPES}Override")}
    yield from (f"a type without its part: {name}" for name in own if name not in names)
    for name in names:
        if name not in own and name.rpartition(".")[2].lower() not in endings and name != "[Content_Types].xml":
            yield f"no type: {name}"


def targets_of(relations: Element, folder: str) -> Iterator[tuple[str, str]]:
    for each in relations:
        if each.get("TargetMode") != "External":
            target = each.get("Target", "")
            path = target if target.startswith("/") else posixpath.join(folder, target)
            yield each.get("Id", ""), posixpath.normpath(path).lstrip("/")


def asked_in(root: Element) -> set[str]:
    """The relations that the XML of a part names."""
    return {value for each in root.iter() for key, value in each.attrib.items() if key.startswith(RELATIONS)}


def given_twice(name: str, root: Element) -> Iterator[str]:
    """Numbers of drawings and of bookmarks, and names of bookmarks, that two of them have."""
    marks = list(root.iter(f"{WORD}bookmarkStart"))
    for kind, given in (
        ("drawing", [each.get("id") for each in root.iter(DRAWN)]),
        ("bookmark", [each.get(f"{WORD}id") for each in marks]),
        ("name", [each.get(f"{WORD}name") for each in marks]),
    ):
        yield from (f"{name}: {kind} {one} twice" for one, count in Counter(given).items() if count > 1)
