"""Institutions and the people who hold posts in them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.hashers import make_password

from institutions.models import Appointment, Institution, Role, User

PASSWORD = "una clave larga de prueba"


def make_institution(code: str = "EP", **fields: Any) -> Institution:
    defaults: dict[str, Any] = {"name": f"Institución {code}", "short_name": code, "kind": Institution.Kind.ARMED_FORCE}
    defaults["order"] = Institution.objects.count() + 1
    return Institution.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def make_person(role: str | None = Role.REPORTER, institution: Institution | None = None, **fields: Any) -> User:
    """Somebody who holds one post since 2020, of MINDEF when no institution is named; no post with role=None."""
    home = institution or make_institution("MINDEF", kind=Institution.Kind.MINISTRY)
    email = fields.pop("email", f"{role or 'nobody'}@{home.code.lower()}.example.pe")
    existing = User.objects.filter(email=email).first()
    if existing:
        return existing
    name = fields.pop("name", f"{role or 'nobody'} {home.code}")
    user = User.objects.create_user(email, PASSWORD, name=name, **fields)
    if role:
        make_post(user, role, home)
    return user


def make_people(*posts: tuple[str, Institution]) -> list[User]:
    """One person for each post, as `make_person` makes them, in a few queries: most tests begin with the whole cast."""
    emails = [f"{role}@{home.code.lower()}.example.pe" for role, home in posts]
    known = User.objects.in_bulk(emails, field_name="email")
    named = dict(zip(emails, posts, strict=True))
    password = make_password(PASSWORD)
    new = User.objects.bulk_create(
        User(email=email, password=password, name=f"{role} {home.code}")
        for email, (role, home) in named.items()
        if email not in known
    )
    Appointment.objects.bulk_create(
        Appointment(user=user, role=role, institution=home, starts_on=dt.date(2020, 1, 1))
        for user in new
        for role, home in [named[user.email]]
    )
    people = known | {user.email: user for user in new}
    return [people[email] for email in emails]


def make_post(user: User, role: str, institution: Institution, **fields: Any) -> Appointment:
    defaults: dict[str, Any] = {"starts_on": dt.date(2020, 1, 1)}
    return Appointment.objects.create(user=user, role=role, institution=institution, **(defaults | fields))
