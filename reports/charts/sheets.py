"""What goes with a chart that leaves its page: plan, semester, when the data were read, how figures are made, and the mark of
demonstration data. All of it is written into the picture.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents import formatting
from documents.charts import kit, sheet
from documents.charts.keys import Key
from documents.charts.look import Look
from indicators.models import ActionPlan
from reports.wording.figures import language


@dataclass(frozen=True, slots=True)
class Source:
    """Where a chart is from. `method` is the address that says how the figures are made."""

    plan: ActionPlan
    period: str
    at: dt.datetime
    method: str

    @property
    def notes(self) -> tuple[str, ...]:
        """Two lines under the picture."""
        plan = f"{self.plan.title} {self.plan.short_title}" if self.plan.subtitle else self.plan.title
        words = {
            "plan": plan,
            "period": formatting.period_label(self.period, language()),
            "moment": formatting.instant(self.at, language()),
            "address": self.method,
        }
        return (
            _("Source: %(plan)s. Semester %(period)s.") % words,
            _("Data as of %(moment)s. How the figures are made: %(address)s") % words,
        )


def own_scale() -> str:
    """What keeps a reader from comparing lengths between rows whose units differ."""
    return _("Each row has its own scale: lengths are not compared between rows.")


def chart_sheet(
    over: str,
    chart: kit.Chart,
    source: Source,
    *,
    unit: str = "",
    keys: Sequence[Key] = (),
    notes: Sequence[str] = (),
) -> str:
    """Draw a chart for a file. `over` names what is shown; `notes` come before the source."""
    made = sheet.Sheet(
        over=over,
        title=chart.title,
        body=kit.plot(chart, Look.PRINT),
        description=chart.description,
        unit=unit,
        keys=keys,
        notes=(*notes, *source.notes),
        mark=_("DEMONSTRATION") if source.plan.is_demonstration else "",
    )
    return sheet.draw(made, "chart")
