"""The Committee's list of requests, with its filters in the address, and who owes what."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Escalation, InformationRequest, RequestMessage, Verb
from committee.models.request import InformationRequestQuerySet
from committee.requests.wording import Standing, days_words, standing_of
from indicators.models import ActionPlan
from institutions.models import Institution, User

PAGE_SIZE = 25
State = InformationRequest.State
PENDING, TO_SIGN, ALL, EARLIER = "pendientes", "por-firmar", "todos", "de-planes-anteriores"
STATES = {
    PENDING: _("Pending"),
    "abiertos": _("Awaiting an answer"),
    "respondidos": _("Answers to read"),
    TO_SIGN: _("Letters to sign"),
    "cerrados": pgettext_lazy("list", "Closed"),
    ALL: pgettext_lazy("list", "All"),
    EARLIER: _("Of earlier plans"),
}
OF_STATE: dict[str, tuple[State, ...]] = {
    PENDING: (State.OPEN, State.ANSWERED),
    "abiertos": (State.OPEN,),
    "respondidos": (State.ANSWERED,),
    TO_SIGN: (State.OPEN,),
    "cerrados": (State.ACCEPTED, State.EXPIRED, State.WITHDRAWN),
    ALL: tuple(State),
    EARLIER: tuple(State),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose in the address; what it does not know is ignored."""

    state: str = PENDING
    institution: str = ""
    period: str = ""
    only_overdue: bool = False

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        state = query.get("estado", PENDING)
        return cls(
            state=state if state in STATES else PENDING,
            institution=query.get("institucion", ""),
            period=query.get("semestre", ""),
            only_overdue=query.get("vencidos") == "1",
        )

    def query(self, **changed: str) -> str:
        """The filters as the rest of an address, without the page."""
        chosen = {"estado": self.state, "institucion": self.institution, "semestre": self.period}
        chosen["vencidos"] = "1" if self.only_overdue else ""
        return urlencode({name: value for name, value in (chosen | changed).items() if value})

    @property
    def are_set(self) -> bool:
        return bool(self.institution or self.period or self.only_overdue)

    def among(self, requests: InformationRequestQuerySet, *, at: dt.datetime) -> InformationRequestQuerySet:
        found = requests.filter(state__in=OF_STATE[self.state])
        if self.state == TO_SIGN:
            found = letters_to_sign(found)
        if self.institution:
            found = found.filter(institution__code=self.institution)
        if self.period:
            found = found.filter(period__code=self.period)
        return found.overdue(at=at) if self.only_overdue else found


@dataclass(frozen=True, slots=True)
class Row:
    request: InformationRequest
    standing: Standing
    days: str


@dataclass(frozen=True, slots=True)
class Listing:
    page: Page[InformationRequest]
    rows: list[Row]


def requests_of(user: User, state: str = ALL) -> InformationRequestQuerySet:
    """Those of the current plan, or of earlier ones, that the person may read."""
    under = Q(plan=ActionPlan.objects.current())
    return InformationRequest.objects.visible_to(user).filter(~under if state == EARLIER else under)


def letters_to_sign(requests: InformationRequestQuerySet) -> InformationRequestQuerySet:
    """Those with a letter prepared for the deadline that stands, and no signed copy filed since."""
    signed = RequestMessage.objects.filter(request=OuterRef("request"), verb=Verb.LETTER, at__gte=OuterRef("at"))
    waiting = Escalation.objects.filter(
        ~Q(Exists(signed)), request=OuterRef("pk"), step=Escalation.Step.LETTER, due_at=OuterRef("due_at")
    )
    return requests.owed().filter(Exists(waiting)).order_by("due_at", "pk")


def urgent_first(requests: InformationRequestQuerySet) -> InformationRequestQuerySet:
    """What is owed, the earliest due first; then the answers to read; then what is closed, the latest first."""
    order = {State.OPEN: 0, State.ANSWERED: 1}
    rank = Case(
        *(When(state=state, then=Value(place)) for state, place in order.items()),
        default=Value(2),
        output_field=IntegerField(),
    )
    return requests.order_by(rank, F("closed_at").desc(nulls_first=True), "due_at", "pk")


def listing_of(requests: InformationRequestQuerySet, *, page: str, at: dt.datetime | None) -> Listing:
    shown: Page[InformationRequest] = Paginator(urgent_first(requests).whole(), PAGE_SIZE).get_page(page)
    return Listing(shown, rows_of(list(shown.object_list), at=at))


def rows_of(requests: list[InformationRequest], *, at: dt.datetime | None) -> list[Row]:
    return [Row(request, standing_of(request, at=at), days_words(request)) for request in requests]


@dataclass(frozen=True, slots=True)
class Owing:
    """What one institution owes, and how long it takes to answer. `median_days` is None where it never answered."""

    institution: Institution
    made: int
    open: int
    overdue: int
    answered: int
    median_days: int | float | None


def owing_of(requests: InformationRequestQuerySet, *, at: dt.datetime) -> list[Owing]:
    """Each institution of which something was ever required, in the plan's order; in two queries."""
    found: dict[int, list[InformationRequest]] = defaultdict(list)
    for request in requests.order_by("pk"):
        found[request.institution_id].append(request)
    institutions = Institution.objects.filter(pk__in=found)
    return [_owing(institution, found[institution.pk], at) for institution in institutions]


def _owing(institution: Institution, requests: list[InformationRequest], at: dt.datetime) -> Owing:
    days = [request.days_to_answer for request in requests]
    return Owing(
        institution,
        made=len(requests),
        open=sum(request.state == State.OPEN for request in requests),
        overdue=sum(request.is_overdue(at) for request in requests),
        answered=sum(request.state == State.ANSWERED for request in requests),
        median_days=median_of([each for each in days if each is not None]),
    )


def median_of(days: list[int]) -> int | float | None:
    """Of an even number, the mean of the two in the middle."""
    if not days:
        return None
    middle = median(days)
    return int(middle) if middle == int(middle) else middle
