"""The path before and the path after, each over the values that it judges. Both on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from documents import formatting
from documents.charts.line import LineChart
from documents.charts.look import Value
from reports.charts.drawing import figure_or_gap
from reports.wording.figures import language
from revisions.impact.past import Seen, SeriesImpact


def paths(series: SeriesImpact) -> tuple[LineChart, ...]:
    """Two charts to be read one beside the other; none where there is nothing to draw, or the draft ends the series."""
    if series.ends:
        return ()
    past = series.past[::-1]
    is_recounted = any(each.brought is None and each.recount for each in past)
    title = _("With the change, recounted from the parts that stay") if is_recounted else _("With the change")
    before = Path(
        pgettext("definition", "In force"), [each.reported for each in past], [each.before for each in series.ahead]
    )
    after = Path(title, [each.brought or each.recount for each in past], [each.after for each in series.ahead])
    drawn = tuple(each.chart(series, max((*before.numbers, *after.numbers), default=None)) for each in (before, after))
    return drawn if any(chart.has_line for chart in drawn) else ()


@dataclass(frozen=True, slots=True)
class Path:
    """One side: what was seen in each past semester, the oldest first, and what is expected in each ahead."""

    title: str
    seen: Sequence[Seen | None]
    ahead: Sequence[Decimal | None]

    @property
    def expected(self) -> list[Decimal | None]:
        past = [each.judgement.expected if each and each.judgement else None for each in self.seen]
        return [*past, *self.ahead]

    @property
    def values(self) -> list[Value]:
        return [figure_or_gap(each.judged) if each else None for each in self.seen]

    @property
    def numbers(self) -> list[Decimal]:
        return [each for each in (*self.values, *self.expected) if isinstance(each, Decimal)]

    def chart(self, series: SeriesImpact, top: Decimal | None) -> LineChart:
        codes = [each.period for each in series.past[::-1]] + [each.period for each in series.ahead]
        return LineChart(
            title=self.title,
            lang=language(),
            periods=[formatting.period_label(code, language()) for code in codes],
            values=self.values,
            expected=self.expected if any(each is not None for each in self.expected) else (),
            partial=[place for place, each in enumerate(self.seen) if each and each.figure.is_partial],
            series_label=_("Validated value"),
            expected_label=_("Expected trajectory"),
            unit="percent" if series.is_percent else "number",
            top=top,
        )
