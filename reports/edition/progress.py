"""Progress by area, objective and indicator: each area with its charts, each indicator with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from documents.charts import Gap, Tone, Value
from documents.charts.dumbbell import Dumbbell
from documents.charts.line import Break, LineChart
from documents.charts.stacked import Count, StackedBar
from reports.edition.blocks import Block, Cell, Column, Drawing, Figure, Heading, Multiple, Multiples, Table, Text
from reports.edition.indicator import indicator_blocks
from reports.edition.kind import own_of, span_of
from reports.edition.past import partial_points, past_in_words
from reports.edition.reading import Row, Snapshot, change_of, exact_of, figure_of
from reports.edition.remarks import compares_few
from reports.edition.span import gone_blocks, span_blocks
from reports.edition.summary import tally_sentence
from reports.wording import figures as wording

TONES = {"validated": Tone.GOOD, "submitted": Tone.BLUE, "returned": Tone.RISK, "missing": Tone.NEUTRAL}


def progress(s: Snapshot) -> list[Block]:
    blocks: list[Block] = []
    for pillar in s["plan"]["pillars"]:
        gone = gone_blocks(s, pillar["code"])
        if pillar["code"] in s["tallies"]["pillars"]:
            blocks += pillar_blocks(s, pillar)
        elif gone:
            blocks.append(Heading(2, s.text(pillar["name"]), anchor=pillar["code"].lower()))
        blocks += gone
    return blocks


def pillar_blocks(s: Snapshot, pillar: Row) -> list[Block]:
    rows = [row for row in s["indicators"] if row["pillar"] == pillar["code"]]
    blocks: list[Block] = [
        Heading(2, s.text(pillar["name"]), anchor=pillar["code"].lower()),
        Text(standing(s, pillar, rows)),
    ]
    blocks += filter(None, [received(s, pillar, rows), moves(s, pillar, rows), evolution(s, pillar, rows)])
    for objective in pillar["objectives"]:
        inside = [row for row in rows if row["objective"] == objective["code"]]
        if inside:
            title = _("Objective %(code)s") % {"code": objective["code"]}
            blocks += [Heading(3, title), Text(s.text(objective["text"]))]
            blocks += [block for row in inside for block in whole_blocks(s, row)]
    return blocks


def whole_blocks(s: Snapshot, row: Row) -> list[Block]:
    """The indicator under its heading: over all the semesters of the report, where it has several, then in the last one."""
    heading, *rest = indicator_blocks(s, row)
    return [heading, *span_blocks(s, row["code"]), *rest]


def standing(s: Snapshot, pillar: Row, rows: list[Row]) -> str:
    return ngettext(
        "%(count)s indicator: %(tally)s.", "%(count)s indicators: %(tally)s.", len(rows)
    ) % {"count": s.number(len(rows)), "tally": tally_sentence(s, s["tallies"]["pillars"][pillar["code"]])}  # fmt: skip


# --- What arrived for the area ---


def received(s: Snapshot, pillar: Row, rows: list[Row]) -> Figure | None:
    """One bar of the reports expected for the area, by where they stood at the cut-off."""
    counts = counted_cells(s, {row["code"] for row in rows})
    if not sum(counts.values()):
        return None
    words = {
        "validated": lambda n: ngettext("%(n)s validated", "%(n)s validated", n),
        "submitted": lambda n: ngettext("%(n)s sent and not validated yet", "%(n)s sent and not validated yet", n),
        "returned": lambda n: ngettext("%(n)s returned with an observation", "%(n)s returned with an observation", n),
        "missing": lambda n: ngettext("%(n)s did not arrive", "%(n)s did not arrive", n),
    }
    said = s.joined([words[kind](n) % {"n": s.number(n)} for kind, n in counts.items() if n])
    title = (
        _("Reports expected for the area: %(counts)s") % {"counts": said}
        if span_of(s) is None
        else _("Reports expected for the area in %(period)s: %(counts)s") % {"period": s.period, "counts": said}
    )
    names = {
        "validated": _("Validated"),
        "submitted": _("Sent and not validated yet"),
        "returned": _("Returned with an observation"),
        "missing": _("Did not arrive"),
    }
    bar = StackedBar(
        title, [Count(n, TONES[kind], names[kind]) for kind, n in counts.items()], is_told=True, is_numbered=True
    )
    return Figure(title, _("In this order, from left to right"), Drawing(f"received-{slug(pillar)}", bar))


def counted_cells(s: Snapshot, codes: set[str]) -> dict[str, int]:
    counts = dict.fromkeys(TONES, 0)
    for row in s["record"]["rows"]:
        for code, cell in row["cells"].items():
            if code in codes and cell["is_expected"]:
                counts[cell["state"] if cell["state"] in counts else "missing"] += 1
    return counts


def slug(pillar: Row) -> str:
    return str(pillar["code"]).lower()


# --- What changed ---


def moves(s: Snapshot, pillar: Row, rows: list[Row]) -> Table | None:
    """Every series that can be compared with the semester before, on a line from zero to the larger of both."""
    lines = tuple(line for row in rows for series in row["figures"]["series"] for line in move_line(s, row, series))
    if not lines:
        return None
    before = s.period_label(s["period"]["before"])
    title, note = moves_words(s)
    few = any(compares_few(series) for row in rows for series in row["figures"]["series"])
    return Table(
        title % {"area": s.text(pillar["name"]), "period": before},
        (
            Column(_("Indicator"), weight=1),
            Column(before, is_number=True),
            Column(s.period, is_number=True),
            Column(pgettext("noun", "Change"), is_number=True),
            Column(_("From the hollow mark to the full one")),
        ),
        lines,
        note=" ".join((_("* percentage of fewer than 20."), note)) if few else note,
    )


def moves_words(s: Snapshot) -> tuple[str, str]:
    """Title and note. One institution is compared with itself alone."""
    if own_of(s) is not None:
        return _("%(area)s: change since %(period)s"), _("Each line has its own scale, from zero.")
    return (
        _("%(area)s: change since %(period)s, like for like"),
        _("Each line has its own scale, from zero. Only institutions present in both semesters are compared."),
    )


def move_line(s: Snapshot, row: Row, series: Row) -> Iterator[tuple[Cell, ...]]:
    change = change_of(series["change"])
    if change is None or change.before is None or change.after is None:
        return
    label = s.series_label(row["code"], series["code"])
    name = f"{row['code']}" + (f" · {label}" if label else "")
    finding = f"{name}: {wording.from_to_text(change)}"
    drawing = Drawing(f"move-{drawn(row, series)}", Dumbbell(finding, change.before, change.after))
    yield (
        Cell(name),
        Cell(wording.plain(change.before, is_percent=change.is_percent)),
        Cell(wording.plain(change.after, is_percent=change.is_percent)),
        Cell(wording.difference_text(change) + (" *" if compares_few(series) else "")),
        Cell(drawing=drawing),
    )


def drawn(row: Row, series: Row) -> str:
    """A name for a drawing: small letters, digits and hyphens."""
    return f"{row['code']}-{series['code']}".lower().replace(".", "-")


# --- How it went over the semesters ---


def evolution(s: Snapshot, pillar: Row, rows: list[Row]) -> Multiples | None:
    items = tuple(
        Multiple(row["code"], title_of(s, row, series), wording.figure_text(figure_of(series["figure"])), chart)
        for row in rows
        for series in row["figures"]["series"]
        if (chart := history_drawing(s, row, series)) is not None
    )
    if not items:
        return None
    return Multiples(
        _("%(area)s: validated values over the semesters") % {"area": s.text(pillar["name"])},
        _(
            "Each chart has its own scale, from zero. A semester without a figure is a gap, never a zero; "
            "no solid line leads to or from a partial sum."
        ),
        items,
    )


def title_of(s: Snapshot, row: Row, series: Row) -> str:
    label = s.series_label(row["code"], series["code"])
    return label or s.text(row["definition"]["unit"])


def history_drawing(s: Snapshot, row: Row, series: Row) -> Drawing | None:
    """The line of a series; None with fewer than two values."""
    points = series["history"]
    seen = [point for point in points if point["figure"]["value"] is not None]
    if len(seen) < 2:
        return None
    is_percent = row["definition"]["is_percent"]
    finding = past_in_words(s, row["code"], points, is_percent=is_percent)
    chart = LineChart(
        title=finding,
        lang=s.language,
        periods=[s.period_label(point["period"]) for point in points],
        values=[shown_value(point["figure"]) for point in points],
        breaks=[Break(n) for n, point in enumerate(points) if point["is_break"]],
        partial=partial_points(points),
        series_label=title_of(s, row, series),
        unit="percent" if is_percent else "number",
    )
    return Drawing(f"history-{drawn(row, series)}", chart)


def shown_value(figure: Row) -> Value:
    """The value, or a gap without words: the note above the charts says what a gap is."""
    value: Decimal | None = exact_of(figure)
    return Gap("") if value is None else value
