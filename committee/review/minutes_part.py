"""What the minutes say of the review held in the meeting: in words, so that they print the same for ever."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.meetings.quorum import quorum_in, quorum_words
from committee.models import Meeting, ReviewDecision, ReviewSession
from committee.review.deciding import undecided
from committee.review.standing import whole_decisions
from committee.review.wording import changes_of, consequence_words, decision_words, definition_of, name_of, rationale_of
from documents.formatting import period_label
from documents.letter import Block, Facts, Heading, Note, Table, Text
from indicators.models import Commitment

Kind, State = ReviewDecision.Kind, ReviewDecision.State


def blocks_of(meeting: Meeting, language: str) -> Iterator[Block]:
    """The section of the review; nothing where the meeting held none, or called it off."""
    session = ReviewSession.objects.whole().filter(meeting=meeting).exclude(state=ReviewSession.State.CANCELLED).first()
    if session is None:
        return
    decisions = list(whole_decisions(session))
    for each in decisions:
        each.session = session
    adopted = [each for each in decisions if each.state == State.ADOPTED]
    yield Heading(_("Six-monthly review of the indicators"))
    yield Facts(tuple(_facts(session, adopted, language)))
    yield Note(_("Quorum: more than half of the institutions called. It holds until the Committee sets its own rule."))
    yield from _kept([each for each in adopted if each.kind == Kind.KEEP])
    yield from _changed([each for each in adopted if each.kind != Kind.KEEP])
    yield from _open([each for each in decisions if each.state == State.DEFERRED], _("Put off to a later review"))
    yield from _open([each for each in decisions if each.state == State.DRAFT], _("Drafted and not adopted"))
    yield from _undecided(session)
    if session.is_constitutive:
        yield from _commitments(session, language)


def _facts(session: ReviewSession, adopted: Sequence[ReviewDecision], language: str) -> Iterator[tuple[str, str]]:
    yield _("Semester reviewed"), period_label(session.period.code, language)
    yield _("Kind of review"), _("Constitutive") if session.is_constitutive else _("Six-monthly")
    quorum = quorum_in(session.meeting)
    yield _("Quorum"), quorum_words(quorum) if quorum is not None else _("Not known yet: the attendance is not noted.")
    yield _("In force from"), period_label(session.effective_from.code, language)
    yield _("Decisions adopted"), str(len(adopted))


def _kept(kept: Sequence[ReviewDecision]) -> Iterator[Block]:
    if not kept:
        return
    yield Heading(_("Indicators that stay as they are"), 2)
    proposed = [each.code for each in kept if each.revision is not None]
    if len(proposed) == len(kept):
        yield Text(_("The definitions proposed are adopted as they are:"))
    elif proposed:
        text = _("Of these, the definitions proposed are adopted as they are: %(codes)s.")
        yield Text(text % {"codes": ", ".join(proposed)})
    rows = tuple((each.code, name_of(each), *_reason(each)) for each in kept)
    yield _with_reasons((_("Code"), _("Indicator"), _("Reason")), rows, (2, 6, 4))


def _reason(decision: ReviewDecision) -> tuple[str, str]:
    """The reason and the language that it is in; none is written of some that stay as they are."""
    words, in_language = rationale_of(decision)
    return (words, in_language) if words else ("–", "")


def _with_reasons(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> Table:
    """A table whose last column is a reason, each in the language that it is in: the last word of its row."""
    spoken = tuple(("",) * (len(head) - 1) + row[-1:] for row in rows)
    return Table("", head, tuple(row[:-1] for row in rows), widths, spoken=spoken)


def _changed(changed: Sequence[ReviewDecision]) -> Iterator[Block]:
    if not changed:
        return
    yield Heading(_("Changes adopted"), 2)
    for each in changed:
        words, in_language = rationale_of(each)
        yield Heading(f"{each.code}. {name_of(each)}", 3)
        yield Text(" ".join(_about(each)))
        if each.kind == Kind.NEW:
            yield Facts(tuple((line.label, "; ".join(line.values)) for line in definition_of(each)))
        differences = changes_of(each)
        if differences:
            nothing = pgettext("definition", "nothing")
            rows = tuple((one.label, one.before or nothing, one.after or nothing) for one in differences)
            yield Table("", (_("What changes"), _("Before"), _("From now on")), rows, (3, 4, 4))
        yield Text(_("Reason: %(text)s") % {"text": words}, in_language)


def _about(decision: ReviewDecision) -> Iterator[str]:
    """What is decided, what it does, and how what it changes can be compared."""
    yield f"{decision_words(decision)}. {consequence_words(decision)}"
    if decision.new_action is not None:
        yield _("It measures action %(code)s: %(text)s") % {
            "code": decision.new_action.code,
            "text": decision.new_action.text,
        }
    elif decision.draft is not None and decision.comparability:
        yield _("Class of change: %(change)s. Comparability: %(comparability)s.") % {
            "change": str(decision.get_change_class_display()).lower(),
            "comparability": decision.get_comparability_display(),
        }


def _open(decisions: Sequence[ReviewDecision], title: str) -> Iterator[Block]:
    if not decisions:
        return
    yield Heading(title, 2)
    rows = tuple((each.code, decision_words(each), *_reason(each)) for each in decisions)
    yield _with_reasons((_("Code"), _("Decision"), _("Reason")), rows, (2, 4, 6))


def _undecided(session: ReviewSession) -> Iterator[Block]:
    """Only in a draft of the minutes: they cannot be closed with any."""
    if session.state != ReviewSession.State.OPEN:
        return
    codes = [each.code for each in undecided(session)]
    if codes:
        text = ngettext("%(n)d indicator has no decision yet", "%(n)d indicators have no decision yet", len(codes))
        yield Note(f"{text % {'n': len(codes)}}: {', '.join(codes)}.")


def _commitments(session: ReviewSession, language: str) -> Iterator[Block]:
    yield Heading(_("Commitments adopted"), 2)
    owed = Commitment.objects.in_force(session.effective_from).select_related("indicator", "institution")
    by_institution: dict[str, list[str]] = {}
    for each in owed.order_by("institution__order", "indicator__order"):
        by_institution.setdefault(each.institution.name, []).append(each.indicator.code)
    if not by_institution:
        yield Text(_("No institution is committed to any indicator yet."))
        return
    since = {"since": period_label(session.effective_from.code, language)}
    yield Text(_("Who reports which indicator, as it stands for %(since)s:") % since)
    rows = tuple((name, ", ".join(codes), str(len(codes))) for name, codes in by_institution.items())
    yield Table("", (_("Institution"), _("Indicators"), _("How many")), rows, (4, 7, 2))
