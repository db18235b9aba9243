"""What the page before sending shows: the answers as they would leave, where each can be changed, and what stays behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from indicators.models import ReportingPeriod
from institutions import permissions
from institutions.models import Appointment, Institution, User
from measurements.answer.grid import grid_of
from measurements.answer.kinds import is_in_words, is_placed
from measurements.deadlines.deadlines import Deadline, Deadlines
from measurements.deadlines.window import refusal_of, window_of
from measurements.forms.decision import CommentForm
from measurements.forms.grid import field_name
from measurements.models import Answer, Measurement
from measurements.receipts.declaring import declaration_of
from measurements.tasks.handover import handover_of
from measurements.tasks.summary import Summary


@dataclass(frozen=True, slots=True)
class Card:
    """One answer of the page: what it says, whether it is ticked, where it is changed, and the form that hands it back.

    `links` lead to the place of each part on the page where it is written; they are empty where it can only be read. `is_open`:
    it may leave now.
    """

    summary: Summary
    is_ticked: bool
    url: str
    is_open: bool
    can_change: bool
    links: dict[str, str]
    form: CommentForm | None


@dataclass
class SendingPage:
    """The page of one person. `chosen` are the ticked codes when something was posted; before that everything is ticked."""

    institution: Institution
    period: ReportingPeriod
    user: User
    at: dt.datetime
    chosen: Sequence[str] | None = None
    errors: Sequence[dict[str, str]] = ()
    comment_form: CommentForm | None = None

    def context(self) -> dict[str, Any]:
        handover = handover_of(self.institution, self.period)
        is_open = self._widest.is_open(self.at)
        sends, hands_over = is_open and self.approving is not None, is_open and self.is_reporter
        ready, prepared = self._cards(handover.ready), self._cards(handover.prepared)
        waiting = sum(card.is_open for card in ready) if sends and not hands_over else 0
        if sends and hands_over:  # one person in both posts: one list, one button
            ready, prepared = [], self._in_order([*ready, *prepared])
        return {
            "institution": self.institution,
            "period": self.period,
            "is_open": is_open,
            **self._said_of_the_deadline(),
            "is_reporter": self.is_reporter,
            "can_hand_over": hands_over,
            "can_send": sends,
            "post": self.approving,
            "declaration": declaration_of(self.approving) if self.approving else "",
            "left": handover.left,
            "sent": handover.sent,
            "waiting": waiting,
            "ready": ready,
            "open_ready": sum(card.is_open for card in ready),
            "prepared": prepared,
            "open_prepared": sum(card.is_open for card in prepared),
            "comment_form": self.comment_form,
            "errors": self.errors,
        }

    def _said_of_the_deadline(self) -> dict[str, object]:
        """The institution's deadline as a rule; one indicator may have a later one."""
        deadline = self._deadlines.of(self.period, self.institution.pk)
        return {
            "window": window_of(self.period, at=self.at, deadline=deadline, widest=self._widest),
            "is_late": deadline.is_open(self.at) and deadline.is_overdue(self.at),
            "refusal": refusal_of(self.period, deadline, self.institution, at=self.at),
            "may_ask": self.at >= deadline.opens_at,
        }

    @cached_property
    def _deadlines(self) -> Deadlines:
        return Deadlines.read([self.period], [self.institution.pk])

    @property
    def _widest(self) -> Deadline:
        return self._deadlines.widest(self.period, self.institution.pk)

    @property
    def approving(self) -> Appointment | None:
        return permissions.approving_post(self.user, self.institution)

    @property
    def is_reporter(self) -> bool:
        return permissions.reporting_post(self.user, self.institution) is not None

    def _cards(self, summaries: Sequence[Summary]) -> list[Card]:
        return [self._card(summary) for summary in summaries]

    def _card(self, summary: Summary) -> Card:
        measurement = summary.measurement
        code = measurement.indicator.code
        url = reverse("entry", args=[self.period.code, self.institution.code, code])
        is_open = self._deadlines.of(self.period, self.institution.pk, measurement.indicator_id).is_open(self.at)
        can_change = measurement.is_editable and self.is_reporter and is_open
        return Card(
            summary=summary,
            is_ticked=self.chosen is None or code in self.chosen,
            url=url,
            is_open=is_open,
            can_change=can_change,
            links={name: url + place if can_change else "" for name, place in places_of(measurement).items()},
            form=None if measurement.is_editable else self._comment_form(measurement),
        )

    def _comment_form(self, measurement: Measurement) -> CommentForm:
        """What was typed comes back; else an empty form."""
        code, kept = measurement.indicator.code, self.comment_form
        if kept is not None and kept.prefix == code:
            return kept
        return CommentForm(prefix=code, initial={"version": measurement.version})

    @staticmethod
    def _in_order(cards: list[Card]) -> list[Card]:
        return sorted(cards, key=lambda card: card.summary.measurement.indicator.order)


def places_of(measurement: Measurement) -> dict[str, str]:
    """Where each part of an answer is written on its page."""
    return {
        "figure": place_of_figure(measurement),
        "evidence": "#evidence",
        "narrative": "#id_narrative",
        "origin": "#origin",
    }


def place_of_figure(measurement: Measurement) -> str:
    """The first box, the list, or the answer that there is no figure."""
    if measurement.answer != Answer.REPORTED:
        return "#id_answer"
    if measurement.revision.is_itemised:
        return "#lists"
    if is_in_words(measurement.revision):
        return "#place" if is_placed(measurement.revision) else "#id_narrative"
    cells = grid_of(measurement.revision).cells
    return "#id_" + field_name(cells[0].key) if cells else ""
