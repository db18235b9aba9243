"""What a report states of a year: how its activities stood, and what institutions stated of their budgets."""

from __future__ import annotations

from collections.abc import Iterator

from reports.aftermath.places import Fact, Place, Row, What, count

STANDINGS = ("planned", "running", "done", "delayed", "unreported", "cancelled")
AMOUNTS = ("initial", "modified", "committed", "executed")


def activities_facts(activities: Row, over: str = "") -> Iterator[tuple[Place, Fact]]:
    """Of all, of each institution and of each area, whose code stands where an indicator's does."""
    yield from _tally(activities.get("tally", {}), Place(What.ACTIVITIES, over=over))
    for row in activities.get("institutions", ()):
        yield from _tally(row["tally"], Place(What.ACTIVITIES, institution=row["institution"], over=over))
    for code, tally in activities.get("pillars", {}).items():
        yield from _tally(tally, Place(What.ACTIVITIES, code, over=over))


def _tally(tally: Row, place: Place) -> Iterator[tuple[Place, Fact]]:
    for name in STANDINGS:
        if name in tally:
            yield place._replace(name=name), count(tally[name])


def budget_facts(budget: Row, over: str = "") -> Iterator[tuple[Place, Fact]]:
    """How many stated an item; of each institution what it stated; the amounts of each, and of each area."""
    for name, found in budget.get("counts", {}).items():
        yield Place(What.BUDGET, name=name, over=over), count(found)
    for row in budget.get("lines", ()):
        place = Place(What.BUDGET, institution=row["institution"], over=over)
        yield place._replace(name="answer"), Fact(row["answer"])
        yield from _amounts(row.get("amounts"), place)
    for row in budget.get("pillars", ()):
        if row["pillar"]:
            yield from _amounts(row["amounts"], Place(What.BUDGET, row["pillar"], over=over))


def _amounts(amounts: Row | None, place: Place) -> Iterator[tuple[Place, Fact]]:
    """A sum that nobody reported is not zero; without a budget item there are no amounts."""
    for name, found in (amounts or {}).items():
        if name in AMOUNTS:
            yield place._replace(name=name), Fact(found["sum"])
