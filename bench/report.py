"""How much processor all files of one semester's report take, in both languages (B6): each file, its pages and its size.

The world is `nap` (bench/world.py): the real plan, 10 institutions, 10 semesters, every cell filled.
"""

from __future__ import annotations

import datetime as dt
import io
import platform
from collections.abc import Iterator
from time import process_time
from typing import Any

import pikepdf
from django.core.management import call_command
from django.utils import timezone

from bench.world import SIZES, World, made
from institutions.models import Appointment, Role, User
from reports.files.making import PDF, Made, make_files
from reports.report_kinds.scope import of_semester
from reports.snapshot import build, freeze
from reports.snapshot.building import issued_as

TARGET = 5.0


def table() -> Iterator[str]:
    """Seconds of the processor. The files are made once: the typesetter remembers what it has set, and a second round takes a tenth."""
    yield f"{platform.python_implementation()} {platform.python_version()}, {platform.system()} {platform.machine()}"
    call_command("migrate", verbosity=0)
    world = made(SIZES["nap"])
    before = process_time()
    content, sha256 = frozen(world)
    yield line(f"the snapshot: {world.measurements:,} measurements, {world.cells:,} cells", process_time() - before)
    found = timed(content, sha256)
    for file, seconds in found:
        yield line(f"{file.name}{pages(file)}, {len(file.content) / 1000:,.0f} kB", seconds)
    yield line(f"all files, both languages (target {TARGET:.0f} s)", sum(seconds for _made, seconds in found))


def line(what: str, seconds: float) -> str:
    return f"{what:<70}{seconds:>8.2f} s"


def frozen(world: World) -> tuple[dict[str, Any], str]:
    """The content of the report as it would be issued."""
    now, post = timezone.now(), secretary_of(world)
    content = build(of_semester(world.plan, world.period), at=now)
    code = f"IC-{now.year}-0001"
    issued = issued_as(content, code=code, number=1, post=post, at=now, supersedes=None, adopted_in=None)
    kept = freeze(issued)
    return kept.content, kept.sha256


def secretary_of(world: World) -> Appointment:
    """Who issues the report: somebody who is made."""
    return Appointment.objects.create(
        user=User.objects.create(email="bench-secretary@example.pe", name="Bench"),
        institution=world.observer.appointments.get().institution,
        role=Role.TECHNICAL_SECRETARY,
        starts_on=timezone.localdate() - dt.timedelta(days=30),
    )


def timed(content: dict[str, Any], sha256: str) -> list[tuple[Made, float]]:
    found, before = [], process_time()
    for each in make_files(content, sha256):
        found.append((each, process_time() - before))
        before = process_time()
    return found


def pages(file: Made) -> str:
    if file.kind.format != PDF:
        return ""
    with pikepdf.open(io.BytesIO(file.content)) as pdf:
        return f", {len(pdf.pages)} pages"
