"""The six-monthly review: the sessions of the period and what they decided, counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.edition.reading import Row, Snapshot
from reports.edition.texts.shape import paragraphs, provision, together


def tell(s: Snapshot) -> str:
    said = s.content.get("review")
    if said is None:
        return ""
    return paragraphs(provision(s, "COM-5"), together(*held(s, said), *still_open(s, said["open"])))


def held(s: Snapshot, said: Row) -> Iterator[str]:
    sessions = said["sessions"]
    if not sessions:
        yield _("No review session of the period of this report was closed by the cut-off.")
        return
    yield ngettext(
        "%(count)s review session was held: %(sessions)s.", "%(count)s review sessions were held: %(sessions)s.", len(sessions)
    ) % {"count": s.number(len(sessions)), "sessions": s.joined([session_words(s, each) for each in sessions])}  # fmt: skip
    decisions = [each for session in sessions for each in session["decisions"]]
    if not decisions:
        yield _("No decision about an indicator was adopted or put off.")
        return
    adopted = [each for each in decisions if each["is_adopted"]]
    yield _("Decisions adopted: %(adopted)s of %(all)s") % {
        "adopted": s.number(len(adopted)), "all": s.number(len(decisions)),
    } + (f" ({kinds(s, adopted)})." if adopted else ".")  # fmt: skip
    if len(adopted) < len(decisions):
        put_off = len(decisions) - len(adopted)
        yield ngettext(
            "%(count)s was put off to a later session.", "%(count)s were put off to a later session.", put_off
        ) % {"count": s.number(put_off)}


def session_words(s: Snapshot, session: Row) -> str:
    return _("%(meeting)s on %(day)s, about %(period)s") % {
        "meeting": session["meeting"], "day": s.day(session["held_on"]), "period": s.period_label(session["period"]),
    }  # fmt: skip


def kinds(s: Snapshot, decisions: list[Row]) -> str:
    """ "8 kept, 2 adjusted": what the adopted decisions do."""
    words: dict[str, Callable[[int], str]] = {
        "keep": lambda n: ngettext("%(n)s indicator kept", "%(n)s indicators kept", n),
        "adjust": lambda n: ngettext("%(n)s definition adjusted", "%(n)s definitions adjusted", n),
        "target": lambda n: ngettext(
            "%(n)s indicator with a baseline or target set", "%(n)s indicators with a baseline or target set", n
        ),
        "retire": lambda n: ngettext("%(n)s indicator retired", "%(n)s indicators retired", n),
        "new": lambda n: ngettext("%(n)s new indicator", "%(n)s new indicators", n),
    }
    counts = Counter(each["kind"]["code"] for each in decisions)
    return s.joined([words[kind](counts[kind]) % {"n": s.number(counts[kind])} for kind in words if counts[kind]])


def still_open(s: Snapshot, meetings: list[str]) -> Iterator[str]:
    if meetings:
        yield ngettext(
            "The review of meeting %(meetings)s was still open at the cut-off: what it decides is not in this report.",
            "The reviews of meetings %(meetings)s were still open at the cut-off: what they decide is not in this report.",
            len(meetings),
        ) % {"meetings": s.joined(meetings)}
