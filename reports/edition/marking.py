"""What a printed copy says of its own standing: its code and state on every page, how to verify it, and who is to sign it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.edition.blocks import Marking
from reports.edition.reading import Snapshot

IN_A_GROUP = 8


def is_issued(s: Snapshot) -> bool:
    """Whether the snapshot is of an issued edition: anything else is a draft, through whatever door it is printed."""
    return s["edition"]["number"] is not None


@dataclass(frozen=True, slots=True)
class Called:
    """What a copy that was not issued calls itself: as which edition it is, on the screen, and above each page of a file."""

    edition: str
    mark: str
    state: str


def called(*, in_consultation: bool) -> Called:
    """What institutions are consulted about is no preview: it is the text that they agree to or remark on."""
    if in_consultation:
        return Called(
            _("Text in consultation, not issued"), _("DRAFT IN CONSULTATION"), _("DRAFT IN CONSULTATION, internal use")
        )
    return Called(_("Preview, not issued"), _("DRAFT"), _("DRAFT, internal use"))


def marking(s: Snapshot, draft: Called | None) -> Marking:
    """A draft has no address to be verified at and nobody signs it. `draft`: what a copy that was not issued calls itself."""
    edition = s["edition"]
    if draft is not None:
        return Marking(
            state=draft.state,
            draft=_("DRAFT"),
            draft_note=_(
                "For internal use. It has not been issued: its figures may change, and nothing in it may be cited."
            ),
        )
    return Marking(
        code=edition.get("code") or "",
        edition=edition_text(s),
        state=state_text(s),
        address=verified_at(s),
        digest=s.sha256,
        signers=signers(s),
    )


def verified_at(s: Snapshot) -> str:
    """The page that verifies this copy, in the language of the copy; empty where there is none.

    The snapshot names the page in the product's language, and the others have theirs in front: `/en/verificar/`.
    """
    address: str = s["edition"].get("verification", "")
    if not (address and s.sha256):
        return ""
    if not s.is_in_the_language_of_the_product:
        site, page = address.rstrip("/").rsplit("/", 1)
        address = f"{site}/{s.language}/{page}/"
    return f"{address}{s.sha256}/"


def edition_text(s: Snapshot) -> str:
    return pgettext("report", "Edition %(number)s") % {"number": s["edition"]["number"]}


def state_text(s: Snapshot) -> str:
    if s["edition"]["classification"] == "public":
        return pgettext("report", "Issued")
    return _("Issued, internal use")


def signers(s: Snapshot) -> tuple[str, ...]:
    """The posts that sign, never names: of an institution's own report, the post that issued it."""
    issued_by = s["edition"]["issued_by"]
    post = f"{s.written(issued_by['post'])}, {s.text(issued_by['institution'])}" if issued_by else ""
    if s["edition"].get("institution"):
        return (post,) if post else ()
    return tuple(filter(None, (_("President of the Committee"), post)))


def grouped(digest: str) -> str:
    """A digest in groups that an eye can compare."""
    return " ".join(digest[start : start + IN_A_GROUP] for start in range(0, len(digest), IN_A_GROUP))
