"""What of the log an address asks for, in the words of the address. A word that stands for nothing is not found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils.translation import gettext as _

from indicators.models import ActionPlan
from reports.board.asking import Option
from revisions.log.reading import AS_PROPOSED, LoggedChange, LoggedSession
from revisions.log.wording import class_words

CLASS_WORDS = {
    "redaccion": "editorial",
    "metodo": "methodological",
    "meta": "target",
    "nuevo": "new",
    "retirado": "retired",
    "propuesta": AS_PROPOSED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Each may be empty: all of them. `change_class` is as it is stored."""

    pillar: str = ""
    indicator: str = ""
    change_class: str = ""
    year: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.pillar or self.indicator or self.change_class or self.year)

    def takes(self, change: LoggedChange) -> bool:
        return (
            self.pillar in ("", change.pillar)
            and self.indicator in ("", change.code)
            and self.change_class in ("", change.change_class)
        )


@dataclass(frozen=True, slots=True)
class Filter:
    """One list of choices of the form, the first of which is all."""

    name: str
    label: str
    everything: str
    options: tuple[Option, ...]


def asked(query: Mapping[str, str], plan: ActionPlan, sessions: Sequence[LoggedSession]) -> Asked:
    """Raises Http404 for a pillar or an indicator that the plan does not have, a class that is none, a year without a session."""
    word = query.get("clase", "")
    found = Asked(query.get("ambito", ""), query.get("indicador", ""), CLASS_WORDS.get(word, ""), query.get("anio", ""))
    is_known = (
        (not word or found.change_class)
        and found.pillar in {"", *plan.pillars.values_list("code", flat=True)}
        and found.indicator in {"", *plan.indicators.values_list("code", flat=True)}
        and found.year in {"", *(str(each.year) for each in sessions)}
    )
    if not is_known:
        raise Http404(_("The log has nothing of that name."))
    return found


def narrowed(sessions: Iterable[LoggedSession], wanted: Asked) -> tuple[LoggedSession, ...]:
    """The sessions of the year with the changes asked for. One of which nothing is left is left out, unless all is asked."""
    of_year = [each for each in sessions if wanted.year in ("", str(each.year))]
    kept = [replace(each, changes=tuple(filter(wanted.takes, each.changes))) for each in of_year]
    only_year = replace(wanted, year="")
    return tuple(each for each in kept if each.changes or not only_year.is_narrow)


def filters(wanted: Asked, plan: ActionPlan, sessions: Sequence[LoggedSession]) -> tuple[Filter, ...]:
    pillars = [(each.code, str(each.name)) for each in plan.pillars.order_by("order")]
    logged = sorted({change.code for session in sessions for change in session.changes})
    years = sorted({str(each.year) for each in sessions}, reverse=True)
    classes = [(word, class_words(stored)) for word, stored in CLASS_WORDS.items()]
    word = next((word for word, stored in CLASS_WORDS.items() if stored == wanted.change_class), "")

    return (
        Filter("ambito", _("Pillar"), _("All pillars"), options(wanted.pillar, pillars)),
        Filter("indicador", _("Indicator"), _("All indicators"), options(wanted.indicator, [(c, c) for c in logged])),
        Filter("clase", _("Class of change"), _("All classes"), options(word, classes)),
        Filter("anio", _("Year"), _("All years"), options(wanted.year, [(year, year) for year in years])),
    )


def options(current: str, pairs: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(word, label, word == current) for word, label in pairs)
