"""The review in words: its decisions, what each changes. The same on pages, in the acta and in notifications."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.models import ReviewDecision, ReviewSession
from committee.review.deciding import adopts_as_proposed
from documents.formatting import period_label
from documents.speaking import language
from indicators.defining.comparing import Difference, differences
from indicators.defining.document import DefinitionDocument
from indicators.defining.naming import Names
from indicators.defining.reading import document_of
from indicators.defining.written_out import Line, written_out
from indicators.models import IndicatorRevision

Kind, State = ReviewDecision.Kind, ReviewDecision.State


def decision_words(decision: ReviewDecision) -> str:
    """What is decided, short: what stands in a table's cell."""
    return {
        Kind.KEEP: pgettext("decision about an indicator", "Keep"),
        Kind.ADJUST: pgettext("decision about an indicator", "Adjust the definition"),
        Kind.TARGET: pgettext("decision about an indicator", "Set or change baseline or target"),
        Kind.RETIRE: pgettext("decision about an indicator", "Retire"),
        Kind.NEW: pgettext("decision about an indicator", "New indicator"),
    }[Kind(decision.kind)]


def rationale_of(decision: ReviewDecision) -> tuple[str, str]:
    """The reason and the language that it is in: the page's, or Spanish where nobody translated it."""
    if language() == "en" and decision.rationale_en:
        return decision.rationale_en, "en"
    return decision.rationale_es, "es"


def name_of(decision: ReviewDecision) -> str:
    """The indicator's name: as drafted where a definition is, else as it stands."""
    if decision.draft is not None:
        words = DefinitionDocument.from_json(decision.draft).name
        return (words.en if language() == "en" else words.es) or words.es
    return str(decision.read_revision.name) if decision.read_revision is not None else ""


def changes_of(decision: ReviewDecision, read: DefinitionDocument | None = None) -> Sequence[Difference]:
    """What the definition drafted changes of the one in force when it was drafted, which is read unless it is given."""
    if decision.draft is None or decision.read_revision is None:
        return ()
    return differences(read or document_of(decision.read_revision), DefinitionDocument.from_json(decision.draft))


def definition_of(decision: ReviewDecision) -> Sequence[Line]:
    """The definition drafted, whole: what a new indicator adds, and what an empty draft has none of."""
    if decision.draft is None:
        return ()
    return written_out(DefinitionDocument.from_json(decision.draft), Names())


def consequence_words(decision: ReviewDecision) -> str:
    """What adopting it does, and from when."""
    return consequence_of(decision.kind, decision.session, decision.read_revision, made=decision.revision)


def consequence_of(
    kind: str,
    session: ReviewSession,
    read: IndicatorRevision | None,
    *,
    made: IndicatorRevision | None = None,
) -> str:
    """What a decision of a kind does to the definition read once it is adopted in the session, and from when."""
    said = {"since": period_label(session.effective_from.code, language())}
    if kind == Kind.KEEP and (made is not None or (read is not None and adopts_as_proposed(session, read))):
        return _("The definition proposed is adopted as it is.")
    return {
        Kind.KEEP: _("Nothing changes."),
        Kind.ADJUST: _("From %(since)s on it is reported under the new definition. What was reported stays as it is.")
        % said,
        Kind.TARGET: _("From %(since)s on progress is judged by the new baseline or target.") % said,
        Kind.RETIRE: _(
            "From %(since)s on nobody owes anything about it. Its past, and who was committed to it, stay to be read."
        )
        % said,
        Kind.NEW: _("It enters the plan and is reported from %(since)s on, by whom the Committee assigns.") % said,
    }[Kind(kind)]
