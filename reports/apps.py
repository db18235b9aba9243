from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version
from reports.consulting import sealing as called_off
from reports.issued import sealing as issued

NO_FIGURES = (
    "ConsultationRound",
    "ConsultationSeat",
    "DraftSection",
    "LastComparison",
    "Remark",
    "ReportDraft",
    "SignedCopy",
)
"""No figure is made of what people write of a report, of who signed it, nor of how far data moved away from it: the pages of figures do
not say that data changed."""


class ReportsConfig(AppConfig):
    """What it means: figures, dashboards, and the editions that the Committee issues."""

    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        append_only.protect(self, "ReportEdition", "EditionFile", "EditionWithdrawal", "SignedCopy")
        issued.SEAL.protect(self)
        called_off.SEAL.protect(self)
        data_version.follow(self, but=NO_FIGURES)
        from committee.reporting import since_consultation, waiting
        from indicators import reopening
        from notifications import duties, todo_sources
        from reports.aftermath.resting import editions_resting_on
        from reports.consulting.duties import consultation_duties, report_rows
        from reports.consulting.since import since_of_point
        from reports.consulting.waiting import reports_for_a_meeting

        reopening.register(editions_resting_on)
        waiting.register(reports_for_a_meeting)
        since_consultation.register(since_of_point)
        duties.register(consultation_duties)
        todo_sources.register(report_rows)
