"""Proposed changes of indicators, to look at. Only their verbs write here."""

from django.contrib import admin

from committee.models import IndicatorProposal
from institutions.administration import ReadOnlyAdmin


@admin.register(IndicatorProposal)
class IndicatorProposalAdmin(ReadOnlyAdmin):
    list_display = ("number", "institution", "indicator", "what", "state", "at", "answered_at")
    list_select_related = ("institution", "indicator")
    list_filter = ("state", "what", "institution")
