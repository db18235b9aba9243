"""What the pages of an edition show of its signed copies."""

from __future__ import annotations

from dataclasses import dataclass

from institutions.models import User
from reports.drafting.permissions import steering_post
from reports.models import ReportEdition, SignedCopy
from reports.verification.judging import signatures_of
from reports.verification.keeping import kept_of
from reports.verification.wording import signature_text


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A kept copy, and its signatures in words."""

    copy: SignedCopy
    signatures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignedCard:
    """What the page of an edition shows of its signed copies."""

    rows: tuple[CopyRow, ...]
    may_keep: bool


def signed_card(edition: ReportEdition, user: User) -> SignedCard:
    return SignedCard(
        tuple(
            CopyRow(each, tuple(signature_text(found) for found in signatures_of(each.findings)))
            for each in kept_of(edition)
        ),
        steering_post(user, edition) is not None,
    )
