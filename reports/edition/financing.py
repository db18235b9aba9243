"""Financing: whether the annual budget of each institution has an item for its activities (section 09 of the plan), and its amounts.

Nothing in editions that were issued before it was kept. A sum goes over what was reported and says over how much; there is no sum over
institutions of which nothing is known.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents.formatting import NO_BREAK_SPACE, number, short_date
from reports.edition.blocks import Block, Bullets, Cell, Column, Note, Table, Text, words
from reports.edition.kind import own_of, span_of
from reports.edition.own import budget_sentence
from reports.edition.reading import Row, Snapshot, amount

NAMES = ("initial", "modified", "committed", "executed")


def financing(s: Snapshot) -> list[Block]:
    said = s.content.get("budget")
    if said is None:
        return []
    told = tuple(named_sentences(s, said) if s.is_told else sentences(s, said))
    is_earlier = is_an_earlier_year(s)
    blocks: list[Block] = [] if s.is_told or is_earlier else [Text(introduction(s, said))]
    if told:
        blocks.append(Bullets(told))
    if said["lines"]:
        blocks.append(by_institution(s, said))
    if why := tuple(reasons(s, said)):
        blocks.append(Bullets(why))
    if any(each["answer"] == "yes" for each in said["lines"]):
        blocks.append(by_area(s, said))
    return blocks if is_earlier else [*blocks, Note(rule())]


def is_an_earlier_year(s: Snapshot) -> bool:
    """Of a report of several: the text of the section and its last year say once what holds for all."""
    return not s.is_told and span_of(s) is not None


def introduction(s: Snapshot, said: Row) -> str:
    text = (
        _(
            "Section 09 of the plan: each institution included in its implementation must include in its annual budget an item destined "
            "to the financing of its activities. The plan sets no amount. Below is what institutions stated of %(year)s, in soles."
        )
        if own_of(s) is None
        else _(
            "Section 09 of the plan: each institution included in its implementation must include in its annual budget an item destined "
            "to the financing of its activities. The plan sets no amount. Below is what the institution stated of %(year)s, in soles."
        )
    )
    return text % {"year": said["year"]}


def rule() -> str:
    return _(
        "PIA: initial budget; PIM: modified budget. Execution is what was accrued over the PIM, of the items that report both. Only "
        "validated statements count. An amount that was not reported is in no sum: in brackets, over how many items a sum goes. A dash: "
        "there is no item, nothing was reported, or there is no PIM to divide by; it never stands for zero."
    )


def sentences(s: Snapshot, said: Row) -> Iterator[str]:
    if own_of(s) is not None:
        yield budget_sentence(said)
        return
    yield tallied(s, said)
    if fallback(said):
        yield fallback(said)
    yield from named_sentences(s, said)


def tallied(s: Snapshot, said: Row) -> str:
    counts = said["counts"]
    total = sum(counts.values())
    if not total:
        return _("No institution was included in the implementation of the plan in that year.")
    return " ".join(counted(s, counts, total))


def fallback(said: Row) -> str:
    if not said["is_fallback"] or not sum(said["counts"].values()):
        return ""
    return _(
        "Nobody was committed or asked for a plan in that year: the institutions that take part in the plan are listed."
    )


def named_sentences(s: Snapshot, said: Row) -> Iterator[str]:
    """Whose statement waits, and who stated something without being bound."""
    if not sum(said["counts"].values()):
        return
    waiting = [s.short(each["institution"]) for each in said["lines"] if each["is_waiting"]]
    if waiting:
        yield _("Sent and not validated by the cut-off, and not counted: %(names)s.") % {"names": s.joined(waiting)}
    beyond = [s.short(each["institution"]) for each in said["lines"] if not each["is_included"]]
    if beyond:
        text = _("Not bound by section 09 that year, listed because they stated something all the same: %(names)s.")
        yield text % {"names": s.joined(beyond)}


def counted(s: Snapshot, counts: Row, total: int) -> Iterator[str]:
    """Each answer in a sentence of its own, of those that the rule binds."""
    text = _("Institutions that stated that they included an item: %(yes)s of %(total)s.")
    yield text % {"yes": s.number(counts["yes"]), "total": s.number(total)}
    if counts["no"]:
        yield _("That stated that they have none: %(n)s.") % {"n": s.number(counts["no"])}
    if counts["not_reported"]:
        yield _("Without a validated statement: %(n)s.") % {"n": s.number(counts["not_reported"])}


def by_institution(s: Snapshot, said: Row) -> Table:
    return Table(
        _("Compliance with section 09 by institution, %(year)s") % {"year": said["year"]},
        (
            Column(_("Institution"), weight=8),
            Column(_("Budget item"), weight=9),
            *amount_columns(),
        ),
        tuple(line(s, each) for each in said["lines"]),
    )


def reasons(s: Snapshot, said: Row) -> Iterator[str]:
    """Why there is no item; up to which day amounts go, and where they come from: too many words for a cell."""
    for each in said["lines"]:
        who = {"institution": s.short(each["institution"])}
        if each["answer"] == "no":
            yield _("%(institution)s has no item: “%(reason)s”") % (who | {"reason": s.written(each["reason"])})
        elif each["answer"] == "yes" and each["cut_off_on"]:
            day = short_date(dt.date.fromisoformat(each["cut_off_on"]), s.language)
            yield _("%(institution)s, amounts up to %(day)s: %(source)s") % (
                who | {"day": day, "source": s.written(each["source"])}
            )


def amount_columns() -> tuple[Column, ...]:
    titles = (_("PIA"), _("PIM"), pgettext("amount", "Committed"), pgettext("amount", "Accrued"), _("Execution"))
    return tuple(Column(title, is_number=True, weight=11 if title in titles[:-1] else 6) for title in titles)


def line(s: Snapshot, said: Row) -> tuple[Cell, ...]:
    return words(s.short(said["institution"]), answer(said), *amounts(s, said["amounts"]))


def answer(said: Row) -> str:
    """What waits for the Committee is neither an answer yet nor a silence."""
    if said["is_waiting"] and said["answer"] == "not_reported":
        return _("Sent, not validated")
    return {
        "yes": pgettext("budget item", "Yes"),
        "no": pgettext("budget item", "No"),
        "not_reported": pgettext("budget item", "Not reported"),
    }[said["answer"]]


def amounts(s: Snapshot, found: Row | None) -> list[str]:
    """The four sums and the rate; a dash where nothing can be added."""
    if found is None:
        return ["–"] * (len(NAMES) + 1)
    return [*(sum_text(s, found[name]) for name in NAMES), rate_text(s, found["rate"])]


def sum_text(s: Snapshot, found: Row) -> str:
    if found["sum"] is None:
        return "–"
    said = number(amount(found["sum"]), s.language, decimals=2)  # as on the pages of the budget
    return (
        said
        if found["reported_items"] == found["items"]
        else said + coverage(s, found["reported_items"], found["items"])
    )


def rate_text(s: Snapshot, rate: Row) -> str:
    part, whole = amount(rate["numerator"]), amount(rate["denominator"])
    if not whole or part is None:
        return "–"
    said = s.share(part, whole)
    return said if rate["items"] == rate["of_items"] else said + coverage(s, rate["items"], rate["of_items"])


def coverage(s: Snapshot, part: int, whole: int) -> str:
    """In one piece: it goes to the next line whole, under its sum."""
    return " (" + s.of(part, whole).replace(" ", NO_BREAK_SPACE) + ")"


def by_area(s: Snapshot, said: Row) -> Table:
    """Of the institutions that stated an item; what is attributed to no area has a row of its own."""
    names = {each["code"]: s.text(each["name"]) for each in s["plan"]["pillars"]}
    rows = [each for each in said["pillars"] if each["pillar"] or each["amounts"]["initial"]["items"]]
    return Table(
        _("Amounts by area"),
        (
            Column(_("Area"), weight=8),
            Column(_("Institutions"), is_number=True, weight=6),
            Column(pgettext("budget", "Items"), is_number=True, weight=5),
            *amount_columns(),
        ),
        tuple(area_line(s, names.get(each["pillar"], _("Attributed to no area")), each) for each in rows),
        note=_(
            "Only of the institutions that stated an item: of the others there is no amount, and nothing is added for them."
        ),
    )


def area_line(s: Snapshot, name: str, said: Row) -> tuple[Cell, ...]:
    found = said["amounts"]
    counts = (s.number(said["institutions"]), s.number(found["initial"]["items"]))
    return words(name, *counts, *amounts(s, found))
