"""What a report says in a section: its generated text in a language, its blocks, its tables as rows of words."""

from __future__ import annotations

import datetime as dt
from typing import Any

from indicators.models import ActionPlan, ReportingPeriod
from reports import snapshot
from reports.edition.blocks import Block, Table
from reports.edition.composing import compose
from reports.report_kinds.scope import of_semester
from reports.snapshot import freeze

Content = dict[str, Any]


def content_of(plan: ActionPlan, period: ReportingPeriod, at: dt.datetime) -> Content:
    return freeze(snapshot.build(of_semester(plan, period), at=at)).content


def text_in(content: Content, key: str, language: str = "es") -> str:
    """The generated text of a section, with plain spaces."""
    layout = next(row for row in content["layout"] if row["key"] == key)
    return str(layout["generated"][language]).replace("\u00a0", " ")


def blocks_in(content: Content, key: str, language: str = "es") -> list[Block]:
    sections = compose(content, language).sections
    return [block for section in sections if section.anchor == key for block in section.blocks]


def tables_in(content: Content, key: str, language: str = "es") -> list[list[list[str]]]:
    """Each table of a section as rows of words."""
    tables = [block for block in blocks_in(content, key, language) if isinstance(block, Table)]
    return [[[cell.text for cell in row] for row in table.rows] for table in tables]


def check_in(content: Content, kind: str) -> Content | None:
    return next((each for each in content["checks"] if each["kind"] == kind), None)
