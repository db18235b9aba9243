"""Two semesters side by side, in words: what moved, over whom, and what cannot be compared and why."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents import formatting
from reports.arithmetic.change import Move
from reports.figures.between import SemesterComparison, SeriesBetween
from reports.figures.comparing import Comparison
from reports.figures.totals import Figure
from reports.figures.warnings import FigureWarning
from reports.wording.figures import STATES, difference_text, figure_text, language, plain


def then_text(series: SeriesBetween) -> str:
    return text_of(series.before)


def now_text(series: SeriesBetween) -> str:
    return text_of(series.after)


def text_of(figure: Figure | None) -> str:
    """The figure, or why there is none: no definition of the indicator was in force is one more reason."""
    return _("Not in force") if figure is None else figure_text(figure)


def is_rebased(series: SeriesBetween) -> bool:
    """Whether the earlier figure was brought to the scale of the later definition."""
    return series.before is not None and FigureWarning.REBASED in series.before.warnings


def change_text(series: SeriesBetween) -> str:
    """The change like for like, or why there is none."""
    if series.change is None:
        return _("In force in one of the semesters only")
    return difference_text(series.change)


def reach_of_change(change: Comparison) -> str:
    """Over how many institutions: said always, so that nobody takes a part for the whole."""
    return ngettext(
        "%(comparable)s comparable institution of %(of)s", "%(comparable)s comparable institutions of %(of)s",
        change.comparable,
    ) % {"comparable": change.comparable, "of": change.of}  # fmt: skip


def added_text(change: Comparison) -> str:
    """What the institutions present in one semester only add, which is outside the change."""
    said = []
    if change.added_before is not None:
        said.append(_("%(value)s then") % {"value": plain(change.added_before, is_percent=change.is_percent)})
    if change.added_after is not None:
        said.append(_("%(value)s now") % {"value": plain(change.added_after, is_percent=change.is_percent)})
    if not said:
        return ""
    return _("apart, the others: %(values)s") % {"values": formatting.joined(said, language())}


def state_text(state: str | None) -> str:
    return _("Not in force") if state is None else str(STATES[state])


def comparison_headline(comparison: SemesterComparison) -> str:
    """How many figures went up, down or stayed, of those that can be compared at all. Up is not better."""
    changes = [series.change for each in comparison.indicators for series in each.series if series.change]
    moved = [change for change in changes if change.difference is not None]
    if not moved:
        return _("No figure can be compared between the two semesters")
    up = sum(change.direction is Move.UP for change in moved)
    down = sum(change.direction is Move.DOWN for change in moved)
    same = len(moved) - up - down
    said = [
        ngettext("%(n)s goes up", "%(n)s go up", up) % {"n": plain(up)} if up else "",
        ngettext("%(n)s goes down", "%(n)s go down", down) % {"n": plain(down)} if down else "",
        ngettext("%(n)s stays the same", "%(n)s stay the same", same) % {"n": plain(same)} if same else "",
    ]
    return ngettext(
        "Of %(total)s figure that can be compared, %(moves)s",
        "Of %(total)s figures that can be compared, %(moves)s",
        len(moved),
    ) % {"total": plain(len(moved)), "moves": formatting.joined(said, language())}
