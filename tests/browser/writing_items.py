"""An item of a register, written on the page of an answer."""

from __future__ import annotations

from indicators.calendar import Semester
from tests.browser.walking import Walk


def write_article(walk: Walk, title: str, period: str) -> None:
    """Dated on the first day of the semester, which is over whenever the semester is open."""
    row = walk.page.get_by_role("main")
    row.get_by_label("Título o nombre").first.fill(title)
    row.get_by_label("Etapa").first.select_option(label="Elaborada")
    day = Semester.from_code(period).starts_on
    row.get_by_label("Fecha en que llegó a esa etapa").first.fill(day.isoformat())
