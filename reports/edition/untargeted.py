"""What is said where there is no target. A report of one institution knows what holds for it, and nothing of what was set for all."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.kind import own_of
from reports.edition.known import is_outside
from reports.edition.reading import Snapshot


def indicators_title(s: Snapshot) -> str:
    """Over the number of indicators that have one."""
    return _("Indicators with an approved target") if own_of(s) is None else _("Indicators with a target for it")


def without_any_target(s: Snapshot) -> str:
    if own_of(s) is not None:
        return _("No approved target holds for the institution: it can be said what changed, not whether it suffices.")
    return _(
        "The plan sets no targets and none has been approved: it can be said what changed, not whether it suffices."
    )


def without_target(s: Snapshot, count: int) -> str:
    if own_of(s) is not None:
        text = ngettext(
            "No approved target holds for the institution in %(count)s indicator: it can be said what changed, not whether it suffices.",
            "No approved target holds for the institution in %(count)s indicators: it can be said what changed, not whether it suffices.",
            count,
        )
    else:
        text = ngettext(
            "%(count)s indicator has no approved target: it can be said what changed, not whether it suffices.",
            "%(count)s indicators have no approved target: it can be said what changed, not whether it suffices.",
            count,
        )
    return text % {"count": s.number(count)}


def untargeted_elsewhere(s: Snapshot) -> str:
    """Why fewer stand under “No target” than have none: what does not apply is not asked whether it has one."""
    count = sum(is_outside(row) and not row["figures"]["has_target"] for row in s["indicators"])
    if not count:
        return ""
    return ngettext(
        "%(count)s indicator without a target does not apply in the semester, and is under “Other”.",
        "%(count)s indicators without a target do not apply in the semester, and are under “Other”.",
        count,
    ) % {"count": s.number(count)}


def for_want_of_a_target(s: Snapshot, count: int) -> str:
    if own_of(s) is not None:
        text = ngettext(
            "Whether what was done suffices is not known in %(count)s indicator, in which no approved target holds for the institution.",
            "Whether what was done suffices is not known in %(count)s indicators, in which no approved target holds for the institution.",
            count,
        )
    else:
        text = ngettext(
            "Whether what was done suffices is not known in %(count)s indicator, for want of an approved target.",
            "Whether what was done suffices is not known in %(count)s indicators, for want of an approved target.",
            count,
        )
    return text % {"count": s.number(count)}


def list_title(s: Snapshot) -> str:
    """Over the indicators that have none."""
    if own_of(s) is not None:
        return _("Without an approved target that holds for the institution")
    return _("Without an approved target")


def state_word(s: Snapshot) -> str:
    """Beside a figure."""
    return _("No approved target") if own_of(s) is None else _("No target for the institution")


def state_meaning(s: Snapshot) -> str:
    """Of the word for the state, in the glossary."""
    if own_of(s) is not None:
        return _("No approved target holds for the institution: the figure is shown and not judged.")
    return _("The Committee has approved none: the figure is shown and not judged.")


def neither_target_nor_baseline(s: Snapshot) -> str:
    if own_of(s) is not None:
        return _("No approved target holds for the institution, and it has no baseline.")
    return _("No approved target and no baseline.")
