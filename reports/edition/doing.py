"""General planning and activity status: the plan of the year that a meeting adopted, and where its activities stood.

Nothing in editions that were issued before it was kept. What was not planned and what was not said are told as such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from activities.progress import Standing
from activities.standing_words import label_of
from documents.formatting import short_date
from reports.edition.blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Table,
    Text,
    words,
)
from reports.edition.kind import own_of
from reports.edition.reading import Row, Snapshot

COUNTED = ("planned", "running", "done", "delayed", "unreported", "cancelled")
"""In the order of an activity's life; those that were cancelled are counted beside the others."""


def doing(s: Snapshot) -> list[Block]:
    said = s.content.get("activities")
    if said is None:
        return []
    if not said["is_frozen"]:
        return [] if s.is_told else [Text(no_plan(said))]
    told = tuple(named_sentences(s, said) if s.is_told else sentences(s, said))
    return [
        *([] if s.is_told else [Text(introduction(s, said))]),
        headline(s, said["tally"]),
        *([Bullets(told)] if told else []),
        *([by_institution(s, said)] if own_of(s) is None else []),
        by_area(s, said),
        *gaps(s, said),
        *named(s, said, Standing.DELAYED, _("Delayed activities")),
        *named(s, said, Standing.UNREPORTED, _("Activities without the note that was due")),
        Note(rule(s, said)),
    ]


def no_plan(said: Row) -> str:
    return _(
        "No plan of activities of %(year)s had been adopted by the cut-off: nothing can be said of what was done."
    ) % {"year": said["year"]}


def introduction(s: Snapshot, said: Row) -> str:
    text = (
        introduction_of_one()
        if own_of(s) is not None
        else _(
            "The plan of %(year)s was adopted by %(act)s. Below is where its activities stood on %(day)s, by the progress notes that "
            "were sent until the cut-off."
        )
    )
    return text % {"year": said["year"], "act": s.act(said["act"]), "day": s.day(said["as_of"])}


def introduction_of_one() -> str:
    return _(
        "The plan of %(year)s was adopted by %(act)s. Below is where the activities of the institution stood on %(day)s, by the progress "
        "notes that it sent until the cut-off."
    )


def rule(s: Snapshot, said: Row) -> str:
    return _(
        "An activity is delayed when a note says that it had not begun or ended by its day; without a note nobody is called delayed. "
        "A note counts once it is sent; how many were validated is said. Days are those that hold at the "
        "cut-off. SHA-256 of the adopted plan: %(digest)s"
    ) % {"digest": said["digest"]}


def headline(s: Snapshot, tally: Row) -> KeyFigures:
    return KeyFigures(
        (
            KeyFigure(_("Activities"), s.number(kept(tally)), cancelled_note(s, tally)),
            done_figure(s, tally),
            KeyFigure(label_of(Standing.DELAYED), s.number(tally["delayed"])),
            KeyFigure(label_of(Standing.UNREPORTED), s.number(tally["unreported"])),
        )
    )


def done_figure(s: Snapshot, tally: Row) -> KeyFigure:
    """How many were done; where no note arrived of any it is not known, and nothing is zero."""
    whole, label = kept(tally), label_of(Standing.DONE)
    if whole and not tally.get("noted", 1):
        return KeyFigure(label, "–", _("Not known: no note arrived."))
    return KeyFigure(label, s.of(tally["done"], whole), s.share(tally["done"], whole))


def kept(tally: Row) -> int:
    return sum(int(tally[name]) for name in COUNTED if name != "cancelled")


def cancelled_note(s: Snapshot, tally: Row) -> str:
    number = tally["cancelled"]
    said = ngettext("%(n)s cancelled beside them", "%(n)s cancelled beside them", number) % {"n": s.number(number)}
    return said if number else ""


def sentences(s: Snapshot, said: Row) -> Iterator[str]:
    yield from notes_said(s, said["tally"])
    yield from named_sentences(s, said)
    yield from changes_said(s, said["tally"])


def named_sentences(s: Snapshot, said: Row) -> Iterator[str]:
    """Of which institutions no plan arrived, and which declared that they plan none."""
    silent = [s.short(each["institution"]) for each in said["institutions"] if not each["is_sent"]]
    if silent:
        yield _("Asked, and sent no plan: %(names)s.") % {"names": s.joined(silent)}
    for each in said["institutions"]:
        if each["is_sent"] and each["has_none"]:
            text = _("%(institution)s declared that it plans none: “%(reason)s”")
            yield text % {"institution": s.short(each["institution"]), "reason": s.written(each["reason"])}


def notes_said(s: Snapshot, tally: Row) -> Iterator[str]:
    """For how many it is known how they stood, and how much of what was sent is validated."""
    if tally["expected"]:
        text = ngettext(
            "%(expected)s activity should have begun by then; known how it stood: %(told)s.",
            "%(expected)s activities should have begun by then; known how they stood: %(told)s.",
            tally["expected"],
        )
        yield text % {name: s.number(tally[name]) for name in ("expected", "told")}
    else:
        yield _("No note was due by then.")
    if tally["noted"]:
        text = _("With a note: %(noted)s; with the last note validated: %(validated)s.")
        yield text % {name: s.number(tally[name]) for name in ("noted", "validated")}


