"""What narrows the Committee's list, as the address carries it from page to page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from indicators.models import Pillar
from institutions.models import Institution

AWAITING, OBSERVED, VALIDATED = "por-revisar", "observado", "validado"
STATES = {
    AWAITING: _("To review"),
    OBSERVED: _("Returned, not answered"),
    VALIDATED: pgettext_lazy("list", "Validated"),
}
DAYS = (3, 7, 14, 30)
"""The list can be narrowed to what waits at least so many days."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader chose in the address; what it does not know is ignored."""

    state: str = AWAITING
    institution: str = ""
    pillar: str = ""
    only_warnings: bool = False
    days: int = 0

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        state = query.get("estado", AWAITING)
        return cls(
            state=state if state in STATES else AWAITING,
            institution=query.get("institucion", ""),
            pillar=query.get("ambito", ""),
            only_warnings=query.get("advertencias") == "1",
            days=next((days for days in DAYS if query.get("dias") == str(days)), 0),
        )

    def query(self, **changed: str) -> str:
        """The filters as the rest of an address, without the page."""
        chosen = {"estado": self.state, "institucion": self.institution, "ambito": self.pillar}
        chosen |= {"advertencias": "1" if self.only_warnings else "", "dias": str(self.days or "")}
        return urlencode({name: value for name, value in (chosen | changed).items() if value})

    @property
    def tail(self) -> str:
        """What an address carries along so that the way back and the next answer follow the filters; mostly nothing."""
        return f"?{self.query()}" if self != Filters() else ""

    @property
    def are_set(self) -> bool:
        return self != Filters(state=self.state)


def without_warnings(filters: Filters) -> Filters:
    """The same filters for a list that leaves out every warning anyway."""
    return replace(filters, only_warnings=False)


def names_of(filters: Filters) -> list[str]:
    """What narrows the list, in words; of what does not exist, nothing."""
    institutions = Institution.objects.filter(code=filters.institution).values_list("short_name", flat=True)
    pillars = [pillar.name for pillar in Pillar.objects.filter(code=filters.pillar)]
    days = [gettext("waiting %(n)d days or more") % {"n": filters.days}] if filters.days else []
    return [*institutions, *pillars, *days]
