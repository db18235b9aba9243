"""What of the activities an address asks for, in the words of the address; and the form that spells it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activities.figures.facts import ActivityFacts, Part
from activities.figures.narrowing import ADDED, AS_ADOPTED, ENDS, MOVED, NEWS_FIRST, STANDS, STARTS, Wanted
from activities.progress import Standing
from activities.standing_words import label_of
from documents.formatting import MONTHS
from documents.speaking import language

STANDINGS = {
    "con-retraso": Standing.DELAYED,
    "sin-nota": Standing.UNREPORTED,
    "en-ejecucion": Standing.RUNNING,
    "prevista": Standing.PLANNED,
    "realizada": Standing.DONE,
    "cancelada": Standing.CANCELLED,
}
CHANGES = {"agregada": ADDED, "movida": MOVED, "como-se-aprobo": AS_ADOPTED}
ORDERS = {"inicio": STARTS, "fin": ENDS, "estado": STANDS}
MONTH_WORDS = {str(month): month for month in range(1, 13)}
MOST_TEXT = 100
Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class Option:
    word: str
    label: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One list of choices of the form, the first of which is all."""

    name: str
    label: str
    everything: str
    options: tuple[Option, ...]


def asked(query: Mapping[str, str]) -> Wanted:
    """A standing, a change, a month or an order that is none of ours is not found; a code that serves nothing finds nothing."""
    return Wanted(
        institution=query.get("institucion", ""),
        pillar=query.get("ambito", ""),
        action=query.get("accion", ""),
        indicator=query.get("indicador", ""),
        standing=_known(STANDINGS, query.get("estado", ""), None),
        begins=_known(MONTH_WORDS, query.get("empieza", ""), 0),
        ends=_known(MONTH_WORDS, query.get("termina", ""), 0),
        change=_known(CHANGES, query.get("cambio", ""), ""),
        text=query.get("texto", "").strip()[:MOST_TEXT],
        order=_known(ORDERS, query.get("orden", ""), ""),
    )


def _known(words: Mapping[str, Meaning], word: str, nothing: Meaning) -> Meaning:
    if word and word not in words:
        raise Http404
    return words[word] if word else nothing


def kept(request: HttpRequest, **changes: str) -> str:
    """The query of the address with some of it changed, without its page; empty values are left out."""
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return query.urlencode()


def filters_of(wanted: Wanted, activities: Iterable[ActivityFacts], *, is_frozen: bool) -> dict[str, list[Filter]]:
    """Context of the form: `filters` of its first line, and the `others`, the order last."""
    found = list(activities)
    others = [*other_filters(wanted, found, is_frozen=is_frozen), order_filter(wanted, is_frozen=is_frozen)]
    return {"filters": list(first_filters(wanted, found, is_frozen=is_frozen)), "others": others}


def first_filters(wanted: Wanted, activities: Iterable[ActivityFacts], *, is_frozen: bool) -> Iterator[Filter]:
    """Those of the first line: whose, for which pillar, how it stands. Choices are what the year holds."""
    found = list(activities)
    institutions = {each.institution for each in found}
    if len(institutions) > 1 or wanted.institution:
        options = _parts(institutions, wanted.institution)
        yield Filter("institucion", _("Institution"), _("All institutions"), options)
    yield Filter("ambito", _("Pillar"), _("All pillars"), _parts({each.pillar for each in found}, wanted.pillar))
    if is_frozen:
        yield Filter("estado", _("Standing"), _("However they stand"), _standings(wanted))


def other_filters(wanted: Wanted, activities: Iterable[ActivityFacts], *, is_frozen: bool) -> Iterator[Filter]:
    found = list(activities)
    actions = {Part(each.action.code, each.action.code, each.action.order) for each in found}
    indicators = {Part(code, code) for each in found for code in each.indicators}
    months = [(str(n), MONTHS[language()][n - 1]) for n in range(1, 13)]
    yield Filter("accion", _("Action of the plan"), _("All actions"), _parts(actions, wanted.action))
    yield Filter("indicador", _("Indicator"), _("All indicators"), _parts(indicators, wanted.indicator))
    yield Filter("empieza", _("Begins in"), _("Any month"), _options(months, str(wanted.begins or "")))
    yield Filter("termina", _("Ends in"), _("Any month"), _options(months, str(wanted.ends or "")))
    if is_frozen:
        changes = [("agregada", _("Added")), ("movida", _("Moved")), ("como-se-aprobo", _("As adopted"))]
        current = next((word for word, change in CHANGES.items() if change == wanted.change), "")
        yield Filter("cambio", _("Since the adoption"), _("Changed or not"), _options(changes, current))


def order_filter(wanted: Wanted, *, is_frozen: bool) -> Filter:
    pairs = [("inicio", _("First day")), ("fin", _("Last day"))]
    if is_frozen:
        pairs.append(("estado", _("What asks for attention")))
    current = next((word for word, order in ORDERS.items() if order == wanted.order), "")
    return Filter("orden", pgettext("order of a list", "Order"), _("Institution and number"), _options(pairs, current))


def _standings(wanted: Wanted) -> tuple[Option, ...]:
    words = {standing: word for word, standing in STANDINGS.items()}
    pairs = [(words[standing], label_of(standing)) for standing in NEWS_FIRST]
    return _options(pairs, words[wanted.standing] if wanted.standing else "")


def _parts(parts: Iterable[Part], current: str) -> tuple[Option, ...]:
    """In their order; what is asked stays among them, also where nothing of the year is of it."""
    known = sorted({part.code: part for part in parts}.values(), key=lambda part: (part.order, part.code))
    pairs = [(part.code, part.name) for part in known]
    if current and current not in {code for code, _name in pairs}:
        pairs.append((current, current))
    return _options(pairs, current)


def _options(pairs: Iterable[tuple[str, str]], current: str) -> tuple[Option, ...]:
    return tuple(Option(word, label, word == current) for word, label in pairs)
