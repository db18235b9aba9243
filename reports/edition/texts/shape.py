"""How generated texts are put together: paragraphs parted by blank lines, lists with "- ", a provision of the plan quoted."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.formatting import lower_first
from reports.edition.kind import own_of
from reports.edition.reading import Snapshot

BULLET = "- "
LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")


def paragraphs(*texts: str) -> str:
    """The texts that say something, each a paragraph."""
    return "\n\n".join(text for text in texts if text)


def bulleted(*texts: str) -> str:
    """One paragraph that prints as a list; each text on a line of its own, whatever was written in it."""
    return "\n".join(f"{BULLET}{LINE_END.sub(' ', text)}" for text in texts if text)


def together(*texts: str) -> str:
    """Sentences of one paragraph."""
    return " ".join(text for text in texts if text)


def provision(s: Snapshot, code: str) -> str:
    """The power of the Committee that a section answers, in the plan's words; nothing for a plan whose clauses are not known.

    An institution's own report answers none of them.
    """
    if own_of(s) is not None:
        return ""
    clauses = s["plan"]["clauses"] or {"powers": []}
    power = next((each for each in clauses["powers"] if each["code"] == code), None)
    if power is None:
        return ""
    return _("The plan proposes that the Committee “%(power)s” (section 08, %(code)s).") % {
        "power": lower_first(s.text(power["text"]).rstrip(". ")),
        "code": code,
    }


def share_of(s: Snapshot, part: int, whole: int) -> str:
    """ "3 of 4 (75.0%)"; of nothing there is no share."""
    said = s.of(part, whole)
    return f"{said} ({s.share(part, whole)})" if whole else said


def indicators_counted(s: Snapshot, count: int) -> str:
    return ngettext("%(count)s indicator", "%(count)s indicators", count) % {"count": s.number(count)}
