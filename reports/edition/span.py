"""Each indicator over the semesters of a report: one line a semester, the figure of all of them, and its change since as many before."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import lower_first
from reports.arithmetic.over_time import Accumulation, Scope
from reports.edition.blocks import Block, Bullets, Cell, Column, Heading, Table, Text
from reports.edition.indicator import held_against, value_note
from reports.edition.kind import from_to, own_of, span_label, span_of
from reports.edition.reading import Row, Snapshot, change_of, figure_of
from reports.edition.remarks import compares_few, joined_remark
from reports.figures.comparing import Comparison
from reports.figures.totals import Figure
from reports.wording import figures as wording


def span_blocks(s: Snapshot, code: str) -> list[Block]:
    """What an indicator's own blocks do not say; nothing in a report of one semester, or where nobody was ever committed to it."""
    span = span_of(s)
    row = next((each for each in span["indicators"] if each["code"] == code), None) if span else None
    return series_blocks(s, span, row) if span and row and is_asked(row) else []


def gone_blocks(s: Snapshot, pillar: str) -> list[Block]:
    """The indicators of an area that were followed in part of the semesters and are not any more."""
    span = span_of(s)
    gone = [row for row in gone_rows(s, span) if row["pillar"] == pillar] if span else []
    if span is None or not gone:
        return []
    title = _("Followed in part of the semesters") if own_of(s) is None else _("Reported in part of the semesters")
    blocks: list[Block] = [Heading(3, title)]
    for row in gone:
        name = s.text(row["name"]).rstrip(". ")
        blocks.append(Heading(4, f"{row['code']} · {name}", row["code"].lower(), s.text(row["unit"])))
        blocks += series_blocks(s, span, row) if is_asked(row) else [Text(followed_text(s, span, row))]
    return blocks


def gone_rows(s: Snapshot, span: Row) -> list[Row]:
    return [row for row in span["indicators"] if row["code"] not in s.indicators]


def is_asked(row: Row) -> bool:
    """Whether some institution was committed in some semester, or answered."""
    points = [point["figure"] for series in row["series"] for point in series["points"] if point["figure"]]
    return any(figure["state"] != "not_assigned" for figure in points)


def series_blocks(s: Snapshot, span: Row, row: Row) -> list[Block]:
    blocks: list[Block] = []
    for series in row["series"]:
        blocks.append(table(s, span, row, series))
        notes = tuple(notes_of(s, span, row, series))
        if notes:
            blocks.append(Bullets(notes))
    return blocks


def table(s: Snapshot, span: Row, row: Row, series: Row) -> Table:
    caption = _("%(code)s, semester by semester") % {"code": row["code"]}
    label = s.text(series["label"])
    return Table(
        f"{caption} · {label}" if label else caption,
        (
            Column(_("Semester"), weight=2),
            Column(_("Value"), is_number=True),
            Column(_("Made of"), weight=4),
            Column(_("State in the semester"), weight=3),
        ),
        (*(point_line(s, each) for each in series["points"]), total_line(s, span, row, series)),
        is_total=True,
        is_narrow=True,
    )


def point_line(s: Snapshot, point: Row) -> tuple[Cell, ...]:
    name = s.period_label(point["period"])
    if point["figure"] is None:
        nothing = _("Not followed in the semester") if own_of(s) is None else _("Not asked of the institution")
        return (Cell(name), Cell("–"), Cell(nothing), Cell("–"))
    figure = figure_of(point["figure"])
    made = [value_note(s, figure), _("another definition from here on") if point["is_break"] else ""]
    return (
        Cell(name),
        Cell(wording.figure_text(figure)),
        Cell("; ".join(filter(None, made))),
        state_cell(point["state"]),
    )


def state_cell(state: str | None) -> Cell:
    return Cell(str(wording.STATES[state]), wording.ICONS.get(state, state)) if state else Cell("–")


def total_line(s: Snapshot, span: Row, row: Row, series: Row) -> tuple[Cell, ...]:
    """The figure of all the semesters: what it is made of, and its state where a target covers them."""
    figure = figure_of(series["figure"]) if series["figure"] else None
    states = [each["state"] for each in series["judged"] if each["period"] == span["last"]]
    return (
        Cell(span_label(s, span)),
        Cell(wording.figure_text(figure) if figure else "–"),
        Cell(made_of(s, span, row, figure)),
        state_cell(states[0] if states else None),
    )


def made_of(s: Snapshot, span: Row, row: Row, figure: Figure | None) -> str:
    """How the semesters were put together, and from how many answers."""
    if figure is None:
        return _("Nothing was asked at its end, and nothing is carried forward")
    if figure.state == "broken":
        return _("The definition changed within: nothing is added")
    if row["accumulation"] != Accumulation.FLOW:
        at_end = _("As of its end, %(period)s") % {"period": s.period_label(row["until"])}
        return "; ".join(filter(None, [at_end, value_note(s, figure)]))
    reach = ngettext("%(reported)s of %(expected)s answer", "%(reported)s of %(expected)s answers", figure.expected)
    parts = [
        _("Sum of its semesters"),
        wording.parts_text(figure),
        reach % {"reported": s.number(figure.reported), "expected": s.number(figure.expected)},
        _("partial") if figure.is_partial else "",
    ]
    return "; ".join(filter(None, parts))


