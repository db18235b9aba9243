"""All sheets of one institution and semester, each under the name by which the file is known."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from measurements.answer.content import ConcernKey
from measurements.exchange.cases import Case
from measurements.exchange.grid_sheet import grid_paper
from measurements.exchange.list_sheet import answer_paper, list_paper
from measurements.exchange.opened_boxes import with_shut_boxes
from measurements.exchange.paper import Paper

FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31


@dataclass(frozen=True, slots=True)
class CaseSheets:
    """The sheets of one indicator: the answer first, then its lists."""

    case: Case
    answer: Paper
    lists: tuple[Paper, ...] = ()

    @property
    def papers(self) -> tuple[Paper, ...]:
        return (self.answer, *self.lists)


def sheets_of(case: Case, *, names: Iterable[str] = (), concerns: Iterable[ConcernKey] | None = None) -> CaseSheets:
    """Draw a case. A template that comes back says the names of its sheets and the warnings that it asked about."""
    asked = list(case.concerns if concerns is None else concerns)
    known = list(names) or names_for(case)
    if not case.revision.is_itemised:
        return CaseSheets(case, with_shut_boxes(case, grid_paper(case, known[0], asked)))
    lists = tuple(list_paper(case, spec, name) for spec, name in zip(case.specs, known[1:], strict=True))
    return CaseSheets(case, with_shut_boxes(case, answer_paper(case, known[0], known[1:], asked)), lists)


def names_for(case: Case) -> list[str]:
    """`PREV-2.2.1`, `PREV-2.2.1 list`, `PREV-2.2.1 list 2`: short, and without what a sheet's name may not hold."""
    code = FORBIDDEN.sub("-", case.code)
    word = _("list")
    lists = [f"{code} {word} {n}" if n > 1 else f"{code} {word}" for n in range(1, len(case.specs) + 1)]
    return [name[:LONGEST_NAME] for name in (code, *lists)]
