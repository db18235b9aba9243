"""The agenda of a review: every indicator with its figures, what is known beside them, and what was decided about it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.models import ReviewDecision, ReviewSession
from committee.review.deciding import reviewed
from committee.review.standing import whole_decisions
from committee.review.wording import decision_words, name_of
from indicators.models import Action
from reports.explaining.words import WARNINGS
from reports.figures import Figure, FigureWarning
from reports.figures.listing import Listed, listing
from revisions.beside import Beside, beside_of

State = ReviewDecision.State
KEYS = {None: "not_started", State.DRAFT: "draft", State.ADOPTED: "validated", State.DEFERRED: "closed"}
"""States of a decision as components/status.html knows them."""
FILTERS = {"sin-decision": None, "borrador": State.DRAFT, "adoptadas": State.ADOPTED, "postergadas": State.DEFERRED}
"""What the address asks for, and the state that it means."""


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator under review, or a new one proposed. `series` are its figures of the semester reviewed."""

    code: str
    name: str
    pillar: tuple[str, str]
    series: tuple[Listed, ...]
    notes: tuple[str, ...]
    beside: tuple[Beside, ...]
    decision: ReviewDecision | None

    @property
    def state(self) -> str | None:
        return self.decision.state if self.decision is not None else None

    @property
    def key(self) -> str:
        return KEYS[State(self.state) if self.state else None]

    @property
    def state_words(self) -> str:
        if self.decision is None:
            return pgettext("decision about an indicator", "Undecided")
        return str(self.decision.get_state_display())

    @property
    def decision_words(self) -> str:
        return decision_words(self.decision) if self.decision is not None else ""


@dataclass(frozen=True, slots=True)
class Agenda:
    """`rows` are all indicators reviewed, in the plan's order; `new` those that the session would add."""

    rows: tuple[Row, ...]
    new: tuple[Row, ...]

    @property
    def total(self) -> int:
        return len(self.rows)

    @property
    def decided(self) -> int:
        """Indicators with a decision, be it a draft."""
        return sum(row.decision is not None for row in self.rows)

    def count(self, state: str | None) -> int:
        return sum(row.state == state for row in (*self.rows, *self.new))

    def shown(self, only: str) -> list[tuple[str, str, list[Row]]]:
        """By pillar, its code and name: all, or those in one state of FILTERS."""
        kept = [row for row in self.rows if only not in FILTERS or row.state == FILTERS[only]]
        return [(*pillar, list(rows)) for pillar, rows in groupby(kept, lambda row: row.pillar)]

    def filters(self, chosen: str) -> list[dict[str, object]]:
        """What can be asked for, with how many there are of each."""
        labels = {
            "sin-decision": _("Without a decision"),
            "borrador": _("Drafted"),
            "adoptadas": _("Adopted"),
            "postergadas": _("Put off"),
        }
        every = [{"value": "", "label": _("All"), "count": self.total, "is_current": chosen not in FILTERS}]
        return every + [
            {"value": value, "label": labels[value], "count": self.count(state), "is_current": chosen == value}
            for value, state in FILTERS.items()
        ]


def agenda_of(session: ReviewSession, *, at: dt.datetime) -> Agenda:
    """In a fixed number of queries, however many indicators."""
    decisions = list(whole_decisions(session))
    by_indicator = {each.indicator_id: each for each in decisions if each.kind != ReviewDecision.Kind.NEW}
    figures, beside = _figures(session, at), beside_of(session)
    rows = []
    for revision in sorted(reviewed(session), key=lambda each: (each.indicator.pillar.order, each.indicator.order)):
        code, pillar = revision.indicator.code, revision.indicator.pillar
        series = tuple(figures[code])
        rows.append(
            Row(
                code=code,
                name=revision.name,
                pillar=(pillar.code, pillar.name),
                series=series,
                notes=tuple(notes_of(series)),
                beside=tuple(beside.get(code, ())),
                decision=by_indicator.get(revision.indicator_id),
            )
        )
    new = [each for each in decisions if each.kind == ReviewDecision.Kind.NEW]
    return Agenda(tuple(rows), tuple(_new_row(each) for each in new))


def notes_of(series: Sequence[Listed]) -> list[str]:
    """What a reader must know of the figures, each once."""
    return warnings_of(*(each.series.figure for each in series))


def warnings_of(*figures: Figure) -> list[str]:
    """In words, each once. That a definition is proposed is no fault of its figures: the review is where it is adopted."""
    codes = dict.fromkeys(code for figure in figures for code in figure.warnings)
    return [str(WARNINGS[code]) for code in codes if code != FigureWarning.PROPOSED]


def _figures(session: ReviewSession, at: dt.datetime) -> dict[str, list[Listed]]:
    periods = list(session.plan.periods.order_by("ordinal"))
    found: dict[str, list[Listed]] = defaultdict(list)
    for each in listing(session.plan, session.period, at, periods=periods):
        found[each.figures.indicator.code].append(each)
    return found


def _new_row(decision: ReviewDecision) -> Row:
    action = cast(Action, decision.new_action)  # a constraint of the table: a new indicator names its action
    pillar = action.objective.pillar
    return Row(decision.code, name_of(decision), (pillar.code, pillar.name), (), (), (), decision)
