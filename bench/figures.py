"""B1 and B2: how many queries the dashboard's page takes, and how its figures compare with SQL written by hand."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from bench.hand_written import Amounts, ByHand, figures_by_hand
from bench.world import Size, World, made
from indicators.models import ActionPlan, Series
from reports import figures
from reports.figures import Comparison, Dashboard, Figure, plan_periods

OF_THE_PERSON = ("django_session", "institutions_user", "institutions_appointment", "notifications_notification")
ROUNDS, TIMES = {"nap": 8, "s": 3, "m": 3}, 4
NOTHING: Amounts = None, None, 0
CLOSE = Decimal("0.000001")


def table(size: Size) -> Iterator[str]:
    """Both benchmarks in a world of this size; stops where the two do not say the same."""
    call_command("migrate", verbosity=0)
    with translation.override("es"):
        began = time.perf_counter()
        world = made(size)
        yield (
            f"{connection.vendor}, size {size.name}: {world.measurements:,} measurements, {world.cells:,} cells"
            f" (made in {time.perf_counter() - began:.0f} s)"
        )
        yield f"  {'B1 queries of the dashboard page (target 8)':<58}{queries_of_the_page(world):>8}"
        periods = plan_periods(world.plan)
        period = next(each for each in periods if each.pk == world.period.pk)
        at = timezone.now()
        board = figures.dashboard(world.plan, period, at, periods=periods)
        compare(board, figures_by_hand(world.plan, period))
        rounds = ROUNDS[size.name]
        ours, theirs = timed_in_turn(
            lambda: figures.dashboard(world.plan, period, at, periods=periods),
            lambda: figures_by_hand(world.plan, period),
            rounds,
        )
        target = "2.5" if size.name == "nap" else "1.5"
        yield f"  {'B2 the whole dashboard, processor, mean of ' + str(rounds * TIMES):<58}{ours * 1000:>8.1f} ms"
        yield f"  {'   SQL by hand, equal results':<58}{theirs * 1000:>8.1f} ms"
        yield f"  {'   ratio (target ' + target + ')':<58}{ours / theirs:>8.2f}"


def queries_of_the_page(world: World) -> int:
    """Beside session, person, posts and unread, which with the data's version are one."""
    client = Client()
    client.force_login(world.observer, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/tablero/?semestre={world.period.code}"
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
    if response.status_code != 200:
        raise SystemExit(f"The dashboard answered {response.status_code}.")
    return sum(not any(name in query["sql"] for name in OF_THE_PERSON) for query in found.captured_queries)


def timed_in_turn(one: Callable[[], object], other: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Seconds of the processor that one round of each takes, the database's own included; run in turn."""
    taken = [0.0, 0.0]
    for _round in range(rounds):
        for place, work in enumerate((one, other)):
            before = processor()
            for _time in range(TIMES):
                work()
            taken[place] += processor() - before
    return taken[0] / rounds / TIMES, taken[1] / rounds / TIMES


def processor() -> float:
    """Of this process, and of the process of PostgreSQL that serves it, where that one is on this machine."""
    return time.process_time() + backend_seconds()


def backend_seconds() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    ticks = Path(f"/proc/{connection.connection.get_backend_pid()}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


def compare(board: Dashboard, hand: ByHand) -> None:
    """Every figure, every change, every part, every cell, every count, or the benchmark ends."""
    wrong = [*differing_figures(board, hand), *differing_cells(board, hand)]
    counts = ((state, board.matrix.counts[state], hand.states[state]) for state in ("validated", "submitted"))
    wrong += [f"{state}: {ours} and {theirs}" for state, ours, theirs in counts if ours != theirs]
    if wrong:
        raise SystemExit("The engine and the SQL by hand do not say the same: " + "; ".join(wrong[:5]))


def differing_cells(board: Dashboard, hand: ByHand) -> Iterator[str]:
    cells = {
        (cell.indicator, row.institution.code): (cell.state, cell.is_late, cell.has_no_data)
        for row in board.matrix.rows
        for cell in row.cells
    }
    for key in cells.keys() | hand.cells.keys():
        if cells.get(key) != hand.cells.get(key):
            yield f"{key}: {cells.get(key)} and {hand.cells.get(key)}"


def differing_figures(board: Dashboard, hand: ByHand) -> Iterator[str]:
    ids = {
        (code, name): (pk, indicator)
        for pk, name, code, indicator in Series.objects.filter(revision__indicator__plan=board_plan()).values_list(
            "pk", "code", "revision__indicator__code", "revision__indicator"
        )
    }  # fmt: skip
    now = board.period.ordinal
    for each in board.indicators:
        for series in each.series:
            pk, indicator = ids[each.indicator.code, series.code]
            name = f"{each.indicator.code}/{series.code}"
            yield from differing(name, series.figure, hand.totals[pk, now], hand.expected[each.indicator.code])
            if list(series.figure.leaves) != hand.leaves[pk]:
                yield f"{name}: other measurements"
            yield from differing_change(name, series.figure, series.change, hand.changes[pk, now - 1])
            if series.year_change:
                yield from differing_change(name, series.figure, series.year_change, hand.changes[pk, now - 2])
        for part in each.parts:
            found = hand.parts.get((indicator, part.code), NOTHING)
            yield from differing(
                f"{each.indicator.code}/{part.code}", part.figure, found, hand.expected[each.indicator.code]
            )


def board_plan() -> ActionPlan:
    """The plan that the world is made of; its copies come after it."""
    return ActionPlan.objects.order_by("pk")[0]


def differing(name: str, figure: Figure, found: Amounts, expected: int) -> Iterator[str]:
    value, denominator, count = found
    shown = figure.numerator if figure.is_percent else figure.exact
    if (shown, figure.reported, figure.expected) != (value, count, expected):
        yield f"{name}: {shown} and {value}, {figure.reported} of {figure.expected} and {count} of {expected}"
    if figure.is_percent and figure.denominator != denominator:
        yield f"{name}: {figure.denominator} and {denominator}"


def differing_change(name: str, figure: Figure, change: Comparison | None, found: tuple[Decimal, int]) -> Iterator[str]:
    moved, comparable = found
    if change is None or change.difference is None or change.comparable != comparable:
        yield f"{name}: change {change} and {comparable}"
    elif abs(change.difference - moved) > CLOSE:
        yield f"{name}: {change.difference} and {moved}"
