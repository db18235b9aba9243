"""How long it takes to preview and to save a template with all 21 indicators, and how many values a second are understood."""

from __future__ import annotations

import datetime as dt
import io
import platform
import resource
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

import openpyxl
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from documents.sheets.places import place_name
from documents.sheets.reading import book_of, cells_in
from indicators.models import ActionPlan, Commitment, Indicator, IndicatorRevision, ReportingPeriod
from institutions.models import Appointment, Institution, Role, User
from measurements.answer.grid import grid_of
from measurements.answer.writing import combinations_of
from measurements.exchange.applying import save
from measurements.exchange.book import sheets_of
from measurements.exchange.cases import Desk, desk_of
from measurements.exchange.changes import Fate
from measurements.exchange.comparing import compare
from measurements.exchange.keeping import keep, kept_for
from measurements.exchange.paper import Ask, Kind, Paper
from measurements.exchange.template import template_of
from measurements.exchange.typed import understood

ROUNDS, ITEMS, VALUES = 3, 20, 50_000
"""The best of some rounds; rows filled in each list; numbers read one by one."""
Done = TypeVar("Done")


def table() -> Iterator[str]:
    """Seconds of the processor, the child process included."""
    yield f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    with translation.override("es"):
        desk = prepared()
        template, seconds = timed(lambda: template_of(renewed(desk)))
        yield line(f"download: a template with {len(desk.cases)} indicators", seconds)
        filled, boxes = filled_in(desk, template)
        rounds = [round_trip(desk, filled) for _round in range(ROUNDS)]
        reading, preview, saving = (min(seconds) for seconds in zip(*rounds, strict=True))
        yield line("upload: read in the child, compare, keep", reading)
        yield line("preview: compare what was kept", preview)
        yield line(f"save what {boxes:,} boxes say: compare, one transaction", saving)
        yield line("upload, preview and save together (target 2 s)", reading + preview + saving)
        yield f"{'numbers parsed and validated (target 10,000 /s)':<60}{numbers_per_second():>10,.0f} /s"
        yield f"{'boxes of the file compared with what is stored':<60}{boxes_per_second(desk, filled, boxes):>10,.0f} /s"


def line(what: str, seconds: float) -> str:
    return f"{what:<60}{seconds:>10.2f} s"


def processor() -> float:
    """Seconds of the processor: of this process, and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def timed(work: Callable[[], Done]) -> tuple[Done, float]:
    before = processor()
    done = work()
    return done, processor() - before


def prepared() -> Desk:
    """The real plan; the Army owes all of it for a semester that is open now."""
    call_command("migrate", verbosity=0)
    call_command("load_plan", verbosity=0)
    now = timezone.now()
    plan = ActionPlan.objects.get()
    period = ReportingPeriod.objects.filter(plan=plan, ends_on__lt=now.date()).order_by("ordinal").last()
    army = Institution.objects.get(code="EP")
    if period is None:
        raise SystemExit("No semester of the plan has ended yet.")
    day = dt.timedelta(days=1)
    period.opens_at, period.due_at, period.closes_at = now - day, now + day, now + 2 * day
    period.save()
    for indicator in Indicator.objects.all():
        Commitment.objects.get_or_create(indicator=indicator, institution=army, defaults={"from_period": period})
    make_cells(period)
    reporter = User.objects.create(email="bench@example.pe", name="Bench")
    Appointment.objects.create(user=reporter, institution=army, role=Role.REPORTER, starts_on=now.date() - 30 * day)
    return desk_of(army, period, user=reporter, at=now)


def make_cells(period: ReportingPeriod) -> None:
    """The combinations of categories, which exist once the first institution has reported."""
    for revision in IndicatorRevision.objects.in_force(period).with_definition():
        combinations_of(revision, {cell.key[1] for cell in grid_of(revision).cells})


def renewed(desk: Desk) -> Desk:
    return desk_of(desk.institution, desk.period, user=desk.user, at=desk.at)


def filled_in(desk: Desk, template: bytes) -> tuple[bytes, int]:
    """Every number of every grid, and some rows in every list."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    boxes = 0
    for paper in (paper for case in desk.cases for paper in sheets_of(case).papers):
        for place, value in written_on(desk, paper):
            book[paper.name][place] = value
            boxes += 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), boxes


def written_on(desk: Desk, paper: Paper) -> Iterator[tuple[str, Any]]:
    for number, box in enumerate(paper.boxes):
        if box.key.startswith(("v|", "d|")):
            yield box.place, 40 if box.key.startswith("d|") else number % 30
    listing = paper.listing
    for row in range(ITEMS if listing else 0):
        for place, column in enumerate(listing.columns if listing else ()):
            value = said_by(column.key, column.ask, desk, row)
            if value is not None:
                yield place_name((listing.first_row if listing else 0) + row, place), value


def said_by(key: str, ask: Ask, desk: Desk, row: int) -> Any:
    if key == "title":
        return f"Actividad {row + 1}"
    if key.startswith("tag|"):
        return ask.choices[row % len(ask.choices)].name
    if key.startswith("stage|"):
        return desk.period.starts_on + dt.timedelta(days=row)
    return {"quantity": 1, "women": 4, "men": 6}.get(key)


def round_trip(desk: Desk, filled: bytes) -> tuple[float, float, float]:
    """Upload, preview, save: what the three requests do, undone afterwards."""
    with transaction.atomic():
        _kept, reading = timed(lambda: uploaded(desk, filled))
        _shown, preview = timed(lambda: previewed(desk))
        _saved, saving = timed(lambda: saved(desk))
        transaction.set_rollback(True)
    return reading, preview, saving


def uploaded(desk: Desk, filled: bytes) -> None:
    cells, now = cells_in(filled), renewed(desk)
    compare(now, book_of(cells), "")
    keep(now, name="bench.xlsx", data=filled, cells=cells)


def previewed(desk: Desk) -> Any:
    now = renewed(desk)
    upload = kept_for(now)
    if upload is None:
        raise SystemExit("The upload was not kept.")
    return compare(now, book_of(upload.cells), upload.sha256)


def saved(desk: Desk) -> None:
    comparison = previewed(desk)
    left = [(case.code, case.changes[:2]) for case in comparison.of(Fate.IN_ERROR)]
    if left or len(save(comparison, by=desk.user, at=desk.at)) != len(desk.cases):
        raise SystemExit(f"Not everything was saved: {left}")


def numbers_per_second() -> float:
    """As texts with and without groups, and as the numbers of a spreadsheet."""
    ask = Ask(Kind.NUMBER, "", most=10**12)
    raws = [raw for n in range(VALUES // 4) for raw in (Decimal(n), str(n), f"{n:,}", f"{n:,}".replace(",", " "))]
    _read, seconds = timed(lambda: [understood(raw, ask) for raw in raws])
    return len(raws) / seconds


def boxes_per_second(desk: Desk, filled: bytes, boxes: int) -> float:
    now, book = renewed(desk), book_of(cells_in(filled))
    _compared, seconds = timed(lambda: compare(now, book, ""))
    return boxes / seconds