# --- Beside the table ---


def notes_of(s: Snapshot, span: Row, row: Row, series: Row) -> Iterator[str]:
    if (row["since"], row["until"]) != (span["first"], span["last"]):
        yield followed_text(s, span, row)
    for each in series["judged"]:
        if is_covered(each):
            yield judged_text(s, row, each)
    change = change_of(series["change"])
    if change is not None and span["before"]:
        yield from change_texts(s, span, change, series)
    if series["figure"] and (joined := figure_of(series["figure"]).joined):
        yield joined_remark(s, joined)


def is_covered(judged: Row) -> bool:
    """Whether a target is of the year that is told: one that is of another year says nothing of this one."""
    target = judged["target"]
    if judged["scope"] != Scope.YEAR or target is None or judged["state"] != "not_due":
        return True
    return bool(target["period"][:4] == judged["period"][:4])


def followed_text(s: Snapshot, span: Row, row: Row) -> str:
    """From when, or until when, the indicator was followed; in an own report, asked of the institution."""
    words = {"since": s.period_label(row["since"]), "until": s.period_label(row["until"])}
    is_own = own_of(s) is not None
    if row["until"] == span["last"]:
        return (_("Asked of it from %(since)s on.") if is_own else _("Followed from %(since)s on.")) % words
    if row["since"] == span["first"]:
        return (_("Asked of it until %(until)s.") if is_own else _("Followed until %(until)s.")) % words
    text = _("Asked of it from %(since)s until %(until)s.") if is_own else _("Followed from %(since)s until %(until)s.")
    return text % words


def judged_text(s: Snapshot, row: Row, judged: Row) -> str:
    """`Target of the year 2026: At risk. 75.0% of the 40 expected by now; …`"""
    word, note, _icon = held_against(s, {"definition": row}, {"judgement": judged, "state": judged["state"]})
    figure = wording.figure_text(figure_of(judged["figure"])) if judged["figure"] else ""
    name = (
        _("Target of the year %(year)s") % {"year": judged["period"][:4]}
        if judged["scope"] == Scope.YEAR
        else _("Target since the plan began")
    )
    return f"{name}: {word}. " + "; ".join(filter(None, [figure, note])) + "."


def change_texts(s: Snapshot, span: Row, change: Comparison, series: Row) -> Iterator[str]:
    before = from_to(s, span["before"]["first"], span["before"]["last"])
    if change.state == "broken":
        yield _("The definition changed since %(before)s, so there is no change to show.") % {"before": before}
    elif change.state == "nothing_before":
        yield none_compared(s) % {"before": before}
    elif change.state == "computed":
        yield changed_text(s, before, change, series)
        yield from others_texts(s, span, change)
        if span["before"]["has_other_halves"]:
            yield _("The two spans do not hold the same halves of the year: what has seasons differs for that alone.")


def none_compared(s: Snapshot) -> str:
    if own_of(s) is None:
        return _("No institution can be compared with %(before)s.")
    return _("It has no value in every semester of both, so nothing is compared with %(before)s.")


def change_detail(s: Snapshot, change: Comparison, series: Row) -> str:
    """How large a change is, over whom, and that it is of few."""
    detail = (
        wording.difference_text(change),
        s.percent(series["change"]["percent"], signed=True),
        wording.comparable_text(change),
        _("percentage of fewer than 20") if compares_few(series) else "",
    )
    return "; ".join(filter(None, detail))


def changed_text(s: Snapshot, before: str, change: Comparison, series: Row) -> str:
    text = _("Against %(before)s: %(from_to)s (%(detail)s).")
    if own_of(s) is None:
        text = _("Against %(before)s, like for like: %(from_to)s (%(detail)s).")
    return text % {
        "before": before,
        "from_to": lower_first(wording.from_to_text(change)),
        "detail": change_detail(s, change, series),
    }


def others_texts(s: Snapshot, span: Row, change: Comparison) -> Iterator[str]:
    """What the institutions add that cannot be compared."""
    found = [
        _("%(value)s in %(period)s")
        % {"value": wording.plain(value, is_percent=change.is_percent), "period": from_to(s, *bounds)}
        for value, bounds in (
            (change.added_before, (span["before"]["first"], span["before"]["last"])),
            (change.added_after, (span["first"], span["last"])),
        )
        if value is not None
    ]
    if found:
        yield _("The others, apart: %(values)s.") % {"values": s.joined(found)}
