"""How the frozen plans of the demonstration went: notes after each semester, and changes asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from activities.content import ActivityContent
from activities.content import content_of as said_of
from activities.demonstration.acting import HOUR, Hands, content_of, decide, send
from activities.demonstration.texts import ADDED, NOTES, PLANNED, RETURNED, Outcome, Planned
from activities.models import Activity, ActivityChange, PlanningRound, ProgressNote, YearPlan
from activities.noting.draft import NewFile, NoteDraft
from activities.noting.writing import save_note
from activities.planning.changing import Asked, ask_change
from documents.inspection import Inspected
from documents.plain_pdf import plain_pdf
from indicators.models import ActionPlan, ReportingPeriod

ONE_DAY = dt.timedelta(days=1)
DAYS_LATE = dt.timedelta(days=25)
PDF = "application/pdf"
Kind = ActivityChange.Kind


@dataclass(frozen=True, slots=True)
class Semester:
    """The notes of one semester: written at an instant, decided at another; None: they still wait."""

    period: ReportingPeriod
    written_at: dt.datetime
    decided_at: dt.datetime | None
    is_open: bool = False


def told(planned: Planned, half: int, *, is_this_year: bool) -> Outcome:
    """What the note of a half of a year says."""
    if is_this_year:
        said = (planned.this or Outcome.SILENT) if half == 1 else Outcome.SILENT
    else:
        said = planned.last[half - 1] if planned.last else Outcome.SILENT
    return said


def note_all(round_: PlanningRound, half: int, semester: Semester, hands: Hands, *, is_this_year: bool) -> None:
    """The notes of a semester. Of an open one, the first is returned, the second waits and the last is still being written."""
    known = activities_of(round_)
    said = [(each, told(each, half, is_this_year=is_this_year)) for each in PLANNED]
    chosen = [(known[each.title], outcome) for each, outcome in said if outcome and each.title in known]
    for place, (activity, outcome) in enumerate(chosen):
        note = write_note(activity, outcome, semester, hands)
        if semester.is_open and place == len(chosen) - 1:
            continue
        send(note, activity.institution.code, hands, at=semester.written_at + HOUR)
        if semester.decided_at is not None and not (semester.is_open and place % 5 == 1):
            words = RETURNED if semester.is_open and place == 0 else ""
            decide(note, activity.institution.code, hands, at=semester.decided_at, returned=words)


def note_early(round_: PlanningRound, semester: Semester, hands: Hands) -> None:
    """Notes of the semester that runs, sent before it ends: nobody has to wait for its last day."""
    known = activities_of(round_)
    for each in PLANNED:
        activity = known.get(each.title)
        if each.is_told_early and activity is not None and activity.starts_on < semester.written_at.date():
            note = write_note(activity, Outcome.RUNS, semester, hands)
            send(note, each.institution, hands, at=semester.written_at + HOUR)


def write_note(activity: Activity, outcome: Outcome, semester: Semester, hands: Hands) -> ProgressNote:
    limit = min(semester.period.ends_on, semester.written_at.date() - ONE_DAY)
    started, finished = days_of(activity, outcome, limit)
    draft = NoteDraft(
        progress="done" if outcome == Outcome.LATE else outcome.value,
        text=NOTES[outcome],
        started_on=started,
        finished_on=finished,
        attached=proof_of(activity) if outcome in (Outcome.DONE, Outcome.LATE) else (),
    )
    by = hands.reporters[activity.institution.code]
    return save_note(activity, semester.period, draft, version=0, by=by, at=semester.written_at)


def days_of(activity: Activity, outcome: Outcome, limit: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """When it started and finished: never after the day of which the note can speak."""
    if outcome == Outcome.WAITS:
        return None, None
    started = min(activity.starts_on, limit)
    if outcome == Outcome.RUNS:
        return started, None
    late = DAYS_LATE if outcome == Outcome.LATE else ONE_DAY * 0
    return started, min(activity.ends_on + late, limit)


def proof_of(activity: Activity) -> tuple[NewFile, ...]:
    lines = ["DOCUMENTO DE DEMOSTRACIÓN: no es un documento oficial", "", activity.code, activity.expected_product]
    name = f"Demostracion producto {activity.code}.pdf"
    return (NewFile(Inspected(name, plain_pdf(lines), PDF), f"Oficio de demostración {activity.code}"),)


def activities_of(round_: PlanningRound) -> dict[str, Activity]:
    """By title: no two of a year share one."""
    found = Activity.objects.whole().filter(year_plan__round=round_)
    return {each.title: each for each in found}


# --- Changes of a frozen plan -------------------------------------------------------------------------------------------


def change_last_year(round_: PlanningRound, hands: Hands, *, at: dt.datetime) -> None:
    """One activity ended two months later than it was adopted."""
    _change(_moved(round_, "Mesa de trabajo sobre las metas de despliegue", 60), hands, at=at)


def change_this_year(round_: PlanningRound, hands: Hands, *, days: tuple[dt.datetime, ...]) -> None:
    """One activity was moved, one cancelled and one added; another change waits for its decision."""
    moved, cancelled, added, waiting = days
    _change(_moved(round_, "Cartilla digital sobre protección de niñas y niños", 45), hands, at=moved)
    _change(_cancelled(round_, "Encuentro regional de centros de entrenamiento"), hands, at=cancelled)
    _change(_added(round_), hands, at=added)
    _change(_moved(round_, "Difusión de la normativa en las bases aéreas", 20), hands, at=waiting, is_decided=False)


@dataclass(frozen=True, slots=True)
class Change:
    year_plan: YearPlan
    asked: Asked
    activity: Activity | None = None


def _moved(round_: PlanningRound, title: str, days: int) -> Change:
    activity = activities_of(round_)[title]
    said: ActivityContent = said_of(activity)
    content = replace(said, ends_on=said.ends_on + dt.timedelta(days=days))
    reason = "El proveedor no pudo atender en la fecha prevista (demostración)."
    return Change(activity.year_plan, Asked(Kind.ALTER, reason, content), activity)


def _cancelled(round_: PlanningRound, title: str) -> Change:
    activity = activities_of(round_)[title]
    reason = "Los centros invitados pidieron hacerlo el año siguiente (demostración)."
    return Change(activity.year_plan, Asked(Kind.CANCEL, reason), activity)


def _added(round_: PlanningRound) -> Change:
    year_plan = YearPlan.objects.whole().get(round=round_, institution__code=ADDED.institution)
    reason = "Las oficiales vuelven antes de lo previsto y pueden contar su experiencia (demostración)."
    return Change(year_plan, Asked(Kind.ADD, reason, content_of(ADDED, round_.year)))


def _change(change: Change, hands: Hands, *, at: dt.datetime, is_decided: bool = True) -> None:
    code = change.year_plan.institution.code
    made = ask_change(change.year_plan, change.asked, activity=change.activity, by=hands.reporters[code], at=at)
    send(made, code, hands, at=at + HOUR)
    if is_decided:
        decide(made, code, hands, at=at + 3 * HOUR)


def periods_of(plan: ActionPlan, year: int) -> Iterator[tuple[int, ReportingPeriod]]:
    """The semesters of a year that the plan has, with their number in it."""
    for half, name in ((1, "I"), (2, "II")):
        period = plan.periods.filter(code=f"{year}-{name}").first()
        if period is not None:
            yield half, period
