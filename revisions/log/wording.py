"""The log in words, in the active language."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from documents import formatting
from documents.acts import act_in
from reports.wording.figures import language
from revisions.log.definitions import PastDefinition
from revisions.log.reading import AS_PROPOSED, LoggedChange, LoggedSession


def class_words(change_class: str) -> str:
    """What kind of change it is."""
    return {
        "editorial": _("Editorial"),
        "methodological": _("Methodological"),
        "target": pgettext("class of change", "Baseline or target"),
        "new": pgettext("class of change", "New indicator"),
        "retired": pgettext("class of change", "Retired indicator"),
        AS_PROPOSED: pgettext("class of change", "Adopted as proposed"),
    }[change_class]


def comparability_words(change: LoggedChange) -> str:
    return became(change.comparability, change.factor)


def definition_comparability(definition: PastDefinition) -> str:
    return became(definition.comparability, definition.factor)


def became(comparability: str, factor: Decimal | None) -> str:
    """What became of the figures before; nothing where there are none to compare."""
    if comparability == "rebased" and factor is not None:
        said = formatting.number(factor, language())
        return _("Earlier figures are multiplied by %(factor)s to be comparable.") % {"factor": said}
    if comparability == "break":
        return _("The series starts anew: earlier figures are not compared with later ones.")
    return _("Earlier and later figures are compared as they are.") if comparability else ""


def standing_words(definition: PastDefinition) -> str:
    """Proposed, or adopted on which day by which act; and from when to when it holds."""
    words = {
        "period": formatting.period_label(definition.effective_from, language()),
        "until": formatting.period_label(definition.until, language()) if definition.until else "",
    }
    if definition.is_retirement:
        held = _("Retired from %(period)s on.") % words
    elif definition.until:
        held = _("In force from %(period)s until before %(until)s.") % words
    else:
        held = _("In force from %(period)s on.") % words
    if definition.is_proposed and definition.until:
        return held + " " + _("Proposed; it was replaced before the Committee approved it.")
    if definition.is_proposed or definition.adopted_on is None:
        return held + " " + _("Proposed, awaiting approval by the Committee.")
    adopted = {
        "on": formatting.plain_date(definition.adopted_on, language()),
        "act": act_in(definition.act, language()),
    }
    return held + " " + (_("Adopted on %(on)s: %(act)s.") if definition.act else _("Adopted on %(on)s.")) % adopted


def session_title(session: LoggedSession) -> str:
    words = {"number": session.number, "period": formatting.period_label(session.period, language())}
    if session.is_constitutive:
        return _("Meeting %(number)s, constitutive review") % words
    return _("Meeting %(number)s, review of %(period)s") % words


def unchanged(session: LoggedSession) -> list[tuple[str, tuple[str, ...]]]:
    """What the session left as it was, and what it put off: how many in words, and their codes."""
    stay, off = len(session.kept), len(session.put_off)
    said = [
        (ngettext("%(n)d stays as it is", "%(n)d stay as they are", stay) % {"n": stay}, tuple(session.kept)),
        (ngettext("%(n)d was put off", "%(n)d were put off", off) % {"n": off}, tuple(session.put_off)),
    ]
    return [each for each in said if each[1]]


def reason_of(change: LoggedChange) -> tuple[str, str]:
    """The reason and the language that it is written in: the page's, or the other where nobody translated it."""
    code = language()[:2]
    own, other = (change.reason.en, change.reason.es) if code == "en" else (change.reason.es, change.reason.en)
    return (own, code) if own or not other else (other, "es" if code == "en" else "en")


def differences_text(change: LoggedChange) -> str:
    """What changed in one cell of a file: label, from, to."""
    nothing = pgettext("definition", "nothing")
    return "; ".join(f"{each.label}: {each.before or nothing} → {each.after or nothing}" for each in change.differences)
