"""What is odd in a figure that an institution's units gave their parts of: it differs from their sum, or lacks some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import joined
from documents.speaking import language
from indicators.models import IndicatorRevision
from measurements.answer.content import CellKey
from measurements.answer.figure_words import in_full
from measurements.answer.figures import Amount, Figure
from measurements.answer.findings import Finding
from measurements.answer.grid import grid_of
from measurements.checks.plausibility import Observed, observed
from measurements.contributions.parts import sums_of
from measurements.contributions.sums import UnitSums
from measurements.models import Answer, Measurement

DIFFERS, INCOMPLETE = "units", "units_missing"
MOST_NAMED = 3


def unit_findings(now: Observed, sums: UnitSums) -> Iterator[Finding]:
    """Each cell that says something else than the units together; of a partial sum one finding, as it must differ.

    Nothing is odd while the units gave no figure, or the answer has none yet.
    """
    if not now.is_reported or not now.amounts or not sums.cells:
        return
    apart = [cell.key for cell in grid_of(now.revision).cells if cell.key in differing(sums, now.amounts)]
    if sums.is_partial:
        words = filter(None, (absent_words(sums), _named(now.revision, apart)))
        yield Finding(INCOMPLETE, " ".join(words))
    else:
        yield from (_difference(now.revision, key, sums.cells[key], now.amounts[key]) for key in apart)


def differing(sums: UnitSums, now: Mapping[CellKey, Amount]) -> set[CellKey]:
    """The cells that say something else than the sum. A cell that is still empty says nothing."""
    return {key for key, total in sums.cells.items() if key in now and _pair(now[key]) != _pair(total)}


def _pair(amount: Amount) -> tuple[Decimal, Decimal | None]:
    return amount.value, amount.denominator


def _difference(revision: IndicatorRevision, key: CellKey, total: Amount, now: Amount) -> Finding:
    words = {"cell": _label(revision, key), "sum": _words(total), "now": _words(now)}
    return Finding(DIFFERS, _("%(cell)s: the units add up to %(sum)s, and your answer says %(now)s.") % words, key)


def _label(revision: IndicatorRevision, key: CellKey) -> str:
    cell = grid_of(revision).cell(*key)
    return cell.label if cell else key[0]


def _named(revision: IndicatorRevision, apart: Sequence[CellKey]) -> str:
    """The cells in which an answer already says something else than a partial sum; the first three by name."""
    if not apart:
        return ""
    names = "; ".join(_label(revision, key) for key in apart[:MOST_NAMED])
    text = ngettext(
        "Your answer differs from it in %(n)d box: %(names)s.",
        "Your answer differs from it in %(n)d boxes: %(names)s.",
        len(apart),
    )
    if len(apart) > MOST_NAMED:
        text = _("Your answer differs from it in %(n)d boxes, among them: %(names)s.")
    return text % {"n": len(apart), "names": names}


def _words(amount: Amount) -> str:
    return in_full(Figure(amount.value, amount.denominator))


def absent_words(sums: UnitSums) -> str:
    """Which units are not in the sum, and why."""
    missing, without = (joined(list(units), language()) for units in (sums.missing, sums.not_available))
    if missing and without:
        text = _("The sum of the units is not complete (not given yet: %(missing)s; no figure: %(without)s).")
    elif missing:
        text = _("The sum of the units is not complete (not given yet: %(missing)s).")
    else:
        text = _("The sum of the units is not complete (no figure: %(without)s).")
    return text % {"missing": missing, "without": without}


def units_sentence(measurement: Measurement) -> str:
    """For who reviews: from how many units the answer was consolidated, and whether it says what they add up to."""
    if measurement.answer != Answer.REPORTED or measurement.revision.is_itemised:
        return ""
    sums = sums_of(measurement)
    if not sums.added:
        return ""
    given = ngettext(
        "Consolidated from %(n)d unit, of %(asked)d that were asked.",
        "Consolidated from %(n)d units, of %(asked)d that were asked.",
        len(sums.added),
    )
    return f"{given % {'n': len(sums.added), 'asked': sums.asked}} {_agreement(measurement, sums)}"


def _agreement(measurement: Measurement, sums: UnitSums) -> str:
    differs = len(differing(sums, observed(measurement).amounts))
    if not differs:
        return _("The answer is their sum.")
    text = ngettext("%(n)d figure differs from their sum.", "%(n)d figures differ from their sum.", differs)
    return text % {"n": differs}
