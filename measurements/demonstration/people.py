"""The accounts of the demonstration: one for each role, with names that nobody has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from indicators.calendar import midnight
from institutions.models import Appointment, Institution, Role, User

PASSWORD = "paso-a-paso-1325"  # noqa: S105 - printed for everybody to use; the demonstration holds nothing to protect
SINCE = dt.date(2021, 7, 1)
ACT = "Demostración"
SECRETARIAT = "DGRRII"
DOMAIN = "demo.example.pe"


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the demonstration and the posts held in one institution."""

    mailbox: str
    name: str
    institution: str
    roles: tuple[Role, ...]

    @property
    def email(self) -> str:
        return f"{self.mailbox}@{DOMAIN}"


ACCOUNTS = (
    Account("ejercito", "Rosa Ejemplo", "EP", (Role.REPORTER,)),
    Account("ejercito.aprueba", "Julio Muestra", "EP", (Role.APPROVER,)),
    Account("marina", "Carmen Supuesta", "MGP", (Role.REPORTER,)),
    Account("marina.aprueba", "Luis Ficticio", "MGP", (Role.APPROVER,)),
    Account("fap", "Elena Prueba", "FAP", (Role.REPORTER, Role.APPROVER)),
    Account("ccffaa", "Mario Ensayo", "CCFFAA", (Role.REPORTER,)),
    Account("ccffaa.aprueba", "Teresa Modelo", "CCFFAA", (Role.APPROVER,)),
    Account("cecopaz", "Jorge Simulado", "CECOPAZ", (Role.REPORTER,)),
    Account("cecopaz.aprueba", "Ana Hipótesis", "CECOPAZ", (Role.APPROVER,)),
    Account("mindef", "Pedro Borrador", "MINDEF", (Role.REPORTER,)),
    Account("mindef.aprueba", "Lucía Imaginaria", "MINDEF", (Role.APPROVER,)),
    Account("dgrrii", "Hugo Inventado", SECRETARIAT, (Role.REPORTER,)),
    Account("dgrrii.aprueba", "Sara Apócrifa", SECRETARIAT, (Role.APPROVER,)),
    Account("ejercito.comite", "Silvia Ejemplar", "EP", (Role.COMMITTEE_MEMBER,)),
    Account("marina.comite", "Óscar Hipotético", "MGP", (Role.COMMITTEE_MEMBER,)),
    Account("comite", "Nora Nadie", "DIGEDOC", (Role.COMMITTEE_MEMBER,)),
    Account("secretaria", "Inés Ilustrativa", SECRETARIAT, (Role.TECHNICAL_SECRETARY,)),
    Account("alterno", "Raúl Alterno", "DGPP", (Role.ALTERNATE_REVIEWER,)),
    Account("observador", "Olga Testigo", "DIGEPE", (Role.OBSERVER,)),
    Account("administrador", "Abel Administrador", "MINDEF", (Role.ADMINISTRATOR,)),
)


@dataclass(frozen=True, slots=True)
class People:
    """Who acts for whom. Each person is loaded once, so that their posts are read once."""

    reporters: Mapping[str, User]
    approvers: Mapping[str, User]
    secretary: User
    alternate: User

    def reviewer_of(self, institution: str) -> User:
        """The secretary decides on all but the secretary's own institution."""
        return self.alternate if institution == SECRETARIAT else self.secretary


def make_people() -> People:
    """Make the accounts with their posts; all share one password, hashed once."""
    institutions = {institution.code: institution for institution in Institution.objects.all()}
    password = make_password(PASSWORD)
    users = {account: make_user(account, institutions[account.institution], password) for account in ACCOUNTS}
    return People(
        reporters={account.institution: user for account, user in holding(users, Role.REPORTER)},
        approvers={account.institution: user for account, user in holding(users, Role.APPROVER)},
        secretary=next(user for _account, user in holding(users, Role.TECHNICAL_SECRETARY)),
        alternate=next(user for _account, user in holding(users, Role.ALTERNATE_REVIEWER)),
    )


def make_user(account: Account, institution: Institution, password: str) -> User:
    user = User(email=account.email, name=account.name, password=password, created_at=midnight(SINCE))
    user.full_clean()
    user.save()
    for role in account.roles:
        post = Appointment(user=user, institution=institution, role=role, act_reference=ACT, starts_on=SINCE)
        post.full_clean()
        post.save()
    return user


def holding(users: Mapping[Account, User], role: Role) -> Iterator[tuple[Account, User]]:
    return ((account, user) for account, user in users.items() if role in account.roles)
