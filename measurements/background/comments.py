"""What the institution must know of an answer that came back: the latest comment, who wrote it and from which desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from documents.formatting import plain_date
from documents.speaking import language
from indicators.models import IndicatorRevision
from institutions.models import COMMITTEE_ROLES
from measurements.anchors import Anchor, Part, read
from measurements.answer.content import CellKey
from measurements.deadlines.answer_days import has_passed
from measurements.models import Measurement, MeasurementEvent, Status
from measurements.workflow.pointing import UNNAMED, Documents, Pointed, in_words, pointed, whole_words


@dataclass(frozen=True, slots=True)
class Comment:
    """`is_observation`: the Committee returned it; otherwise the institution's own approver handed it back.

    `has_observation`: one of the Committee stands, this one or the one that was being corrected when it was handed back. It
    may point at parts of the answer (`anchors`; none is the answer as a whole) and ask for an answer by a day.
    `is_of_definition`: nobody judged it, the definition changed under it.
    """

    text: str
    author: str
    at: dt.datetime
    is_observation: bool
    is_reopening: bool = False
    is_of_definition: bool = False
    has_observation: bool = False
    anchors: tuple[Anchor, ...] = ()
    answer_by: dt.date | None = None
    documents: Documents = UNNAMED

    def parts(self, revision: IndicatorRevision) -> tuple[Pointed, ...]:
        return pointed(self.anchors, revision, self.documents)

    def is_overdue(self, *, at: dt.datetime) -> bool:
        return has_passed(self.answer_by, at=at)

    @property
    def cells(self) -> frozenset[CellKey]:
        return frozenset((a.component, a.cell) for a in self.anchors if a.part is Part.CELL)

    @property
    def is_about_items(self) -> bool:
        return any(anchor.part is Part.ITEMS for anchor in self.anchors)

    @property
    def is_about_evidence(self) -> bool:
        return any(anchor.part is Part.EVIDENCE for anchor in self.anchors)

    @property
    def is_about_narrative(self) -> bool:
        return any(anchor.part is Part.NARRATIVE for anchor in self.anchors)


def latest_comments(measurements: Iterable[Measurement]) -> dict[int, Comment]:
    """The comment that each editable measurement waits with, by its id, in one query. Answered ones have none."""
    waiting = [m.pk for m in measurements if m.pk and m.is_editable]
    events = (
        MeasurementEvent.objects.filter(measurement__in=waiting)
        .exclude(comment="")
        .select_related("appointment__institution", "actor")
        .order_by("sequence")
    )
    found: dict[int, Comment] = {}
    for event in events:
        found[event.measurement_id] = _after(found.get(event.measurement_id), comment_in(event))
    return found


def _after(before: Comment | None, latest: Comment) -> Comment:
    """What the approver hands back keeps what the Committee still waits for."""
    if latest.is_observation or before is None or not before.has_observation:
        return latest
    return replace(
        latest,
        has_observation=True,
        anchors=before.anchors,
        answer_by=before.answer_by,
        documents=before.documents,
    )


def about_words(comment: Comment, revision: IndicatorRevision) -> str:
    """Which parts the Committee's observation is about and until when; empty where it said neither."""
    if not (comment.anchors or comment.answer_by):
        return ""
    parts = in_words(comment.parts(revision)) or whole_words()
    if comment.answer_by is None:
        return _("About %(parts)s.") % {"parts": parts}
    words = {"parts": parts, "day": plain_date(comment.answer_by, language())}
    return _("About %(parts)s. To be answered by %(day)s.") % words


def comment_in(event: MeasurementEvent) -> Comment:
    anchors = read(event.anchors)
    return Comment(
        text=event.comment,
        author=f"{event.actor.name}, {event.appointment.title}",
        at=event.at,
        is_observation=event.to_status == Status.RETURNED and event.from_status != Status.PREPARED,
        is_reopening=event.is_observation and event.is_reopening,
        is_of_definition=event.to_status == Status.DRAFT and event.appointment.role in COMMITTEE_ROLES,
        has_observation=event.to_status == Status.RETURNED and event.from_status != Status.PREPARED,
        anchors=anchors,
        answer_by=event.answer_by,
        documents=Documents.of(event) if any(anchor.document for anchor in anchors) else UNNAMED,
    )