def changes_said(s: Snapshot, tally: Row) -> Iterator[str]:
    added, moved = tally["added"], tally["moved"]
    if added:
        text = ngettext(
            "Since the adoption %(n)s activity was added.", "Since the adoption %(n)s activities were added.", added
        )
        yield text % {"n": s.number(added)}
    if moved:
        text = ngettext(
            "Since the adoption the days of %(n)s activity were changed.",
            "Since the adoption the days of %(n)s activities were changed.",
            moved,
        )
        yield text % {"n": s.number(moved)}


def by_institution(s: Snapshot, said: Row) -> Table:
    """Those that planned, and those whose activities were all added later: the rows come to the total."""
    shown = [each for each in said["institutions"] if each["is_sent"] or any(each["tally"].values())]
    lines = [(s.short(each["institution"]), each["tally"]) for each in shown]
    return counts(s, _("Activities by institution"), _("Institution"), lines, said["tally"])


def by_area(s: Snapshot, said: Row) -> Table:
    """Areas in which nothing is planned stand there with zeros: that is a count, not a silence."""
    none = dict.fromkeys(said["tally"], 0)
    lines = [(s.text(each["name"]), said["pillars"].get(each["code"], none)) for each in s["plan"]["pillars"]]
    return counts(s, _("Activities by area"), _("Area"), lines, said["tally"])


def counts(s: Snapshot, caption: str, first: str, lines: Iterable[tuple[str, Row]], total: Row) -> Table:
    return Table(
        caption,
        (
            Column(first, weight=6),
            Column(pgettext("activities", "All"), is_number=True, weight=3),
            *(Column(label_of(Standing(name)), is_number=True, weight=4) for name in COUNTED),
            Column(_("With the note that was due"), is_number=True, weight=4),
        ),
        (*(count_line(s, name, tally) for name, tally in lines), count_line(s, total_name(s), total)),
        is_total=True,
        note=_("“All” leaves out what was cancelled."),
    )


def total_name(s: Snapshot) -> str:
    return _("The plan of the year") if own_of(s) is None else _("All of the institution")


def count_line(s: Snapshot, name: str, tally: Row) -> tuple[Cell, ...]:
    told = s.of(tally["told"], tally["expected"]) if tally["expected"] else _("none was due")
    return words(name, s.number(kept(tally)), *(s.number(tally[each]) for each in COUNTED), told)


def gaps(s: Snapshot, said: Row) -> list[Block]:
    codes = said["gaps"]
    if not codes:
        return []
    title = _("Actions of the plan without an activity: %(count)s")
    heading = Heading(2, title % {"count": s.of(len(codes), said["actions"])})
    return [heading, Text(s.joined(codes) + ".")]


def named(s: Snapshot, said: Row, standing: Standing, caption: str) -> list[Block]:
    rows = [each for each in said["rows"] if each["standing"] == standing.value]
    return [listed(s, caption, rows)] if rows else []


def listed(s: Snapshot, caption: str, rows: Sequence[Row]) -> Table:
    return Table(
        caption,
        (
            Column(_("Activity"), weight=4),
            Column(_("Institution"), weight=1),
            Column(_("Days"), weight=2),
            Column(_("Last note"), weight=2),
        ),
        tuple(activity_line(s, each) for each in rows),
    )


def activity_line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    known = row["known"]
    note = (
        _("of %(day)s") % {"day": short_date(dt.date.fromisoformat(known["as_of"]), s.language)} if known else _("none")
    )
    title = Cell(f"{row['code']} {written(s, row, 'title')}")
    return (title, *words(s.short(row["institution"]), days(s, row), note))


def days(s: Snapshot, row: Row) -> str:
    """Its days now, and those that were adopted where they are others."""
    now = span(s, row["starts_on"], row["ends_on"])
    adopted = row["adopted"]
    if adopted is None or adopted == [row["starts_on"], row["ends_on"]]:
        return now
    return _("%(now)s (adopted: %(adopted)s)") % {"now": now, "adopted": span(s, *adopted)}


def span(s: Snapshot, first: str, last: str) -> str:
    return " – ".join(short_date(dt.date.fromisoformat(each), s.language) for each in (first, last))


def annex(s: Snapshot) -> list[Block]:
    """Every activity of the year, by institution."""
    said = s.content.get("activities") or {}
    return [table for each in said.get("institutions", ()) for table in of_institution(s, said, each["institution"])]


def of_institution(s: Snapshot, said: Row, code: str) -> list[Block]:
    rows = [each for each in said["rows"] if each["institution"] == code]
    if not rows:
        return []
    columns = (
        Column(_("Activity"), weight=8),
        Column(_("Expected product"), weight=6),
        Column(_("Responsible post"), weight=5),
        Column(_("Days"), weight=4),
        Column(_("Standing"), weight=4),
    )
    return [Table(s.institution(code), columns, tuple(full_line(s, each) for each in rows))]


def full_line(s: Snapshot, row: Row) -> tuple[Cell, ...]:
    title = f"{row['code']} · {row['action']} · {written(s, row, 'title')}"
    where = label_of(Standing(row["standing"]))
    return words(title, written(s, row, "product"), written(s, row, "post"), days(s, row), where)


def written(s: Snapshot, row: Row, field: str) -> str:
    """Words of the institution, in the language in which it wrote them. Editions from before it was kept do not know it."""
    return s.written(row[field], row.get("language", ""))
