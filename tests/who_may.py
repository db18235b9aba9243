"""Roles, and what each is answered: tables that say it in words."""

from __future__ import annotations

ROLES = (
    "anonymous",
    "reporter",
    "approver",
    "outsider",
    "member",
    "secretary",
    "alternate",
    "observer",
    "administrator",
)
Codes = dict[str, int]


def all_roles(code: int, **others: int) -> Codes:
    """One answer for everybody but those named; who is not signed in is sent to sign in."""
    return {"anonymous": 302} | dict.fromkeys(ROLES[1:], code) | others


def only(*roles: str, code: int = 200, else_: int = 403, **others: int) -> Codes:
    return all_roles(else_) | dict.fromkeys(roles, code) | others


ARMY = ("reporter", "approver")
COMMITTEE = ("member", "secretary", "alternate")
OVERSEERS = (*COMMITTEE, "observer", "administrator")
MANAGERS = ("secretary", "administrator")
READ_ONLY = all_roles(405)
"""What a POST gets where nothing is posted: who is not signed in is sent to sign in before."""
EVERYBODY = all_roles(200)
READERS = only(*COMMITTEE, "observer", else_=404)
KEPT = only("secretary", else_=404) | dict.fromkeys(("member", "alternate", "observer"), 403)
"""What only the secretary changes: the Committee and its observers find it and may not; to the others it does not exist."""
