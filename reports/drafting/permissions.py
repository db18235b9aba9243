"""Who does what with a report. Plain questions about posts held today."""

from __future__ import annotations

from django.utils import timezone

from institutions.models import COMMITTEE_ROLES, REPORTING_ROLES, Appointment, Institution, Role, User
from reports.models import ReportDraft, ReportEdition, ReportKind
from reports.report_kinds.scope import ReportScope


def steering_post(user: User, report: ReportDraft | ReportEdition | ReportScope) -> Appointment | None:
    """The post that opens a report, consults about it, puts it before a meeting, issues, corrects and withdraws it, and keeps its signed
    copies: the technical secretary's; for an institution's own report, its approver's.
    """
    if report.kind != ReportKind.OWN:
        return user.post_as(Role.TECHNICAL_SECRETARY)
    return user.post_in(report.institution.pk, Role.APPROVER) if report.institution is not None else None


def steering(kind: str, institution: Institution | None) -> list[User]:
    """Everybody who holds such a post today, for a report of that kind; `institution` is that of an own report."""
    posts = Appointment.objects.current(on=timezone.localdate()).filter(user__is_active=True)
    if kind == ReportKind.OWN:
        posts = posts.filter(role=Role.APPROVER, institution=institution)
    else:
        posts = posts.filter(role=Role.TECHNICAL_SECRETARY)
    return list(User.objects.filter(pk__in=posts.values("user")).order_by("pk"))


def writing_post(user: User, draft: ReportDraft) -> Appointment | None:
    """The post that writes texts: any of the Committee; of an own report, who reports for the institution."""
    if draft.kind == ReportKind.OWN:
        return user.post_in(draft.institution_id or 0, *REPORTING_ROLES)
    return user.post_as(*COMMITTEE_ROLES)
