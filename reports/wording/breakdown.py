"""What a figure by category has to say beside its bars."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import ngettext

from reports.figures.breakdown import NOT_RECORDED, SEX, Breakdown
from reports.wording.figures import plain


def whole_note(breakdown: Breakdown) -> str:
    """By sex: that the parts are of all, also of those whose sex was not recorded, whom the share of women leaves out. Nothing where
    everybody's was, so that both say the same.
    """
    unrecorded = sum((row.value for row in breakdown.rows if row.code == NOT_RECORDED), Decimal(0))
    if breakdown.dimension != SEX or breakdown.kind != "count" or not unrecorded:
        return ""
    return ngettext(
        "Each part is of all %(whole)s, with the %(count)s whose sex was not recorded; the share of women is of women and men alone.",
        "Each part is of all %(whole)s, with the %(count)s whose sex was not recorded; the share of women is of women and men alone.",
        int(unrecorded),
    ) % {"whole": plain(sum((row.value for row in breakdown.rows), Decimal(0))), "count": plain(unrecorded)}
