"""What a file would do and what it did, in one sentence each."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.exchange.applying import Saved
from activities.exchange.comparing import Comparison, Fate
from documents.formatting import joined
from documents.speaking import language


def counted(comparison: Comparison) -> str:
    """How many rows have which fate; those that none has are not named."""
    new, changed = len(comparison.of(Fate.NEW)), len(comparison.of(Fate.CHANGED))
    gone, wrong = len(comparison.of(Fate.GONE)), len(comparison.of(Fate.PROBLEM))
    both, equal = len(comparison.of(Fate.CONFLICT)), len(comparison.of(Fate.EQUAL, Fate.KNOWN))
    said = (
        (new, ngettext("%(n)d new activity", "%(n)d new activities", new)),
        (changed, ngettext("%(n)d that changes", "%(n)d that change", changed)),
        (gone, ngettext("%(n)d without a row", "%(n)d without a row", gone)),
        (wrong, ngettext("%(n)d row with problems", "%(n)d rows with problems", wrong)),
        (both, ngettext("%(n)d changed here and there", "%(n)d changed here and there", both)),
        (equal, ngettext("%(n)d without change", "%(n)d without change", equal)),
    )
    parts = [text % {"n": n} for n, text in said if n]
    return joined(parts, language()) if parts else _("The file holds no activity")


def saved_sentence(saved: Saved) -> str:
    said = (
        (saved.added, ngettext("%(n)d activity added", "%(n)d activities added", saved.added)),
        (saved.changed, ngettext("%(n)d changed", "%(n)d changed", saved.changed)),
        (saved.taken_out, ngettext("%(n)d taken out", "%(n)d taken out", saved.taken_out)),
    )
    parts = [text % {"n": n} for n, text in said if n]
    if not parts:
        return _("Nothing was changed.")
    return _("Saved: %(what)s.") % {"what": joined(parts, language())}
