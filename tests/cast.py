"""The people of the tests, each named for what they are: two of the Army, one outsider, the Committee, and who is beside it."""

from __future__ import annotations

from dataclasses import dataclass, fields

from institutions.models import Institution, Role, User
from tests.factories import make_institution, make_people
from tests.kept_rows import KeptWorld


@dataclass(frozen=True, slots=True)
class Cast:
    """The institutions and people that most tests need. The secretary is of the ministry, the alternate is not."""

    army: Institution
    navy: Institution
    ministry: Institution
    joint_command: Institution
    reporter: User
    approver: User
    outsider: User
    outside_approver: User
    member: User
    secretary: User
    alternate: User
    observer: User
    administrator: User

    def people(self) -> dict[str, User]:
        """Every person by name, for tables of roles."""
        return {f.name: person for f in fields(self) if isinstance(person := getattr(self, f.name), User)}


@KeptWorld
def make_cast() -> Cast:
    army = make_institution("EP")
    navy = make_institution("MGP")
    ministry = make_institution("MINDEF", kind=Institution.Kind.MINISTRY)
    joint_command = make_institution("CCFFAA", kind=Institution.Kind.JOINT_COMMAND)
    people = make_people(
        (Role.REPORTER, army),
        (Role.APPROVER, army),
        (Role.REPORTER, navy),
        (Role.APPROVER, navy),
        (Role.COMMITTEE_MEMBER, ministry),
        (Role.TECHNICAL_SECRETARY, ministry),
        (Role.ALTERNATE_REVIEWER, joint_command),
        (Role.OBSERVER, joint_command),
        (Role.ADMINISTRATOR, ministry),
    )
    return Cast(army, navy, ministry, joint_command, *people)
