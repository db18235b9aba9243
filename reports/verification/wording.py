"""What a verification tells, in words: never a figure nor a text of the report, only which one it is and where it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents import formatting
from documents.speaking import language
from institutions.models import User
from reports.models import ReportEdition
from reports.report_kinds.scope import scope_of, scope_title
from reports.verification.findings import Reason, Signature
from reports.verification.judging import Judgement, Match
from reports.verification.recognising import Recognised

State = ReportEdition.State

REASONS = {
    Reason.UNREADABLE: gettext_lazy("What was added cannot be read as a PDF is read."),
    Reason.HEAVY: gettext_lazy("What was added takes too much time or memory to examine."),
    Reason.NOTHING_SIGNED: gettext_lazy("Something was added and nobody signed it."),
    Reason.CHANGED: gettext_lazy(
        "More than signatures was added or changed after the report was issued: it can be pages, notes, form fields, or what the"
        " file does when it is opened."
    ),
    Reason.TRAILING: gettext_lazy(
        "After the end of the report stand bytes that are neither a signature nor an update of the PDF. What they are is not known."
    ),
    Reason.BROKEN: gettext_lazy("A signature does not hold: what it signed was altered, or the signature itself was."),
    Reason.UNSIGNED_END: gettext_lazy("Something comes after the last signature that the signature does not cover."),
    Reason.COVERS: gettext_lazy("The boxes of the signatures cover so much of a page that they can hide what it says."),
    Reason.ACTS: gettext_lazy("The box of a signature does something when it is opened or pressed."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A judgement in words. `tone` is that of a notice; `reading` the code under which the person may read the edition; `beside` what
    is said of a digest that was written beside a file (reports/verification/beside.py)."""

    title: str
    text: str
    tone: str
    facts: tuple[tuple[str, str], ...] = ()
    digests: tuple[tuple[str, str], ...] = ()
    beside: str = ""
    reasons: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    withdrawal: str = ""
    withdrawal_language: str = ""
    damage: str = ""
    is_demonstration: bool = False
    reading: str = ""
    is_known: bool = False


def told(judgement: Judgement, reader: User | None) -> Told:
    """`reader` is the person signed in, if any."""
    recognised = judgement.recognised
    if recognised is None:
        return unknown(judgement)
    edition = recognised.edition
    may_read = reader is not None and ReportEdition.objects.visible_to(reader).filter(pk=edition.pk).exists()
    title, text, tone = headline(judgement, edition)
    why = edition.withdrawal if may_read and edition.is_withdrawn else None
    if edition.is_withdrawn and why is None:
        text = " ".join((text, _("Its page gives the reason to those who may read the report.")))
    return Told(
        title,
        text,
        tone,
        facts=tuple(facts(recognised)),
        digests=tuple(digests(judgement)),
        reasons=tuple(str(REASONS[each]) for each in judgement.reasons),
        signatures=tuple(signature_text(each) for each in judgement.signatures),
        withdrawal=why.reason if why else "",
        withdrawal_language=why.language if why else "",
        damage=damage_text(judgement.damage),
        is_demonstration=is_demonstration(judgement, edition),
        reading=edition.code if may_read else "",
        is_known=True,
    )


def unknown(judgement: Judgement) -> Told:
    if judgement.is_of_a_digest:
        text = _(
            "If it is printed, compare it letter by letter: where it is the same, that report was not issued here. If it was computed"
            " from a file, hand in the file: one that was signed or saved again has another digest."
        )
        return Told(whose_digest(None), text, "error", digests=tuple(digests(judgement)))
    return Told(
        _("It matches no report issued by this system"),
        _(
            "Either it was never issued here, as no draft was, or something in it was changed after it was issued, be it one"
            " letter. A file that was opened and saved again is another file: verify the one that was handed to you."
        ),
        "error",
        digests=tuple(digests(judgement)),
    )


def digests(judgement: Judgement) -> Iterator[tuple[str, str]]:
    """What was compared, and beside it what the cover prints where that is another: a file does not have the digest on its cover."""
    yield _("SHA-256") if judgement.is_of_a_digest else _("SHA-256 of this file"), judgement.sha256
    found = judgement.recognised
    if found is not None and found.edition.sha256 != judgement.sha256:
        yield _("SHA-256 of the snapshot, which the cover prints"), found.edition.sha256


def headline(judgement: Judgement, edition: ReportEdition) -> tuple[str, str, str]:
    """Title, text and tone. An edition that is no longer in force says so first, whatever was handed in of it."""
    stands = standing(edition)
    if judgement.match == Match.GROWN:
        title = _("It contains report %(code)s, but something was added to it afterwards: do not rely on it")
        text = _("Ask who gave it to you for the file as it was issued, or for a copy with signatures only.")
        return title % {"code": edition.code}, f"{stands.title}. {text}" if stands.title else text, "error"
    title, text = of_digest(judgement) if judgement.is_of_a_digest else of_file(judgement, edition)
    if stands.title:
        return stands.title, f"{stands.text} {title}. {text}", stands.tone
    # Never in the tone of what was found whole where nothing was looked at but 64 letters that anybody can copy.
    return title, f"{stands.text} {text}", "" if judgement.is_of_a_digest else stands.tone


def of_file(judgement: Judgement, edition: ReportEdition) -> tuple[str, str]:
    """What a file is that is ours to the last byte, or but for its signatures."""
    code = {"code": edition.code}
    if judgement.match == Match.SIGNED or (judgement.recognised and judgement.recognised.copy):
        title = _("It is report %(code)s as it was issued, with signatures added to it") % code
        return title, _("Every byte of what was issued is there, and nothing but signatures was added.")
    if judgement.recognised and judgement.recognised.is_adopted:
        title = _("It is what the Committee adopted, and was issued as report %(code)s") % code
        return title, _("The minutes name this digest. Issuing added number, post and act, and changed nothing else.")
    return _("It is report %(code)s, as it was issued") % code, _("Every byte is that of what was issued.")


