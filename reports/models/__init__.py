"""The compliance reports: drafted, consulted and issued. What was issued is the only truth that this app owns, and it never changes."""

from reports.models.comparing import LastComparison
from reports.models.consulting import ConsultationRound, ConsultationSeat, Remark
from reports.models.draft import DraftSection, ReportDraft
from reports.models.edition import EditionFile, EditionWithdrawal, ReportEdition, ReportKind, SignedCopy

__all__ = [
    "ConsultationRound",
    "ConsultationSeat",
    "DraftSection",
    "EditionFile",
    "EditionWithdrawal",
    "LastComparison",
    "Remark",
    "ReportDraft",
    "ReportEdition",
    "ReportKind",
    "SignedCopy",
]
