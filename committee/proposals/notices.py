"""Who is told what of a proposed change of an indicator, in the language of each."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from committee.meetings.notices import people_of
from committee.models import IndicatorProposal
from institutions.models import Role
from notifications.mailing import holding
from notifications.models import Kind
from notifications.telling import Told, tell


def tell_proposed(proposal: IndicatorProposal) -> None:
    """The technical secretary, who puts it before the next review."""

    def write() -> Told:
        title = _("%(institution)s proposes a change of %(indicator)s: %(number)s")
        words = {
            "institution": proposal.institution.short_name,
            "indicator": proposal.indicator.code,
            "number": proposal.number,
        }
        return Told(title % words, proposal.text, path_of(proposal))

    key = f"proposal:{proposal.plan_id}:{proposal.number}"
    tell(holding(Role.TECHNICAL_SECRETARY), kind=Kind.PROPOSAL, write=write, at=proposal.at, key=key)


def tell_answered(proposal: IndicatorProposal) -> None:
    """Who reports and approves for the institution: what the Committee said, each time that it said something else."""

    def write() -> Told:
        title = _("Proposal %(number)s about %(indicator)s: %(answer)s")
        words = {
            "number": proposal.number,
            "indicator": proposal.indicator.code,
            "answer": str(proposal.get_state_display()).lower(),
        }
        return Told(title % words, proposal.answer, path_of(proposal))

    at = proposal.answered_at or proposal.at
    key = f"proposal:{proposal.plan_id}:{proposal.number}:{proposal.version}"
    tell(people_of(proposal.institution_id), kind=Kind.PROPOSAL, write=write, at=at, key=key)


def path_of(proposal: IndicatorProposal) -> str:
    return reverse("proposal", args=[proposal.number])
