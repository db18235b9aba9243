"""The proposed changes of indicators that a person may see: filtered by the address, in words, and as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from committee.models import IndicatorProposal
from committee.models.proposal import IndicatorProposalQuerySet
from committee.proposals.proposing import approved_commitments
from documents.comma_separated import comma_separated
from documents.formatting import in_lima
from indicators.models import ActionPlan, Indicator, IndicatorRevision
from institutions.models import REPORTING_ROLES, Institution, Role, User

State = IndicatorProposal.State
WAITING, ANSWERED, WITHDRAWN, ALL = "en-espera", "respondidas", "retiradas", "todas"
EARLIER = "de-planes-anteriores"
STATES = {
    WAITING: gettext_lazy("Waiting"),
    ANSWERED: pgettext_lazy("proposals", "Answered"),
    WITHDRAWN: pgettext_lazy("proposals", "Withdrawn"),
    ALL: pgettext_lazy("proposals", "All"),
    EARLIER: gettext_lazy("Of earlier plans"),
}
OF_STATE: dict[str, tuple[State, ...]] = {
    WAITING: (State.WAITING,),
    ANSWERED: (State.ACCEPTED, State.PARTLY, State.DECLINED),
    WITHDRAWN: (State.WITHDRAWN,),
    ALL: tuple(State),
    EARLIER: tuple(State),
}
STATUS_KEYS = {
    State.WAITING: "submitted",
    State.ACCEPTED: "validated",
    State.PARTLY: "validated",
    State.DECLINED: "closed",
    State.WITHDRAWN: "not_applicable",
}
"""Each state as components/status.html knows it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose in the address; what it does not know is ignored."""

    state: str = WAITING
    institution: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        state = query.get("estado", ALL)
        return cls(state if state in STATES else ALL, query.get("institucion", ""))

    def query(self, **changed: str) -> str:
        """The filters as the rest of an address, without the page."""
        chosen = {"estado": self.state, "institucion": self.institution} | changed
        return urlencode({name: value for name, value in chosen.items() if value})


@dataclass(frozen=True, slots=True)
class Row:
    proposal: IndicatorProposal
    key: str

    @property
    def label(self) -> str:
        return str(self.proposal.get_state_display())


def proposals_of(user: User, state: str = ALL) -> IndicatorProposalQuerySet:
    """Those of the current plan, or of earlier ones, that the person may read."""
    under = Q(plan=ActionPlan.objects.current())
    return IndicatorProposal.objects.visible_to(user).filter(~under if state == EARLIER else under)


def may_read_any(user: User) -> bool:
    """Whether the list is a page of theirs: the Committee and its observers, and whoever reports or approves."""
    return reads_all(user) or user.has_role(*REPORTING_ROLES)


def reads_all(user: User) -> bool:
    return user.has_role(Role.COMMITTEE_MEMBER, Role.TECHNICAL_SECRETARY, Role.ALTERNATE_REVIEWER, Role.OBSERVER)


def listed(user: User, filters: Filters) -> IndicatorProposalQuerySet:
    found = proposals_of(user, filters.state).filter(state__in=OF_STATE[filters.state]).whole()
    return found.filter(institution__code=filters.institution) if filters.institution else found


def counts(user: User) -> dict[str, int]:
    """How many stand in each state, whatever the filters."""
    seen = list(proposals_of(user).values_list("state", flat=True))
    found = {name: sum(state in states for state in seen) for name, states in OF_STATE.items()}
    return found | {EARLIER: proposals_of(user, EARLIER).count()}


def rows_of(proposals: Iterable[IndicatorProposal]) -> list[Row]:
    return [Row(each, STATUS_KEYS[State(each.state)]) for each in proposals]


def institutions_heard(user: User, state: str) -> list[Institution]:
    """Those that proposed anything: the choices of the filter."""
    return list(Institution.objects.filter(pk__in=proposals_of(user, state).values("institution")))


def proposable(user: User, *, at: dt.datetime) -> list[tuple[str, str]]:
    """Code and latest name of each indicator of which the person may propose a change."""
    if not user.has_role(Role.APPROVER):
        return []
    committed = approved_commitments(user, at=at).filter(indicator__plan=ActionPlan.objects.current())
    mine = Indicator.objects.filter(pk__in=committed.values("indicator")).order_by("order")
    names = {
        each.indicator_id: each.name for each in IndicatorRevision.objects.filter(indicator__in=mine).order_by("number")
    }
    return [(each.code, names.get(each.pk, "")) for each in mine]


def proposals_csv(proposals: Iterable[IndicatorProposal]) -> bytes:
    """One row a proposal. Days as programs read them; texts that could be formulas made harmless."""
    head = [
        _("number"), _("institution"), _("indicator"), _("what would change"), _("proposal"), _("reasons"), _("state"),
        _("proposed on"), _("answer"), _("answered on"), _("review"),
    ]  # fmt: skip
    return comma_separated([head, *map(_cells, proposals)])


def _cells(each: IndicatorProposal) -> list[str]:
    return [
        each.number,
        each.institution.code,
        each.indicator.code,
        str(each.get_what_display()),
        each.text,
        each.reasons,
        str(each.get_state_display()),
        f"{in_lima(each.at):%Y-%m-%d}",
        each.answer,
        f"{in_lima(each.answered_at):%Y-%m-%d}" if each.answered_at else "",
        each.session.meeting.number if each.session else "",
    ]
