from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only


class CommitteeConfig(AppConfig):
    """What the Gender Equality Committee requires and agrees: information requests and meetings."""

    name = "committee"
    verbose_name = _("Committee")

    def ready(self) -> None:
        from committee.agreement_duties import owed_agreements
        from measurements import duties

        duties.register(owed_agreements)
        append_only.protect(self, "RequestMessage", "RequestAttachment", "Escalation", "AgreementEvent")
