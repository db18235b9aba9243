"""Female participation in peace operations, beside the yearly goals of the United Nations' strategy 2018–2028."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.charts import Gap, Value
from documents.charts.line import LineChart
from reports import wording
from reports.edition.blocks import Block, Callout, Cell, Column, Drawing, Figure, Note, Table, Text, words
from reports.edition.indicator import goal, value_note
from reports.edition.reading import Row, Snapshot, amount, exact_of, figure_of

STATES_WITHOUT_JUDGEMENT = ("no_target", "no_data", "not_due", "passed", "not_applicable", "not_judged")


def participation(s: Snapshot) -> list[Block]:
    """Nothing for a plan without the indicator that names the strategy."""
    strategy = s["un_strategy"]
    if strategy is None:
        return []
    row = s.indicators[strategy["indicator"]]
    pairs = [(series, strategy["goals"][series["code"]]) for series in row["figures"]["series"]
             if series["code"] in strategy["goals"]]  # fmt: skip
    if not pairs:
        return []
    year = int(s["period"]["ends_on"][:4])
    return [
        Text(introduction(row)),
        beside_goals(s, row, pairs, year),
        *context(s, row),
        path(s, row, pairs, year),
        reservation(row),
        *(chart for series, goals in pairs for chart in trend(s, row, series, goals)),
    ]


def introduction(row: Row) -> str:
    return _(
        "Indicator %(code)s names the strategy: the share of women among the personnel deployed at the end of the semester, in two "
        "series, each with a goal of its own for the calendar year. The two are never averaged into one percentage."
    ) % {"code": row["code"]}


def reservation(row: Row) -> Callout:
    if row["figures"]["has_target"]:
        text = _("The Committee approved targets of its own for this indicator; the states above are read against those, and the "
                 "goals of the United Nations stay a reference.")  # fmt: skip
    else:
        text = _("The goals of the United Nations are a reference. The Committee has approved no target for this indicator, so no "
                 "state is read against them.")  # fmt: skip
    return Callout(text, title=_("A reference, not a target of the plan"))


def beside_goals(s: Snapshot, row: Row, pairs: list[tuple[Row, list[Row]]], year: int) -> Table:
    return Table(
        _("Share of women deployed in %(period)s, and the goal of the United Nations for %(year)s")
        % {"period": s.period, "year": year},
        (
            Column(_("Category"), weight=3),
            Column(s.period, is_number=True),
            Column(_("Made of"), weight=3),
            Column(_("UN goal %(year)s") % {"year": year}, is_number=True),
            Column(_("Target of the plan"), weight=3),
        ),
        tuple(goal_line(s, row, series, goals, year) for series, goals in pairs),
    )


def goal_line(s: Snapshot, row: Row, series: Row, goals: list[Row], year: int) -> tuple[Cell, ...]:
    figure = figure_of(series["figure"])
    word, note, state = goal(s, row, series)
    return (
        Cell(s.series_label(row["code"], series["code"])),
        Cell(wording.figure_text(figure)),
        Cell(value_note(s, figure)),
        Cell(next((goal_text(s, each) for each in goals if each["year"] == year), "–")),
        Cell(word, state, note),
    )


def goal_text(s: Snapshot, each: Row) -> str:
    return s.plain_percent(each["percent"]) + (" *" if each["is_interpolated"] else "")


def context(s: Snapshot, row: Row) -> list[Block]:
    if not row["figures"]["overall"]:
        return []
    overall = figure_of(row["figures"]["overall"])
    if overall.value is None:
        return (
            [] if row["figures"]["is_assigned"] else [Note(_("The indicator awaits its assignment by the Committee."))]
        )
    return [
        Note(
            _(
                "All categories together: %(value)s (%(parts)s). It is context: the categories have different goals, so it is not judged."
            )
            % {"value": wording.figure_text(overall), "parts": wording.parts_text(overall)}
        )
    ]


def trend(s: Snapshot, row: Row, series: Row, goals: list[Row]) -> list[Figure]:
    """The series over the semesters and the goals of the same years; nothing with fewer than two values."""
    points = series["history"]
    seen = [point for point in points if point["figure"]["value"] is not None]
    if len(seen) < 2:
        return []
    label = s.series_label(row["code"], series["code"])
    by_year = {each["year"]: amount(each["percent"]) for each in goals}
    finding = _("%(label)s: from %(first)s in %(start)s to %(last)s in %(end)s") % {
        "label": label,
        "first": wording.plain(exact_of(seen[0]["figure"]), is_percent=True),
        "start": s.period_label(seen[0]["period"]),
        "last": wording.plain(exact_of(seen[-1]["figure"]), is_percent=True),
        "end": s.period_label(seen[-1]["period"]),
    }
    chart = LineChart(
        title=finding,
        lang=s.language,
        periods=[s.period_label(point["period"]) for point in points],
        values=[value_of(point) for point in points],
        expected=[by_year.get(int(point["period"][:4])) for point in points],
        series_label=_("Women deployed"),
        expected_label=_("UN goal (reference)"),
        unit="percent",
    )
    name = f"strategy-{series['code']}".lower().replace("_", "-")
    return [Figure(finding, _("Percentage of women, by semester"), Drawing(name, chart, is_wide=True))]


def value_of(point: Row) -> Value:
    value = exact_of(point["figure"])
    return Gap("") if value is None else value


def path(s: Snapshot, row: Row, pairs: list[tuple[Row, list[Row]]], year: int) -> Table:
    years = [each["year"] for each in pairs[0][1]]
    return Table(
        _("Yearly goals of the strategy, in percent of women"),
        (Column(_("Category"), weight=1), *(Column(str(each), is_number=True) for each in years)),
        tuple(
            words(
                s.series_label(row["code"], series["code"]),
                *(s.number(amount(each["percent"])) + ("*" if each["is_interpolated"] else "") for each in goals),
            )
            for series, goals in pairs
        ),
        note=_(
            "* Straight line of this product between published goals; not a published figure. The goal of a year holds for all of it."
        ),
    )
