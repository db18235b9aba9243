"""Method and data quality: coverage, timeliness, what is validated, and how many limitations the section lists."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.kind import coverage_of, own_of, span_of
from reports.edition.method import limitations, no_coverage
from reports.edition.reading import Snapshot
from reports.edition.received import none_expected_over
from reports.edition.texts.shape import paragraphs, share_of, together


def tell(s: Snapshot) -> str:
    return paragraphs(together(*coverage(s)), together(rule() if own_of(s) is None else rule_of_one(), limits(s)))


def coverage(s: Snapshot) -> Iterator[str]:
    span = span_of(s)
    found = coverage_of(s)
    expected = found["expected"]
    if not expected and span is not None:
        yield none_expected_over(span)
        return
    if not expected:
        yield no_coverage(s)
        return
    yield _("Completeness, reports received of those expected: %(share)s.") % {
        "share": share_of(s, found["submitted"], expected)
    }
    yield _("Timeliness, reports received on time of those expected: %(share)s.") % {
        "share": share_of(s, found["on_time"], expected)
    }
    if found["submitted"]:
        yield _("Of those received, %(share)s came on time.") % {
            "share": share_of(s, found["on_time"], found["submitted"])
        }
    yield _("Validated, the only ones that figures are made of: %(share)s.") % {
        "share": share_of(s, found["validated"], expected)
    }


def rule() -> str:
    return _(
        "Each figure says how many of the institutions expected it is made from; what was not reported is neither zero nor estimated."
    )


def rule_of_one() -> str:
    return _(
        "Figures are made of the institution's validated answers alone; what was not reported is neither zero nor estimated."
    )


def limits(s: Snapshot) -> str:
    count = len(list(limitations(s)))
    if not count:
        return _("The checks of this edition found no limitation to list.")
    return ngettext(
        "This edition lists %(count)s limitation below.", "This edition lists %(count)s limitations below.", count
    ) % {"count": s.number(count)}
