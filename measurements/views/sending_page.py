"""What the page before sending shows: the answers as they would leave, where each can be changed, and what stays behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from indicators.models import ReportingPeriod
from institutions.models import Appointment, Institution, User
from measurements import permissions
from measurements.forms.decision import CommentForm
from measurements.forms.grid import field_name
from measurements.grid import grid_of
from measurements.handover import handover_of
from measurements.models import Answer, Measurement
from measurements.summary import Summary
from measurements.window import window_of


@dataclass(frozen=True, slots=True)
class Card:
    """One answer of the page: what it says, whether it is ticked, where it is changed, and the form that hands it back.

    `links` lead to the place of each part on the page where it is written; they are empty where it can only be read.
    """

    summary: Summary
    is_ticked: bool
    url: str
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
        is_open = self.period.is_open(self.at)
        sends, hands_over = is_open and self.approving is not None, is_open and self.is_reporter
        cards = {"ready": self._cards(handover.ready), "prepared": self._cards(handover.prepared)}
        if sends and hands_over:  # one person in both posts: one list, one button
            cards = {"ready": [], "prepared": self._in_order([*cards["ready"], *cards["prepared"]])}
        return {
            "institution": self.institution,
            "period": self.period,
            "window": window_of(self.period, at=self.at),
            "is_open": is_open,
            "is_late": is_open and self.period.is_overdue(self.at),
            "is_reporter": self.is_reporter,
            "can_hand_over": hands_over,
            "can_send": sends,
            "post": self.approving,
            "person": self.user.name,
            "left": handover.left,
            "sent": handover.sent,
            "waiting": len(handover.ready) if sends and not hands_over else 0,
            "comment_form": self.comment_form,
            "errors": self.errors,
            **cards,
        }

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
        can_change = measurement.is_editable and self.is_reporter and self.period.is_open(self.at)
        return Card(
            summary=summary,
            is_ticked=self.chosen is None or code in self.chosen,
            url=url,
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
    cells = grid_of(measurement.revision).cells
    return "#id_" + field_name(cells[0].key) if cells else ""
