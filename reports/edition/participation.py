"""Female participation in peace operations, beside the yearly goals of the United Nations' strategy 2018–2028."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.charts import Gap, Value
from documents.charts.line import Break, LineChart
from reports.edition.blocks import Block, Callout, Cell, Column, Drawing, Figure, Note, Table, Text, words
from reports.edition.indicator import goal, value_note
from reports.edition.kind import own_of
from reports.edition.past import partial_points, past_in_words
from reports.edition.reading import Row, Snapshot, amount, exact_of, figure_of
from reports.wording import figures as wording


def participation(s: Snapshot) -> list[Block]:
    """Nothing for a plan without the indicator that names the strategy."""
    pairs = pairs_of(s)
    if not pairs:
        return []
    row, year = s.indicators[s["un_strategy"]["indicator"]], year_of(s)
    return [
        *([] if s.is_told else [Text(introduction(row))]),
        beside_goals(s, row, pairs, year),
        *context(s, row),
        path(s, row, pairs),
        reservation(s, row),
        *(chart for series, goals in pairs for chart in trend(s, row, series, goals)),
    ]


def pairs_of(s: Snapshot) -> list[tuple[Row, list[Row]]]:
    """Each series that has goals of the strategy, with them."""
    strategy = s["un_strategy"]
    if strategy is None:
        return []
    series = s.indicators[strategy["indicator"]]["figures"]["series"]
    return [(each, strategy["goals"][each["code"]]) for each in series if each["code"] in strategy["goals"]]


def year_of(s: Snapshot) -> int:
    """The calendar year whose goals hold for the semester."""
    return int(s["period"]["ends_on"][:4])


def introduction(row: Row) -> str:
    return _(
        "Indicator %(code)s names the strategy: the share of women among the personnel deployed at the end of the semester, in two "
        "series, each with a goal of its own for the calendar year. The two are never averaged into one percentage."
    ) % {"code": row["code"]}


def reservation(s: Snapshot, row: Row) -> Callout:
    if own_of(s) is not None:
        text = _("The goals of the United Nations are a reference: no state is read against them. Targets that hold for the institution "
                 "stand in the table, where there are any.")  # fmt: skip
    elif row["figures"]["has_target"]:
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
        Cell(goal_text(s, goal_in(goals, year))),
        Cell(word, state, note),
    )


def goal_in(goals: list[Row], year: int) -> Row | None:
    return next((each for each in goals if each["year"] == year), None)


def goal_text(s: Snapshot, goal: Row | None) -> str:
    if goal is None:
        return "–"
    return s.plain_percent(goal["percent"]) + (" *" if goal["is_interpolated"] else "")


def short_goal(s: Snapshot, goal: Row | None) -> str:
    """Under the heading of its year, in a table that says what it is in."""
    if goal is None:
        return "–"
    return s.number(amount(goal["percent"])) + ("*" if goal["is_interpolated"] else "")


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
    finding = past_in_words(s, label, points, is_percent=True)
    chart = LineChart(
        title=finding,
        lang=s.language,
        periods=[s.period_label(point["period"]) for point in points],
        values=[value_of(point) for point in points],
        breaks=[Break(n) for n, point in enumerate(points) if point["is_break"]],
        partial=partial_points(points),
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


def path(s: Snapshot, row: Row, pairs: list[tuple[Row, list[Row]]]) -> Table:
    """The goals of each series by year; a dash where it has none."""
    years = sorted({each["year"] for _series, goals in pairs for each in goals})
    return Table(
        _("Yearly goals of the strategy, in percent of women"),
        (Column(_("Category"), weight=1), *(Column(str(each), is_number=True) for each in years)),
        tuple(
            words(
                s.series_label(row["code"], series["code"]),
                *(short_goal(s, goal_in(goals, year)) for year in years),
            )
            for series, goals in pairs
        ),
        note=_(
            "* Straight line of this product between published goals; not a published figure. The goal of a year holds for all of it."
        ),
    )
