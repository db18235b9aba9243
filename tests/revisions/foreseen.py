"""A small world whose past is known by hand: one indicator of two parts, three semesters reported, a review that is open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review.deciding import Choice, decide
from committee.review.opening import open_review
from indicators.adopting import Adoption, adopt
from indicators.defining.document import DefinitionDocument, TargetPoint, Words
from indicators.defining.reading import document_of
from indicators.models import ActionPlan, IndicatorRevision, ReportingPeriod
from tests import factories as make
from tests.cast import Cast
from tests.committee.meetings.met import Meetings

SEMESTERS = ("2025-I", "2025-II", "2026-I", "2026-II", "2027-I", "2027-II")
ACT = "Acta S-2026-01"
WHY = Words("Se discutió en la sesión.", "It was discussed in the session.")


@dataclass(frozen=True, slots=True)
class World:
    """Articles and events of the Army and the Navy; the review of 2026-I, whose changes take effect in 2026-II.

    |         | Army, articles | events | Navy, articles | events | all |
    | 2025-I  | 4              | 6      | 10             | 0      | 20  |
    | 2025-II | 5              | 7      | not reported   |        | 12  |
    | 2026-I  | 8              | 8      | 4              | 4      | 24  |
    """

    cast: Cast
    plan: ActionPlan
    periods: Mapping[str, ReportingPeriod]
    revision: IndicatorRevision
    session: ReviewSession
    at: dt.datetime

    @property
    def document(self) -> DefinitionDocument:
        return document_of(self.revision)

    def decided(self, kind: str, draft: DefinitionDocument | None = None, **fields: Any) -> ReviewDecision:
        """A draft about the indicator; drafted anew when there is one already."""
        indicator = None if kind == ReviewDecision.Kind.NEW else self.revision.indicator
        choice = Choice(kind, indicator, rationale=WHY, draft=draft, **fields)
        known = self.session.decisions.filter(indicator=indicator).first() if indicator else None
        made = decide(self.session, choice, version=known.version if known else 0, by=self.cast.secretary, at=self.at)
        return ReviewDecision.objects.get(pk=made.pk)

    def adopted(self, decision: ReviewDecision) -> IndicatorRevision:
        """Through the one door, as the session adopts it."""
        assert decision.draft is not None
        adoption = Adoption(
            effective_from=self.session.effective_from,
            adopted_on=self.session.meeting.starts_at.date(),
            act_reference=ACT,
            change_class=decision.change_class,
            comparability=decision.comparability,
            rebase_factor=decision.rebase_factor,
            rationale=WHY,
        )
        return adopt(
            self.revision.indicator,
            DefinitionDocument.from_json(decision.draft),
            adoption,
            read=self.revision,
            at=self.at,
            sent=lambda: False,
        )


def make_world(cast: Cast) -> World:
    plan = make.make_plan()
    periods = {code: make.make_period(plan, code) for code in SEMESTERS}
    revision = make.make_revision(make.make_indicator(plan, "PREV-2.2.1"), unit="piezas")
    for code, label in (("articles", "artículos"), ("events", "eventos")):
        make.make_component(revision, code, label_es=label, label_en=code, is_disaggregated=False)
    make.make_series(revision)
    for institution in (cast.army, cast.navy):
        make.make_commitment(revision, institution, periods["2025-I"])
    reported = {
        ("2025-I", cast.army): (4, 6),
        ("2025-I", cast.navy): (10, 0),
        ("2025-II", cast.army): (5, 7),
        ("2026-I", cast.army): (8, 8),
        ("2026-I", cast.navy): (4, 4),
    }
    for (code, institution), (articles, events) in reported.items():
        make.make_measurement(revision, institution, periods[code], values={"articles": articles, "events": events})
    meeting = held(cast, plan, periods["2026-I"])
    at = meeting.starts_at + dt.timedelta(hours=3)
    session = open_review(meeting, period=periods["2026-I"], is_constitutive=False, by=cast.secretary, at=at)
    return World(cast, plan, periods, revision, session, at)


def held(cast: Cast, plan: ActionPlan, period: ReportingPeriod, hours: int = 0) -> Meeting:
    """`hours` after the usual one."""
    return Meetings(cast, plan, period).held(hours)


def with_target(document: DefinitionDocument, period: str, value: int, **fields: Any) -> DefinitionDocument:
    """The one series with one target more, approved by the act that adopts it."""
    (track,) = document.series
    point = TargetPoint(period, Decimal(value), act_reference=ACT, approved_on=dt.date(2026, 8, 12), **fields)
    return replace(document, series=(replace(track, targets=(*track.targets, point)),))


def without_part(document: DefinitionDocument, code: str) -> DefinitionDocument:
    return replace(document, components=tuple(part for part in document.components if part.code != code))
