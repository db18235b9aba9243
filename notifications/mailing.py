"""Whom an institution's news concern, and where they lead."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from institutions.models import REPORTING_ROLES, Appointment, User


def people_of(institution_id: int, *others: int) -> list[User]:
    """Who reports or approves for an institution today, and others by their ids, each once."""
    posts = Appointment.objects.current(on=timezone.localdate()).filter(
        institution=institution_id, role__in=REPORTING_ROLES
    )
    ids = [*others, *posts.values_list("user", flat=True)]
    return list(User.objects.filter(is_active=True, pk__in=ids).order_by("pk"))


def link(view: str, *args: object) -> str:
    """The whole address of a page, in the language that is active."""
    return f"{settings.SITE_URL}{reverse(view, args=args)}"


def holding(*roles: str, institution: int | None = None) -> list[User]:
    """Who holds one of these posts today, in one institution or in any."""
    posts = Appointment.objects.current(on=timezone.localdate()).filter(role__in=roles)
    if institution is not None:
        posts = posts.filter(institution=institution)
    return list(User.objects.filter(is_active=True, pk__in=posts.values("user")).order_by("pk"))
