"""Remarks of institutions that nobody answered yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils.translation import ngettext

from reports.models import Remark, ReportDraft


def unanswered_of(drafts: Sequence[ReportDraft]) -> Counter[int]:
    """How many remarks on each draft have no answer yet."""
    remarks = Remark.objects.without_answer().filter(seat__round__draft__in=drafts)
    return Counter(remarks.values_list("seat__round__draft", flat=True))


def unanswered_text(count: int) -> str:
    """Empty where every one is answered."""
    text = ngettext("%(n)s remark has no answer yet.", "%(n)s remarks have no answer yet.", count)
    return text % {"n": count} if count else ""
