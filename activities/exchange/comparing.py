"""What an uploaded template would do to a plan of the year, row by row: new, changed, equal, taken out, in conflict, in error."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _

from activities.content import ActivityContent, Difference, content_of, differences
from activities.exchange.codes import codes_of
from activities.exchange.columns import CODE, headings
from activities.exchange.filled import CellProblem, FilledRow, rows_in
from activities.exchange.stamp import Stamp, digest_of, require_of, stamp_in, tidy
from activities.models import Activity, YearPlan
from documents.sheets.reading import FilledBook


class Fate(StrEnum):
    """What becomes of a row, or of an activity that has none."""

    NEW = "new"
    CHANGED = "changed"
    EQUAL = "equal"
    KNOWN = "known"
    """It has no code and says what an activity of the plan says already: it is not added again."""
    GONE = "gone"
    """Its row is no longer in the file, or empty: taken out where the person ticks it."""
    CONFLICT = "conflict"
    """Changed in the file and on the web too: neither is thrown away."""
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Answer:
    """One row and what becomes of it. `differences` go from what is stored now to what the file says."""

    fate: Fate
    code: str
    title: str
    row: int | None = None
    activity: Activity | None = None
    content: ActivityContent | None = None
    differences: tuple[Difference, ...] = ()
    problems: tuple[CellProblem, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """`digest` changes with the file and with what is stored: what was shown is what is saved."""

    answers: tuple[Answer, ...]
    digest: str

    def of(self, *fates: Fate) -> list[Answer]:
        return [each for each in self.answers if each.fate in fates]

    @property
    def is_unchanged(self) -> bool:
        return all(each.fate in (Fate.EQUAL, Fate.KNOWN) for each in self.answers)


def compare(year_plan: YearPlan, book: FilledBook, sha256: str) -> Comparison:
    """Hold a file against what is stored, in a fixed number of queries. Raises `NotOurs`."""
    stamp = stamp_in(book)
    require_of(stamp, year_plan)
    stored = {each.code: each for each in year_plan.activities.whole().order_by("ordinal")}
    rows = rows_in(book, stamp, codes_of(year_plan.round.plan))
    answers = tuple(_Desk(stamp, stored, rows).answers())
    versions = ",".join(f"{each.pk}:{each.version}" for each in stored.values())
    digest = hashlib.sha256(f"{sha256}|{year_plan.status}|{year_plan.has_none}|{versions}".encode()).hexdigest()
    return Comparison(answers, digest)


class _Desk:
    """The file and the store side by side."""

    def __init__(self, stamp: Stamp, stored: Mapping[str, Activity], rows: Sequence[FilledRow]) -> None:
        self.stamp, self.stored, self.rows = stamp, stored, rows
        self.contents = {code: tidy(content_of(each)) for code, each in stored.items()}
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row.code:
                self.numbers[row.code].append(row.number)
        self.new: dict[ActivityContent, int] = {}

    def answers(self) -> Iterator[Answer]:
        for row in self.rows:
            if row.is_empty and len(self.numbers[row.code]) == 1:
                continue
            yield self._answer(row)
        here = {row.code for row in self.rows if not row.is_empty}
        for code, activity in self.stored.items():
            if code in self.stamp.said and code not in here:
                yield self._gone(code, activity)

    def _answer(self, row: FilledRow) -> Answer:
        if row.code and (len(self.numbers[row.code]) > 1 or row.code not in self.stamp.said):
            return self._wrong_code(row)
        if row.code and row.code not in self.stored:
            return self._told(Fate.CONFLICT, row, _("It was taken out on the web meanwhile: it is not brought back."))
        if row.content is None:
            return replace(self._told(Fate.PROBLEM, row), problems=row.problems)
        return self._known(row, row.content) if row.code else self._new(row, row.content)

    def _wrong_code(self, row: FilledRow) -> Answer:
        numbers = self.numbers[row.code]
        if len(numbers) > 1:
            rows = ", ".join(str(number) for number in numbers)
            text = _("Rows %(rows)s have the same code. Keep one of them; a new activity has no code.") % {"rows": rows}
        else:
            text = _("This code did not stand in your template. Leave the code empty: a new activity gets its own.")
        problem = CellProblem(headings(self.stamp.language)[CODE], "", text)
        return replace(self._told(Fate.PROBLEM, row), problems=(problem,))

    def _told(self, fate: Fate, row: FilledRow, note: str = "") -> Answer:
        activity = self.stored.get(row.code)
        title = row.title or (activity.title if activity else "")
        return Answer(fate, row.code, title, row.number, activity, row.content, note=note)

    def _new(self, row: FilledRow, content: ActivityContent) -> Answer:
        content = tidy(content)
        same = next(
            (code for code, said in self.contents.items() if replace(said, language=content.language) == content), ""
        )
        if same:
            text = _("It says the same as %(code)s: it is not added again.") % {"code": same}
            return self._told(Fate.KNOWN, row, text)
        if content in self.new:
            text = _("It says the same as row %(row)d: one of them is enough.") % {"row": self.new[content]}
            return replace(self._told(Fate.PROBLEM, row), problems=(CellProblem("", "", text),))
        self.new[content] = row.number
        return self._told(Fate.NEW, row)

    def _known(self, row: FilledRow, content: ActivityContent) -> Answer:
        """Changed in the file, on the web, in both, or in neither since the template went out."""
        stored = self.contents[row.code]
        content = tidy(replace(content, language=stored.language))
        went_out = self.stamp.said[row.code]
        told = replace(self._told(Fate.EQUAL, row), content=content, differences=differences(stored, content))
        if content == stored:
            return told
        if digest_of(content) == went_out:
            text = _("It was changed on the web meanwhile, and not in the file: it stays as it is on the web.")
            return replace(told, note=text, differences=())
        if digest_of(stored) != went_out:
            text = _("It was changed in the file and on the web. Nothing of it is saved: change it on its page.")
            return replace(told, fate=Fate.CONFLICT, note=text)
        return replace(told, fate=Fate.CHANGED)

    def _gone(self, code: str, activity: Activity) -> Answer:
        gone = Answer(Fate.GONE, code, activity.title, activity=activity)
        if digest_of(self.contents[code]) == self.stamp.said[code]:
            return gone
        text = _("Its row is empty in the file, and it was changed on the web meanwhile: it stays.")
        return replace(gone, fate=Fate.CONFLICT, note=text)
