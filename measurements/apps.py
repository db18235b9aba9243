from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version


class MeasurementsConfig(AppConfig):
    """What was observed, and the only path that it may take from draft to validated."""

    name = "measurements"
    verbose_name = _("Measurements")

    def ready(self) -> None:
        from measurements.receipts.mail import ATTACHMENT, attached_receipt
        from notifications.attachments import register

        register(ATTACHMENT, attached_receipt)
        append_only.protect(self, "ContributionEvent", "ItemJoin", "MeasurementEvent", "Receipt", "ReceiptLine")
        data_version.follow(self, but=("UnsavedEntry", "SpreadsheetUpload", "TemplateDownload"))
