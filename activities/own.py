"""Whose people somebody is: the institutions for which a person reports or approves, as far as they plan activities."""

from __future__ import annotations

from institutions.models import REPORTING_ROLES, Institution, User


def own_institutions(user: User) -> list[Institution]:
    """Each once, in their order. A unit has no activities and no budget of its own: its institution does."""
    own = {post.institution for post in user.posts if post.role in REPORTING_ROLES and not post.institution.is_unit}
    return sorted(own, key=lambda institution: (institution.order, institution.code))


def is_own(user: User, institution: Institution) -> bool:
    return institution.pk in user.institution_ids(*REPORTING_ROLES)
