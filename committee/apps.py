from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from documents import append_only, data_version


class CommitteeConfig(AppConfig):
    """What the Gender Equality Committee requires and agrees: information requests and meetings."""

    name = "committee"
    verbose_name = _("Committee")

    def ready(self) -> None:
        append_only.protect(self, "RequestMessage", "RequestAttachment", "Escalation", "AgreementEvent")
        data_version.follow(self)
        from activities import hub
        from activities.deadlines import widen_with
        from committee.activity_extensions import granted_until
        from committee.agreements.duties import owed_agreements
        from committee.meetings.dates import coming_meetings, meeting_rows
        from committee.planning.hub import rounds_lines
        from committee.proposals.duties import proposal_rows
        from committee.requests.duties import duties_of_requests
        from committee.requests.todo import request_rows
        from notifications import duties, other_dates, todo_sources

        hub.register(rounds_lines)
        widen_with(granted_until)
        duties.register(duties_of_requests)
        duties.register(owed_agreements)
        other_dates.register(coming_meetings)
        todo_sources.register(request_rows)
        todo_sources.register(meeting_rows)
        todo_sources.register(proposal_rows)
