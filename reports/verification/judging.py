"""What a file or a digest is: as we issued it, with signatures added, with something else added, or none of ours.

One judgement for the page, the command and the keeping of signed copies.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from documents import confined
from reports.verification.findings import Reason, Signature
from reports.verification.fingerprint import fingerprint
from reports.verification.recognising import Recognised, of_beginning, of_digest, sizes_below, whole

LIMITS = confined.Limits(cpu_seconds=20, wait_seconds=40, memory=512 * 1024 * 1024)
"""A report of 100 pages with two signatures takes a second and a half."""
EXAMINER = "reports.verification.added"
MOST_EXAMINED = 20_000_000


class Match(StrEnum):
    IDENTICAL = "identical"
    SIGNED = "signed"
    GROWN = "grown"
    UNKNOWN = "unknown"


class TooMany(Exception):
    """Too many files are being examined: nothing more for now."""


def freely() -> AbstractContextManager[bool]:
    return nullcontext(True)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`reasons` say why what was added is more than signatures; `damage` what of our own copies is no longer whole.

    `is_of_a_digest`: no file was looked at. A digest can be printed on anything: it tells of a report, not of what bears it.
    """

    match: Match
    sha256: str
    recognised: Recognised | None = None
    signatures: tuple[Signature, ...] = ()
    reasons: tuple[Reason, ...] = ()
    damage: tuple[str, ...] = ()
    is_of_a_digest: bool = False


def judge_digest(sha256: str) -> Judgement:
    recognised = of_digest(sha256)
    if recognised is None:
        return Judgement(Match.UNKNOWN, sha256, is_of_a_digest=True)
    return replace(identical(sha256, recognised), is_of_a_digest=True)


def identical(sha256: str, recognised: Recognised) -> Judgement:
    """A signed copy that is kept here was examined when it was handed in: those findings are told again."""
    found = signatures_of(recognised.copy.findings) if recognised.copy else ()
    return Judgement(Match.IDENTICAL, sha256, recognised, found, damage=recognised.damage)


def judge_file(
    size: int,
    read: Callable[[], Iterable[bytes]],
    examining: Callable[[], AbstractContextManager[bool]] = freely,
) -> Judgement:
    """`read` returns the file from its beginning, in pieces. It is called a second time only if the file begins as one of ours.

    In that case what was added is examined, which takes long, inside the context that `examining` returns. Raises TooMany if that
    context yields False.
    """
    print_of_it = fingerprint(read(), sizes_below(size))
    recognised = of_digest(print_of_it.sha256)
    if recognised is not None:
        return identical(print_of_it.sha256, recognised)
    ours = of_beginning(print_of_it)
    if ours is None:
        return Judgement(Match.UNKNOWN, print_of_it.sha256)
    with examining() as may_examine:
        if not may_examine:
            raise TooMany
        findings = added_to(read, size, ours.stored_file.size)
    reasons = tuple(Reason(each) for each in findings["reasons"])
    recognised = Recognised(whole(ours), ours)
    return Judgement(
        Match.GROWN if reasons else Match.SIGNED,
        print_of_it.sha256,
        recognised,
        signatures_of(findings),
        reasons,
        recognised.damage,
    )


def added_to(read: Callable[[], Iterable[bytes]], size: int, ours: int) -> dict[str, Any]:
    """What a confined process finds in the bytes after our file. If it cannot finish, they do not count as a signature."""
    if size > MOST_EXAMINED:
        return {"reasons": [Reason.HEAVY], "signatures": []}
    content = b"".join(read())
    try:
        answer = confined.run(EXAMINER, b"%d\n" % ours + content, LIMITS)
    except confined.Ended:
        return {"reasons": [Reason.HEAVY], "signatures": []}
    findings: dict[str, Any] = json.loads(answer)
    return findings


def signatures_of(findings: dict[str, Any]) -> tuple[Signature, ...]:
    return tuple(Signature(**{**each, "pages": tuple(each["pages"])}) for each in findings.get("signatures", ()))
