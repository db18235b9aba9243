"""What the page of one answer shows the Committee: what was sent, what changed since it was observed, and what can be done."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from institutions import permissions
from institutions.models import User
from measurements.answer.reading import last_sending
from measurements.background.history import about_of, last_decision, path_of
from measurements.background.resent import resent
from measurements.checks.attached import documents_as_sent
from measurements.conflicts.meanwhile import Conflict
from measurements.deadlines.answer_days import usual_day
from measurements.deadlines.deadlines import Deadline, deadline_for
from measurements.forms.decision import DecisionForm, ObservationForm
from measurements.forms.parts import Group, part_groups
from measurements.joining.duplicate_words import cards_of
from measurements.joining.duplicates import of_answer
from measurements.models import Measurement, Status
from measurements.review import filters as review_filters
from measurements.review import queue
from measurements.review.reviewing import Case, case_of, who_decides
from measurements.views.duplicates import with_forms
from measurements.workflow.observing import untouched_observation
from measurements.workflow.opened import opening_beyond
from measurements.workflow.pointing import UNNAMED, Documents


@dataclass
class ReviewPage:
    """One answer as this person of the Committee sees it, reached through these filters."""

    measurement: Measurement
    user: User
    at: dt.datetime
    filters: review_filters.Filters

    @cached_property
    def deadline(self) -> Deadline:
        return deadline_for(self.measurement.period, self.measurement.institution, self.measurement.indicator)

    @property
    def can_return(self) -> bool:
        """Only while the institution could still correct it."""
        return self.deadline.is_open(self.at)

    @cached_property
    def is_reviewer(self) -> bool:
        return permissions.reviewing_post(self.user, self.measurement.institution) is not None

    @property
    def initial(self) -> dict[str, Any]:
        """A form that nobody filled yet: about this version, to be answered in the usual time."""
        return {"version": self.measurement.version, "answer_by": usual_day(self.deadline, at=self.at)}

    @cached_property
    def case(self) -> Case:
        return case_of(self.measurement, at=self.at)

    @property
    def address(self) -> str:
        answer = self.measurement
        return reverse("review", args=[answer.period.code, answer.institution.code, answer.indicator.code])

    def parts(self, form: ObservationForm) -> list[Group]:
        """What can be marked in what was sent."""
        sending = last_sending(self.measurement)
        documents = Documents.of(sending) if sending else UNNAMED
        ticked = form["parts"].value() or ()
        opened = opening_beyond(self.measurement, at=self.at, known=self.deadline)
        return part_groups(self.case.said, documents, flagged=self.case.flagged, ticked=ticked, opened=opened)

    @property
    def can_take_back(self) -> bool:
        """Whether the person could still take the observation back: nobody has worked on it."""
        is_observed = self.measurement.status == Status.RETURNED and self.is_reviewer
        return is_observed and untouched_observation(self.measurement) is not None

    def context(self, form: DecisionForm, conflict: Conflict | None = None) -> dict[str, Any]:
        measurement, reason = self.measurement, who_decides(self.user, self.measurement)
        waiting = [each.pk for each in queue.to_decide(self.user, self.filters, at=self.at)]
        decision = last_decision(measurement)
        can_decide = not reason and measurement.status == Status.SUBMITTED
        return {
            "measurement": measurement,
            "case": self.case,
            "resent": resent(measurement),
            "duplicates": with_forms(cards_of(of_answer(self.user, measurement)), self.address + "#duplicates"),
            "documents": documents_as_sent(measurement, self.user),
            "path": path_of(measurement),
            "decision": decision,
            "about": about_of(decision, measurement.revision) if decision else "",
            "form": form,
            "parts": self.parts(form) if can_decide else [],
            "conflict": conflict,
            "who_decides": reason,
            "can_decide": can_decide,
            "can_reopen": self.is_reviewer and measurement.status == Status.VALIDATED and self.can_return,
            "may_not_reopen": self.is_reviewer and measurement.status == Status.VALIDATED and not self.can_return,
            "can_take_back": self.can_take_back,
            "may_require": self.is_reviewer,
            "is_closed": not self.can_return,
            "place": waiting.index(measurement.pk) + 1 if measurement.pk in waiting else None,
            "places": len(waiting),
            "tail": self.filters.tail,
        }
