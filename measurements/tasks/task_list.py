"""What an institution owes for a semester and where each answer stands, by pillar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.charts import Look, Tone
from documents.charts.stacked import Count, StackedBar, draw
from documents.formatting import in_lima as day_in_lima
from documents.formatting import joined, plain_date, quoted
from documents.speaking import language, written
from indicators.models import Commitment, Indicator, IndicatorRevision, Pillar, ReportingPeriod
from institutions.models import Institution
from measurements.answer.presentation import figure_text
from measurements.answer.reading import said, whole
from measurements.answer.reasons import told_reason
from measurements.background.comments import Comment, about_words, latest_comments
from measurements.checks.checks import Finding, problems_of
from measurements.checks.explaining import lacking_note, warnings_among
from measurements.deadlines.extension_notes import notes_of
from measurements.models import Answer, Measurement, Status
from measurements.tasks.unsaved import indicators_with_text
from measurements.workflow.opened import opening_notes

NOT_STARTED, READY = "not_started", "ready"
COMPLETE = (READY, Status.PREPARED, Status.SUBMITTED, Status.VALIDATED)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator (by its id): `key` is its state as components/status.html knows it, `note` what is missing or its figure.

    `extension` says what became of the latest request for more time for it.
    `observed` says which parts an observation is about and until when it should be answered.
    `has_unsaved`: somebody of the institution typed something there and has not saved it.
    """

    indicator: int
    code: str
    name: str
    url: str
    key: str
    label: str
    note: str
    pillar: Pillar
    comment: Comment | None = None
    observed: str = ""
    extension: str = ""
    has_unsaved: bool = False

    @property
    def is_complete(self) -> bool:
        return self.key in COMPLETE


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    code: str
    rows: tuple[Row, ...]

    @property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)

    @property
    def total(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class TaskList:
    """`extension` says what became of the latest request for more time for all of it."""

    rows: tuple[Row, ...]
    extension: str = ""

    @property
    def groups(self) -> list[Group]:
        found = groupby(self.rows, key=lambda row: row.pillar)
        return [Group(pillar.name, pillar.code, tuple(rows)) for pillar, rows in found]

    def among(self, only: set[int] | None) -> TaskList:
        """The list of these indicators alone, by their ids; the whole of it for None."""
        return self if only is None else replace(self, rows=tuple(row for row in self.rows if row.indicator in only))

    @property
    def observed(self) -> list[Row]:
        return [row for row in self.rows if row.key == Status.RETURNED]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)

    def overdue_observations(self, *, at: dt.datetime) -> int:
        """How many should have been answered by a day that has passed."""
        return sum(row.comment is not None and row.comment.is_overdue(at=at) for row in self.observed)

    def count(self, *keys: str) -> int:
        return sum(row.key in keys for row in self.rows)

    @property
    def awaiting(self) -> int:
        return self.count(Status.PREPARED)

    @property
    def ready(self) -> int:
        return self.count(READY)

    @property
    def is_all_validated(self) -> bool:
        return bool(self.rows) and self.count(Status.VALIDATED) == self.total

    @property
    def is_all_sent(self) -> bool:
        """Nothing is left in the institution's hands."""
        return bool(self.rows) and self.count(Status.SUBMITTED, Status.VALIDATED) == self.total

    @property
    def legend(self) -> list[dict[str, object]]:
        """How many in each state, in the order of the bar; states that nothing is in are left out."""
        complete = _("%(count)d complete") % {"count": self.complete}
        entries = [
            (Status.VALIDATED, complete, self.complete),
            (Status.DRAFT, _("%(count)d in progress") % {"count": self.count(Status.DRAFT)}, self.count(Status.DRAFT)),
            (Status.RETURNED, _("%(count)d returned") % {"count": len(self.observed)}, len(self.observed)),
            (NOT_STARTED, _("%(count)d not started") % {"count": self.count(NOT_STARTED)}, self.count(NOT_STARTED)),
        ]
        return [{"key": key, "label": label} for key, label, number in entries if number]

    @property
    def chart(self) -> str:
        tones = [
            (self.complete, Tone.GOOD),
            (self.count(Status.DRAFT), Tone.BLUE),
            (len(self.observed), Tone.OFF),
            (self.count(NOT_STARTED), Tone.NEUTRAL),
        ]
        title = joined([str(entry["label"]) for entry in self.legend], language())
        return draw(StackedBar(title, [Count(number, tone) for number, tone in tones]), Look.PAGE, "progress")


