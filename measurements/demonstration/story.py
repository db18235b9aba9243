"""What becomes of each answer of the demonstration, and when its people act: the agenda of a semester, in order."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from indicators.models import ReportingPeriod
from measurements.demonstration.contents import Variant
from measurements.demonstration.picking import choose
from measurements.demonstration.windows import CLOSED_SEMESTERS, moment
from measurements.workflow.steps import Task


class Fate(StrEnum):
    """How far an answer gets."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    HANDED_BACK = "handed_back"
    PREPARED = "prepared"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    VALIDATED = "validated"
    CORRECTED = "corrected"  # observed, corrected, sent again and validated
    LATE = "late"  # sent after the deadline, and validated
    WAITED = "waited"  # sent after the deadline, and validated only when its semester had closed long ago


CLOSED = {
    # What else than VALIDATED became of answers, by semester of the demonstration, indicator and institution.
    (0, "PREV-2.2.1", "FAP"): Fate.LATE,
    (0, "REC-2.1.1", "MGP"): Fate.NOT_STARTED,
    (1, "PREV-2.3.1", "EP"): Fate.CORRECTED,
    (1, "PROT-1.1.1", "MGP"): Fate.LATE,
    (1, "REC-2.1.1", "FAP"): Fate.DRAFT,
    (2, "PREV-1.1.1", "FAP"): Fate.CORRECTED,
    (2, "PROT-2.3.1", "MINDEF"): Fate.LATE,
    (2, "PROT-2.1.1", "EP"): Fate.CORRECTED,
    (3, "PREV-1.1.1", "EP"): Fate.CORRECTED,
    (3, "REC-1.2.1", "DGRRII"): Fate.CORRECTED,
    (3, "PROT-2.1.1", "CECOPAZ"): Fate.WAITED,
    (3, "PREV-3.1.1", "FAP"): Fate.LATE,
    (3, "PROT-1.3.1", "MGP"): Fate.NOT_STARTED,
    (3, "REC-1.2.1", "FAP"): Fate.NOT_STARTED,
}
OPEN = {
    # How far the open semester is, by institution; what is not named has not been started.
    "EP": {
        Fate.VALIDATED: "PREV-1.2.1 PREV-3.2.1 PROT-1.2.1",
        Fate.SUBMITTED: "PREV-1.1.1 PREV-3.1.1 PROT-1.1.1 REC-2.1.1",
        Fate.RETURNED: "PREV-2.3.1 PROT-2.3.1",
        Fate.PREPARED: "PROT-2.2.1",
        Fate.HANDED_BACK: "PROT-1.3.1",
        Fate.DRAFT: "PREV-2.1.1 REC-1.2.1",
    },
    "MGP": {
        Fate.VALIDATED: "PREV-1.1.1 PREV-1.2.1 PROT-1.1.1",
        Fate.SUBMITTED: "PREV-2.1.1 PREV-3.1.1 PROT-2.1.1",
        Fate.RETURNED: "PREV-3.2.1",
        Fate.PREPARED: "PREV-2.2.1 REC-1.2.1",
        Fate.DRAFT: "PROT-2.2.1 PART-1.3.1",
    },
    "FAP": {
        Fate.VALIDATED: "PREV-1.2.1 PROT-1.1.1",
        Fate.SUBMITTED: "PREV-1.1.1 PROT-2.1.1 REC-2.1.1",
        Fate.PREPARED: "PREV-3.2.1",
        Fate.DRAFT: "PREV-2.1.1 PREV-2.3.1",
    },
    "CCFFAA": {
        Fate.VALIDATED: "PREV-1.1.1 PREV-1.3.1 PART-1.2.1",
        Fate.CORRECTED: "PREV-3.2.1",
        Fate.SUBMITTED: "PREV-3.1.1 PROT-1.2.1 REC-1.1.1 REC-2.2.1",
        Fate.RETURNED: "PROT-2.2.1",
        Fate.DRAFT: "PREV-2.3.1",
    },
    "CECOPAZ": {
        Fate.VALIDATED: "PREV-1.1.1 PREV-1.2.1",
        Fate.SUBMITTED: "PART-1.1.1",
        Fate.PREPARED: "PROT-1.1.1",
        Fate.DRAFT: "PROT-2.1.1",
    },
    "MINDEF": {Fate.VALIDATED: "PROT-1.2.1", Fate.SUBMITTED: "REC-1.1.1", Fate.PREPARED: "PROT-2.3.1"},
    "DGRRII": {Fate.VALIDATED: "REC-1.1.1", Fate.SUBMITTED: "PROT-2.2.1 REC-1.2.1"},
}
OBSERVATIONS = (
    "Precise las fechas: una no coincide con el documento adjunto al oficio.",
    "Falta un elemento que su institución informó al Comité. Complete la relación, por favor.",
)
OBSERVED = {
    "PREV-1.1.1": "La relación nominal suma menos personas que el registro. Revise la casilla mayor, por favor.",
    "PREV-2.3.1": "El número de eventos no coincide con el del oficio. Agregue el que falta, por favor.",
    "PROT-2.3.1": "Indique la fecha de difusión de la cartilla y agregue la publicación citada.",
}
HANDED_BACK = "Confirme con la oficina de asesoría jurídica cuáles siguen vigentes."


