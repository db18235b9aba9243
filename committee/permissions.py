"""Who stands on which side of an information request. Plain questions about posts held today."""

from __future__ import annotations

from django.utils import timezone

from institutions.models import Appointment, Institution, Role, User
from institutions.permissions import asking_post, reviewing_post, secretary_institution_ids


def requiring_post(user: User, institution: Institution) -> Appointment | None:
    """The post in which the person requires something of the institution: who reviews its answers, never one of its own."""
    return reviewing_post(user, institution)


def answering_post(user: User, institution: Institution) -> Appointment | None:
    """The post in which the person answers for the institution: who reports for it, or who approves."""
    return asking_post(user, institution)


def speaking_post(user: User, institution: Institution) -> Appointment | None:
    """The post in which the person takes part in the conversation, on either side."""
    return answering_post(user, institution) or requiring_post(user, institution)


def people_who_require(institution: Institution) -> list[User]:
    """Who may require something of the institution today, each once: the one rule of `reviewing_post`, for all people."""
    current = Appointment.objects.current(on=timezone.localdate()).filter(user__is_active=True)
    roles = [Role.TECHNICAL_SECRETARY]
    if institution.pk in secretary_institution_ids():
        roles.append(Role.ALTERNATE_REVIEWER)
    own = current.filter(institution=institution).values("user")
    chosen = current.filter(role__in=roles).exclude(user__in=own).values("user")
    return list(User.objects.filter(pk__in=chosen).order_by("pk"))