def of_digest(judgement: Judgement) -> tuple[str, str]:
    text = _(
        "It does not say that what you have is that report: a digest can be copied onto anything. To know that, hand in the"
        " file below."
    )
    if judgement.recognised and judgement.recognised.is_adopted:
        issued = _("The minutes name this digest. Issuing added number, post and act, and changed nothing else.")
        text = f"{issued} {text}"
    return whose_digest(judgement.recognised), text


def whose_digest(found: Recognised | None) -> str:
    """Which report a digest is of, as a sentence without its full stop."""
    if found is None:
        return _("No report issued by this system has this digest")
    code = {"code": found.edition.code, "file": found.file.label if found.file else ""}
    if found.copy:
        return _("The digest is that of a signed copy of report %(code)s") % code
    if found.is_adopted:
        return _("The digest is that of what the Committee adopted, issued as report %(code)s") % code
    if found.is_snapshot or not found.file:
        return _("The digest is that of report %(code)s") % code
    return _("The digest is that of a file of report %(code)s: %(file)s") % code


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an edition stands. `title` is empty while it is in force."""

    title: str
    text: str
    tone: str


def standing(edition: ReportEdition) -> Standing:
    code = {"code": edition.code}
    if edition.is_withdrawn:
        title = _("Report %(code)s was withdrawn on %(day)s")
        text = _("It is no longer held to be true.")
        if edition.is_superseded:
            text = f"{text} {replaced(edition.superseded_by)}"
        return Standing(title % (code | {"day": plain_day(edition.withdrawal.withdrawn_at)}), text, "error")
    if edition.is_superseded:
        newer = edition.superseded_by
        title = _("Report %(code)s is no longer in force: %(newer)s replaces it")
        if newer.is_withdrawn:
            title = _("Report %(code)s is no longer in force: %(newer)s replaced it and was withdrawn")
        return Standing(title % (code | {"newer": newer.code}), replaced(newer), "risk")
    return Standing("", _("It is in force: no later edition replaces it and it was not withdrawn."), "good")


def replaced(newer: ReportEdition) -> str:
    words = {"code": newer.code, "day": plain_day(newer.issued_at)}
    if newer.is_withdrawn:
        text = _(
            "Edition %(code)s, issued on %(day)s, replaced it and was withdrawn on %(withdrawn)s: neither is in force."
        )
        return text % (words | {"withdrawn": plain_day(newer.withdrawal.withdrawn_at)})
    return _("Edition %(code)s, issued on %(day)s, replaces it.") % words


def facts(recognised: Recognised) -> Iterator[tuple[str, str]]:
    edition = recognised.edition
    yield _("Report"), edition.code
    yield _("What it is"), what_it_is(recognised)
    yield _("Title"), scope_title(scope_of(edition))
    yield _("Plan"), edition.plan.short_title
    yield _("Edition"), _("Number %(number)s") % {"number": edition.number}
    yield _("State"), str(edition.state.label)
    yield _("Issued on"), formatting.instant(edition.issued_at, language())
    yield _("Issued by"), f"{edition.appointment.title}, {edition.appointment.institution.name}"
    if edition.adopted_in is not None:
        words = {"number": edition.adopted_in.number, "day": plain_day(edition.adopted_in.starts_at)}
        yield _("Adopted in"), _("Meeting %(number)s, of %(day)s") % words


def what_it_is(recognised: Recognised) -> str:
    if recognised.copy is not None:
        words = {"file": recognised.copy.file.label, "day": plain_day(recognised.copy.added_at)}
        return _("Signed copy of “%(file)s”, kept here since %(day)s") % words
    if recognised.is_adopted:
        return _("The content that the meeting adopted, before it was given a number")
    if recognised.is_snapshot or recognised.file is None:
        return _("The snapshot of the report, from which all its files are made; its cover prints this digest")
    return recognised.file.label


def signature_text(signature: Signature) -> str:
    """What the signature says of itself, and whether it holds. Whose it is, only the certificate says."""
    words = {"name": signature.signer, "when": claimed(signature.claimed_at)}
    if signature.is_timestamp:
        text = _("Time stamp of “%(name)s”, by its certificate.") % words
    elif signature.claimed_at:
        text = (
            _("“%(name)s”, by the name in the certificate; the signer's computer says that it was on %(when)s.") % words
        )
    else:
        text = _("“%(name)s”, by the name in the certificate; it does not say when.") % words
    parts = [text, _("It holds.") if signature.holds else _("It does not hold.")]
    if signature.pages:
        numbers = formatting.joined([str(page) for page in signature.pages], language())
        parts.append(
            ngettext("It shows on page %(pages)s.", "It shows on pages %(pages)s.", len(signature.pages))
            % {"pages": numbers}
        )
    return " ".join(parts)


def damage_text(damage: tuple[str, ...]) -> str:
    if not damage:
        return ""
    return _(
        "What this system keeps of this edition is no longer what was issued, and must be restored from a backup. The digest"
        " still tells that the file is genuine. Tell the technical secretary."
    )


def is_demonstration(judgement: Judgement, edition: ReportEdition) -> bool:
    """As its cover says; of a snapshot that is no longer whole, as its plan says."""
    if "snapshot" in judgement.damage:
        return edition.plan.is_demonstration
    return bool(edition.content["edition"]["is_demonstration"])


def claimed(moment: str) -> str:
    return formatting.instant(dt.datetime.fromisoformat(moment), language()) if moment else ""


def plain_day(moment: dt.datetime) -> str:
    return formatting.plain_date(formatting.in_lima(moment), language())
