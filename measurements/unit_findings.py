"""What is odd in a figure that an institution's units gave their parts of: it differs from their sum, or lacks some of them."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import joined
from measurements.content import CellKey
from measurements.figure_words import in_full, language
from measurements.figures import Amount, Figure
from measurements.findings import Finding
from measurements.grid import grid_of
from measurements.models import Answer, Measurement
from measurements.unit_parts import sums_of
from measurements.unit_sums import UnitSums

DIFFERS, INCOMPLETE = "units", "units_missing"


def unit_findings(measurement: Measurement) -> Iterator[Finding]:
    """A cell that says something else than the units, else the units without which the sum was taken."""
    if measurement.answer != Answer.REPORTED or measurement.revision.is_itemised:
        return
    sums = sums_of(measurement)
    now = {(v.component.code, v.combination.key): v for v in measurement.values.all()}
    apart = [
        _difference(measurement, key, total, now[key])
        for key, total in sums.cells.items()
        if key in now and (now[key].value, now[key].denominator) != (total.value, total.denominator)
    ]
    if apart:
        yield from apart
    elif sums.cells and sums.is_partial:
        yield Finding(INCOMPLETE, absent_words(sums))


def _difference(measurement: Measurement, key: CellKey, total: Amount, now: Amount) -> Finding:
    cell = grid_of(measurement.revision).cell(*key)
    words = {"cell": cell.label if cell else key[0], "sum": _words(total), "now": _words(now)}
    return Finding(DIFFERS, _("%(cell)s: the units add up to %(sum)s, and your answer says %(now)s.") % words, key)


def _words(amount: Amount) -> str:
    return in_full(Figure(amount.value, amount.denominator))


def absent_words(sums: UnitSums) -> str:
    """Which units are not in the sum, and why."""
    missing, without = (joined(list(units), language()) for units in (sums.missing, sums.not_available))
    parts = [_("not given yet: %(units)s") % {"units": missing}] if missing else []
    parts += [_("no figure: %(units)s") % {"units": without}] if without else []
    return _("The sum of the units is not complete (%(parts)s).") % {"parts": "; ".join(parts)}


def units_sentence(measurement: Measurement) -> str:
    """For who reviews: from how many units the answer was consolidated, and whether it says what they add up to."""
    if measurement.answer != Answer.REPORTED or measurement.revision.is_itemised:
        return ""
    sums = sums_of(measurement)
    if not sums.added:
        return ""
    added = ngettext("Consolidated from %(n)d unit", "Consolidated from %(n)d units", len(sums.added))
    parts = [added % {"n": len(sums.added)}, _("%(asked)d asked") % {"asked": sums.asked}]
    differs = sum(finding.rule == DIFFERS for finding in unit_findings(measurement))
    agrees = _("it is their sum")
    apart = ngettext("%(n)d figure differs from their sum", "%(n)d figures differ from their sum", differs)
    return f"{', '.join(parts)}; {apart % {'n': differs} if differs else agrees}."
