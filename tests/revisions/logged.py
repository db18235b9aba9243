"""A review that decides about five indicators, through the verbs themselves: drafted, adopted, closed with its minutes."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from committee.minutes.closing import close_minutes
from committee.review.adopting import adopt_all
from committee.review.deciding import Choice, decide, keep_the_rest
from committee.review.opening import open_review
from indicators.defining.document import Words
from indicators.defining.reading import document_of
from indicators.models import IndicatorRevision
from tests import factories as make
from tests.cast import make_cast
from tests.revisions.foreseen import WHY, World, held, make_world, with_target


def make_whole() -> World:
    """One indicator will be adjusted, one gets a target, one is retired, one is added and one is kept."""
    made = make_world(make_cast())
    for code in ("PART-1.1.1", "PART-1.1.2", "PROT-1.1.1"):
        make.make_count(made.plan, code)
    return made


def of(world: World, code: str) -> IndicatorRevision:
    return IndicatorRevision.objects.select_related("indicator").get(indicator__code=code, number=1)


def draft_all(world: World) -> None:
    session, by, at = world.session, world.cast.secretary, world.at
    world.decided(
        "adjust",
        replace(world.document, unit=Words("páginas", "pages")),
        change_class="methodological",
        comparability="rebased",
        rebase_factor=Decimal("2.5"),
    )
    target, retired = of(world, "PART-1.1.1"), of(world, "PART-1.1.2")
    aimed = with_target(document_of(target), "2027-II", 40)
    for choice in (
        Choice("target", target.indicator, rationale=WHY, draft=aimed, comparability="continuous"),
        Choice("retire", retired.indicator, rationale=WHY, comparability="continuous"),
        Choice(
            "new",
            new_code="PREV-2.2.9",
            new_action=world.revision.indicator.action,
            rationale=WHY,
            draft=document_of(target),
            comparability="continuous",
        ),
    ):
        decide(session, choice, version=0, by=by, at=at)
    session.refresh_from_db()
    keep_the_rest(session, WHY, version=session.version, by=by, at=at)


def adopt(world: World) -> None:
    draft_all(world)
    world.session.refresh_from_db()
    adopt_all(world.session, version=world.session.version, by=world.cast.secretary, at=world.at)


def close(world: World) -> None:
    meeting = world.session.meeting
    meeting.refresh_from_db()
    close_minutes(meeting, version=meeting.version, by=world.cast.secretary, at=world.at + dt.timedelta(days=2))


def hold_another(world: World) -> None:
    """A later review that keeps everything."""
    later, by = held(world.cast, world.plan, world.periods["2026-I"], hours=1), world.cast.secretary
    at = world.at + dt.timedelta(days=4)
    session = open_review(later, period=world.periods["2026-I"], is_constitutive=False, by=by, at=at)
    keep_the_rest(session, WHY, version=session.version, by=by, at=at)
    session.refresh_from_db()
    adopt_all(session, version=session.version, by=by, at=at)
    later.refresh_from_db()
    close_minutes(later, version=later.version, by=by, at=at)
