"""The agreements that a person may see: filtered by the address, in words, and as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from committee.models import Agreement, AgreementEvent
from committee.models.agreement import AgreementQuerySet
from documents.comma_separated import comma_separated
from documents.formatting import in_lima, instant
from documents.speaking import language
from indicators.models import ActionPlan
from institutions.models import REPORTING_ROLES, Institution, User

OPEN, SAID, OVERDUE, DONE, DROPPED, ALL = "pendientes", "por-confirmar", "vencidos", "cumplidos", "sin-efecto", "todos"
EARLIER = "de-planes-anteriores"
STATES = {
    OPEN: gettext_lazy("To be done"),
    OVERDUE: pgettext_lazy("agreements", "Overdue"),
    SAID: gettext_lazy("To be confirmed"),
    DONE: pgettext_lazy("agreements", "Done"),
    DROPPED: pgettext_lazy("agreements", "Dropped"),
    ALL: pgettext_lazy("agreements", "All"),
    EARLIER: gettext_lazy("Of earlier plans"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose in the address; what it does not know is ignored."""

    state: str = OPEN
    institution: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        state = query.get("estado", OPEN)
        return cls(state if state in STATES else OPEN, query.get("institucion", ""))

    def query(self, **changed: str) -> str:
        """The filters as the rest of an address, without the page."""
        chosen = {"estado": self.state, "institucion": self.institution} | changed
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an agreement stands in a word, and its key as components/status.html knows it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    agreement: Agreement
    standing: Standing


def binding_for(user: User, state: str = ALL, *, only_own: bool = False) -> AgreementQuerySet:
    """What binds of the current plan, or bound under earlier ones, as far as the person may read it; or only those for which they
    report or approve: somebody who reports may sit in the Committee too.
    """
    under = Q(meeting__plan=ActionPlan.objects.current())
    found = Agreement.objects.visible_to(user).binding().filter(~under if state == EARLIER else under)
    return found.filter(institution__in=user.institution_ids(*REPORTING_ROLES)) if only_own else found


def listed(user: User, filters: Filters, *, on: dt.date, only_own: bool = False) -> AgreementQuerySet:
    """The binding agreements that the person may see: what is open by its last day, the rest latest first."""
    found = binding_for(user, filters.state, only_own=only_own).filter(_in_state(filters.state, on)).whole()
    if filters.institution:
        found = found.filter(institution__code=filters.institution)
    if filters.state in (OPEN, OVERDUE, SAID):
        return found.order_by("due_on", "meeting__starts_at", "ordinal")
    return found.order_by("-meeting__starts_at", "ordinal")


def _in_state(state: str, on: dt.date) -> Q:
    is_open = Q(state=Agreement.State.OPEN)
    return {
        OPEN: is_open,
        SAID: is_open & Q(said_done_at__isnull=False),
        OVERDUE: is_open & Q(said_done_at__isnull=True, due_on__lt=on),
        DONE: Q(state=Agreement.State.DONE),
        DROPPED: Q(state=Agreement.State.DROPPED),
        ALL: Q(),
        EARLIER: Q(),
    }[state]


def counts(user: User, *, on: dt.date, only_own: bool = False) -> dict[str, int]:
    """How many stand in each state, whatever the filters, in four queries."""
    seen = list(binding_for(user, only_own=only_own).values_list("state", "said_done_at", "due_on"))
    is_open = [(said, due) for state, said, due in seen if state == Agreement.State.OPEN]
    return {
        OPEN: len(is_open),
        SAID: sum(said is not None for said, _due in is_open),
        OVERDUE: sum(said is None and due < on for said, due in is_open),
        DONE: sum(state == Agreement.State.DONE for state, _said, _due in seen),
        DROPPED: sum(state == Agreement.State.DROPPED for state, _said, _due in seen),
        ALL: len(seen),
        EARLIER: binding_for(user, EARLIER, only_own=only_own).count(),
    }


def rows_of(agreements: Iterable[Agreement], *, on: dt.date | None) -> list[Row]:
    """`on` None: under an earlier plan, where nothing falls due any more."""
    return [Row(each, standing_of(each, on=on)) for each in agreements]


def standing_of(agreement: Agreement, *, on: dt.date | None) -> Standing:
    if agreement.state != Agreement.State.OPEN:
        key = "validated" if agreement.state == Agreement.State.DONE else "closed"
        return Standing(key, str(agreement.get_state_display()))
    if agreement.said_done_at is not None:
        return Standing("submitted", _("To be confirmed"))
    if on is not None and agreement.is_overdue(on):
        return Standing("overdue", pgettext("agreement", "Overdue"))
    return Standing("not_started", str(agreement.get_state_display()))


def institutions_bound(user: User, state: str) -> list[Institution]:
    """Those responsible for anything: the choices of the filter."""
    bound = binding_for(user, state).values("institution")
    return list(Institution.objects.filter(pk__in=bound))


def path_of(agreement: Agreement) -> list[dict[str, str]]:
    """Its steps, the latest first, as components/timeline.html shows them."""
    events = AgreementEvent.objects.filter(agreement=agreement).select_related("post__user", "post__institution")
    return [
        {
            "title": str(event.get_verb_display()),
            "moment": instant(event.at, language()),
            "person": f"{event.post.user.name}, {event.post.title}, {event.post.institution.short_name}",
            "comment": event.text,
        }
        for event in events.order_by("-sequence")
    ]


def agreements_csv(rows: Iterable[Row]) -> bytes:
    """One row an agreement. Days as programs read them; texts that could be formulas made harmless."""
    head = [
        _("meeting"), _("agreement"), _("text"), _("responsible"), _("indicator"), _("due on"), _("state"),
        _("said done"), _("closed"), _("closing note"),
    ]  # fmt: skip
    return comma_separated([head, *map(_cells, rows)])


def _cells(row: Row) -> list[str]:
    each = row.agreement
    return [
        each.meeting.number,
        str(each.ordinal),
        each.text,
        each.institution.short_name,
        each.indicator.code if each.indicator else "",
        each.due_on.isoformat(),
        row.standing.label,
        f"{in_lima(each.said_done_at):%Y-%m-%d}" if each.said_done_at else "",
        f"{in_lima(each.closed_at):%Y-%m-%d}" if each.closed_at else "",
        each.closing_text,
    ]
