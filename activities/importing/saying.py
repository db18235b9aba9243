"""What an import did, in one sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.importing.saving import Saved
from documents.formatting import joined
from documents.speaking import language


def saved_sentence(saved: Saved) -> str:
    said = (
        (saved.changed, ngettext("%(n)d item with new amounts", "%(n)d items with new amounts", saved.changed)),
        (saved.added, ngettext("%(n)d item added", "%(n)d items added", saved.added)),
    )
    parts = [text % {"n": n} for n, text in said if n]
    if not parts:
        return _("The amounts of the file are those that were stored.")
    return _("Saved: %(what)s. The file itself was not kept.") % {"what": joined(parts, language())}
