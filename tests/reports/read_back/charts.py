"""The charts of a DOCX read back: what each shows, and what its sheet holds. Nothing here knows how they were made."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
import python_calamine
from docx.oxml import parse_xml
from docx.oxml.ns import qn

Points = dict[str, float]
C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}


@dataclass(frozen=True, slots=True)
class ReadSeries:
    """`points` are its figures by category; one that it lacks is a gap."""

    name: str
    categories: tuple[str, ...]
    points: Points


@dataclass(frozen=True, slots=True)
class ReadChart:
    """`alt` are its words for who does not see it, `where` those of the row or the cell that it stands in."""

    alt: str
    where: str
    language: str
    series: tuple[ReadSeries, ...]
    sheet: tuple[tuple[str | float, ...], ...]

    @property
    def points(self) -> list[Points]:
        return [each.points for each in self.series]

    @property
    def shown(self) -> tuple[tuple[str | float, ...], ...]:
        """What the chart shows, as a sheet would have it."""
        head = ("", *(each.name for each in self.series))
        names = self.series[0].categories
        return (head, *((name, *(each.points.get(name, "") for each in self.series)) for name in names))


def read_charts(content: bytes) -> list[ReadChart]:
    """In the order of reading."""
    document = docx.Document(io.BytesIO(content))
    return [chart_of(document, each) for each in document.element.body.iter(qn("c:chart"))]


def chart_of(document: Any, drawn: Any) -> ReadChart:
    part = document.part.related_parts[drawn.get(qn("r:id"))]
    root = parse_xml(part.blob)
    (data,) = root.findall("c:externalData", C)
    sheet = part.related_parts[data.get(qn("r:id"))].blob
    return ReadChart(
        alt=next(drawn.iterancestors(qn("wp:inline"))).find(qn("wp:docPr")).get("descr"),
        where=words_around(drawn),
        language=root.find("c:lang", C).get("val"),
        series=tuple(series_of(each) for each in root.iter(f"{{{C['c']}}}ser")),
        sheet=rows_of(sheet),
    )


def words_around(drawn: Any) -> str:
    """Of a table with heads the whole row, of any other cell that cell alone."""
    row = next(drawn.iterancestors(qn("w:tr")), None)
    if row is None:
        return ""
    has_heads = row.getparent().find(f".//{qn('w:tblHeader')}") is not None
    around = row if has_heads else next(drawn.iterancestors(qn("w:tc")))
    return "\n".join("".join(t.text for t in each.iter(qn("w:t"))) for each in around.iter(qn("w:p")))


def series_of(element: Any) -> ReadSeries:
    ((name,),) = (list(each.values()) for each in points_of(element, "c:tx"))
    (names,), (values,) = points_of(element, "c:cat"), points_of(element, "c:val")
    categories = tuple(names[n] for n in sorted(names))
    return ReadSeries(name, categories, {categories[n]: float(value) for n, value in values.items()})


def points_of(element: Any, kind: str) -> Iterator[dict[int, str]]:
    for each in element.findall(kind, C):
        yield {int(point.get("idx")): point.findtext("c:v", namespaces=C) for point in each.iter(f"{{{C['c']}}}pt")}


def rows_of(sheet: bytes) -> tuple[tuple[str | float, ...], ...]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sheet))
    (name,) = book.sheet_names
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return tuple(tuple(cell for cell in row if isinstance(cell, str | float)) for row in rows)