class Verb(StrEnum):
    """What somebody does with an answer."""

    DRAFT = "draft"
    PREPARE = "prepare"
    HAND_BACK = "hand_back"
    SUBMIT = "submit"
    OBSERVE = "observe"
    VALIDATE = "validate"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the agenda: what is done, when, with which answers (several only when they are sent together)."""

    at: dt.datetime
    verb: Verb
    tasks: tuple[Task, ...]
    variant: Variant = Variant.WHOLE
    comment: str = ""


def fate_of(turn: int, task: Task) -> Fate:
    indicator, institution = task.indicator.code, task.institution.code
    if turn < CLOSED_SEMESTERS:
        return CLOSED.get((turn, indicator, institution), Fate.VALIDATED)
    named = OPEN.get(institution, {})
    return next((fate for fate, codes in named.items() if indicator in codes.split()), Fate.NOT_STARTED)


def agenda(turn: int, period: ReportingPeriod, tasks: Iterable[Task]) -> list[Deed]:
    """All that happens to a semester's answers, earliest first. Answers sent at one instant share a receipt."""
    alone: list[Deed] = []
    sent: dict[tuple[dt.datetime, str], list[Task]] = defaultdict(list)
    for task in tasks:
        for deed in deeds_of(fate_of(turn, task), period, task):
            if deed.verb is Verb.SUBMIT:
                sent[(deed.at, task.institution.code)].append(task)
            else:
                alone.append(deed)
    together = [Deed(at, Verb.SUBMIT, tuple(group)) for (at, _institution), group in sent.items()]
    return sorted([*alone, *together], key=order)


def order(deed: Deed) -> tuple[dt.datetime, int, int]:
    first = deed.tasks[0]
    return (deed.at, first.institution.order, first.indicator.order)


def deeds_of(fate: Fate, period: ReportingPeriod, task: Task) -> Iterator[Deed]:
    """The path of one answer, by business days after its window opened: the last one is the eighth."""
    if fate is Fate.NOT_STARTED:
        return
    days = Days(period, task)
    variant = {Fate.DRAFT: Variant.BEGUN, Fate.RETURNED: Variant.FLAWED, Fate.CORRECTED: Variant.FLAWED}.get(fate)
    yield Deed(days.at(1 + task.indicator.order % 2, 9), Verb.DRAFT, (task,), variant or Variant.WHOLE)
    if fate is Fate.DRAFT:
        return
    yield Deed(days.at(days.sends_on - 1, 14), Verb.PREPARE, (task,))
    if fate is Fate.HANDED_BACK:
        yield Deed(days.at(5, 10), Verb.HAND_BACK, (task,), comment=HANDED_BACK)
    if fate in (Fate.HANDED_BACK, Fate.PREPARED):
        return
    yield from review_of(fate, days, task)


def review_of(fate: Fate, days: Days, task: Task) -> Iterator[Deed]:
    if fate in (Fate.LATE, Fate.WAITED):
        yield Deed(days.after_due(1), Verb.SUBMIT, (task,))
        if fate is Fate.LATE:
            yield Deed(days.after_due(3), Verb.VALIDATE, (task,))
        return
    yield Deed(days.sending, Verb.SUBMIT, (task,))
    if fate in (Fate.RETURNED, Fate.CORRECTED):
        comment = OBSERVED.get(task.indicator.code) or choose(OBSERVATIONS, task.indicator.code, task.institution.code)
        yield Deed(days.at(6, 10), Verb.OBSERVE, (task,), comment=comment)
    if fate is Fate.CORRECTED:
        yield Deed(days.at(7, 9), Verb.DRAFT, (task,))
        yield Deed(days.at(7, 12), Verb.PREPARE, (task,))
        yield Deed(moment(days.opened, 7, 16), Verb.SUBMIT, (task,))
    if fate in (Fate.VALIDATED, Fate.CORRECTED):
        yield Deed(days.at(8 if fate is Fate.CORRECTED else 7, 11), Verb.VALIDATE, (task,))


class Days:
    """The instants of one answer in its window: people take the indicators one after the other."""

    def __init__(self, period: ReportingPeriod, task: Task) -> None:
        self.opened = timezone.localtime(period.opens_at).date()
        self.due = period.due_on
        self.minute = 2 * task.indicator.order
        is_first = task.indicator.order <= SENT_FIRST
        self.sends_on = 4 if is_first and task.institution.order % 2 else 5
        self.sending = moment(self.opened, self.sends_on, 12 if is_first else 16)

    def at(self, business_days: int, hour: int) -> dt.datetime:
        return moment(self.opened, business_days, hour, self.minute)

    def after_due(self, business_days: int) -> dt.datetime:
        return moment(self.due, business_days, 15)


SENT_FIRST = 11
"""An institution may send in parts: the plan's first eleven indicators first, in some institutions a day before the others."""
