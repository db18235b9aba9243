"""Who may act on a measurement. Plain questions about posts held today; `workflow` asks them, pages show or hide by them."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone

from institutions.models import REPORTING_ROLES, Appointment, Institution, Role, User


def reporting_post(user: User, institution: Institution) -> Appointment | None:
    return user.post_in(institution.pk, Role.REPORTER)


def approving_post(user: User, institution: Institution) -> Appointment | None:
    return user.post_in(institution.pk, Role.APPROVER)


def asking_post(user: User, institution: Institution) -> Appointment | None:
    """The post in which the person asks for more time: who reports for the institution, or who approves."""
    return user.post_in(institution.pk, *REPORTING_ROLES)


def reviewing_post(user: User, institution: Institution) -> Appointment | None:
    """The post in which the person decides on that institution's answers.

    The technical secretary decides on all but the secretary's own institutions; on those an alternate reviewer does. Nobody
    decides on an institution of any of their own posts.
    """
    if institution.pk in user.institution_ids():
        return None
    secretary = user.post_as(Role.TECHNICAL_SECRETARY)
    if secretary is not None:
        return secretary
    alternate = user.post_as(Role.ALTERNATE_REVIEWER)
    return alternate if alternate is not None and institution.pk in secretary_institution_ids() else None


def joining_post(user: User, institutions: Collection[Institution]) -> Appointment | None:
    """The post in which the person decides whether items of these institutions are one: they review one and are of none."""
    if user.institution_ids() & {institution.pk for institution in institutions}:
        return None
    posts = (reviewing_post(user, institution) for institution in institutions)
    return next((post for post in posts if post is not None), None)


def secretary_institution_ids() -> set[int]:
    """Institutions of those who are technical secretary today, by any of their posts."""
    today = timezone.localdate()
    current = Appointment.objects.current(on=today).filter(user__is_active=True)
    secretaries = current.filter(role=Role.TECHNICAL_SECRETARY).values("user")
    return set(current.filter(user__in=secretaries).values_list("institution_id", flat=True))


def reviewable_institution_ids(user: User) -> set[int] | None:
    """Institutions whose answers the person may decide on; None for "all but one's own", as the secretary."""
    if user.has_role(Role.TECHNICAL_SECRETARY):
        return None
    if user.has_role(Role.ALTERNATE_REVIEWER):
        return secretary_institution_ids() - user.institution_ids()
    return set()
