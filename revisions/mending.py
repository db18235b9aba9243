"""Where each finding is mended, for the person who reads it: an address with its words, or the words alone of who can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from activities.views.finding import may_read as may_read_activities
from committee.models import ReviewSession
from indicators.aligning import aligning_post
from indicators.answering import answering_post
from indicators.models import ActionPlan
from institutions.models import COMMITTEE_ROLES, Role, User
from reports.diagnosis import Finding, Mend, Place

ADMIN_OF = {
    Place.PLAN: "actionplan",
    Place.PILLAR: "pillar",
    Place.OBJECTIVE: "objective",
    Place.GENERAL_OBJECTIVE: "generalobjective",
    Place.ACTION: "action",
    Place.INDICATOR: "indicatorrevision",
}
"""Where the texts of each part of the plan are kept."""


@dataclass(frozen=True, slots=True)
class Way:
    """How to mend something. Without an address the words say who does it."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Mender:
    """A person, and the review that is open while they read."""

    user: User
    plan: ActionPlan
    session: ReviewSession | None

    def way(self, finding: Finding) -> Way:
        ways: dict[Mend, Callable[[Finding], Way]] = {
            Mend.DEFINITION: self.in_the_review,
            Mend.GOALS: self.in_the_review,
            Mend.COMMITMENTS: self.by_assigning,
            Mend.REPORTS: self.by_reporting,
            Mend.ALIGNMENT: self.by_aligning,
            Mend.QUESTION: self.by_answering,
            Mend.PLAN: self.in_the_data,
            Mend.TEXT: self.in_the_data,
            Mend.ACTIVITIES: self.by_planning,
            Mend.BUDGET: self.by_stating,
        }
        return ways[finding.mend](finding)

    def in_the_review(self, finding: Finding) -> Way:
        """In the review that is open; else in the next one, which is held in a meeting."""
        if not self.user.has_role(*COMMITTEE_ROLES, Role.OBSERVER):
            return Way(_("The Committee decides it in a six-monthly review."))
        if self.session is None:
            return Way(_("Open a six-monthly review in a meeting"), reverse("revision_hub"))
        number = self.session.meeting.number
        label = _("Decide it in the review of meeting %(number)s") % {"number": number}
        if finding.subject.place != Place.INDICATOR:
            return Way(label, reverse("revision_session", args=[number]))
        return Way(label, reverse("revision_decision", args=[number, finding.subject.code]))

    def by_assigning(self, finding: Finding) -> Way:
        if self.user.has_role(Role.TECHNICAL_SECRETARY, Role.ADMINISTRATOR):
            return Way(_("Assign it to an institution"), reverse("commitments"))
        if self.user.has_role(*COMMITTEE_ROLES):
            return Way(_("See who reports what"), reverse("commitments"))
        return Way(_("The technical secretary assigns it to an institution."))

    def by_reporting(self, finding: Finding) -> Way:
        return Way(_("See the indicator"), reverse("indicator", args=[finding.subject.code]))

    def by_aligning(self, finding: Finding) -> Way:
        if aligning_post(self.user):
            return Way(_("Link objectives and actions"), reverse("alignment_edit"))
        return Way(_("See the alignment"), reverse("alignment"))

    def by_answering(self, finding: Finding) -> Way:
        label = _("Write the Committee's answer") if answering_post(self.user) else _("See the question")
        return Way(label, reverse("plan_question", args=[finding.question]))

    def by_planning(self, finding: Finding) -> Way:
        if not may_read_activities(self.user):
            return Way(_("Institutions say it in the activities of the year."))
        return Way(_("See the activities"), reverse("action_coverage"))

    def by_stating(self, finding: Finding) -> Way:
        if not may_read_activities(self.user):
            return Way(_("Each institution says it in its statement of the budget."))
        return Way(_("See what institutions say of their budget"), reverse("budget"))

    def in_the_data(self, finding: Finding) -> Way:
        """The plan's texts are kept by administrators."""
        if not self.user.has_role(Role.ADMINISTRATOR):
            return Way(_("An administrator writes it in the plan's data."))
        name, label = ADMIN_OF[finding.subject.place], _("Write it in the plan's data")
        if finding.subject.place == Place.PLAN:
            return Way(label, reverse(f"admin:indicators_{name}_change", args=[self.plan.pk]))
        return Way(label, reverse(f"admin:indicators_{name}_changelist") + f"?q={finding.subject.code}")


def mender(user: User, plan: ActionPlan) -> Mender:
    """In one query."""
    session = ReviewSession.objects.visible_to(user).open().filter(plan=plan).select_related("meeting").first()
    return Mender(user, plan, session)