def owed_by(institution: Institution, period: ReportingPeriod) -> list[Indicator]:
    """The indicators that the institution must report for that semester, in the plan's order."""
    committed = Commitment.objects.in_force(period).filter(institution=institution).values("indicator")
    return list(Indicator.objects.filter(pk__in=committed).select_related("pillar").order_by("order"))


def task_list_of(institution: Institution, period: ReportingPeriod) -> TaskList:
    """Every answer of the institution for the semester, in a number of queries that does not grow with them."""
    answers = whole(Measurement.objects.for_period(period)).filter(institution=institution)
    found, extensions = list(answers), notes_of(institution, period)
    opened = opening_notes(found)
    notes = extensions | {i: " ".join(filter(None, (extensions.get(i, ""), note))) for i, note in opened.items()}
    return TaskList(rows_of(institution, period, found, notes), extensions.get(None, ""))


def rows_of(
    institution: Institution,
    period: ReportingPeriod,
    found: Sequence[Measurement],
    extensions: Mapping[int | None, str],
) -> tuple[Row, ...]:
    """A row for everything that is owed or answered. `found` are all answers of the institution for the semester, whole.

    `extensions` are the notes of measurements/deadlines/extension_notes.py.
    """
    answers = {answer.indicator_id: answer for answer in found}
    names = {r.indicator_id: r.name for r in IndicatorRevision.objects.in_force(period)}
    comments = latest_comments(found)
    warnings = warnings_among([answer for answer in found if answer.is_editable])
    lacking = {pk: lacking_note(raised) for pk, raised in warnings.items()}
    rows = (
        _row(i, names.get(i.pk, i.code), institution, period, answers.get(i.pk), comments, lacking)
        for i in _with_answers(owed_by(institution, period), found)
    )
    unsaved = indicators_with_text(institution, period)
    return tuple(
        replace(row, extension=extensions.get(row.indicator, ""), has_unsaved=row.indicator in unsaved) for row in rows
    )


def _with_answers(owed: Sequence[Indicator], answers: Iterable[Measurement]) -> list[Indicator]:
    """What is owed, and what was answered although the commitment ended since."""
    known = {indicator.pk for indicator in owed}
    more = [m.indicator for m in answers if m.indicator_id not in known]
    return sorted([*owed, *more], key=lambda indicator: indicator.order)


def _row(
    indicator: Indicator,
    name: str,
    institution: Institution,
    period: ReportingPeriod,
    answer: Measurement | None,
    comments: dict[int, Comment],
    lacking: dict[int, str],
) -> Row:
    url = reverse("entry", args=[period.code, institution.code, indicator.code])
    if answer is None:
        return Row(indicator.pk, indicator.code, name, url, NOT_STARTED, _("Not started"), "", indicator.pillar)
    comment = comments.get(answer.pk)
    is_answered = comment is None or answer.updated_at > comment.at
    problems = [missing_note(problem) for problem in problems_of(answer)] if answer.is_editable else []
    missing = [text for text in (*problems, lacking.get(answer.pk, "")) if text]
    is_ready = answer.is_editable and is_answered and not missing
    return Row(
        indicator=indicator.pk,
        code=indicator.code,
        name=name,
        url=url,
        key=READY if is_ready else answer.status,
        label=_("Ready") if is_ready else answer.get_status_display(),
        note=_comment_note(comment) if comment and not is_answered else " ".join(missing) or answer_note(answer),
        pillar=indicator.pillar,
        comment=comment,
        observed=about_words(comment, answer.revision) if comment else "",
    )


def missing_note(problem: Finding) -> str:
    """What is missing, as the list says it."""
    return _("The evidence is missing.") if problem.rule == "evidence" else problem.text


def answer_note(answer: Measurement) -> str:
    """The figure, or that there is none and why."""
    text = figure_text(said(answer))
    return text if answer.answer == Answer.REPORTED else f"{text}: {told_reason(answer.reason)}"


def _comment_note(comment: Comment) -> str:
    day = plain_date(day_in_lima(comment.at), language())
    return f"{quoted(written(comment.text), language())} — {comment.author}, {day}"
