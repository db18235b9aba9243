"""Reviews and their decisions, to look at. Only their verbs write here."""

from django.contrib import admin

from committee.models import ReviewDecision, ReviewSession
from institutions.administration import ReadOnlyAdmin, ReadOnlyInline


class ReviewDecisionInline(ReadOnlyInline):
    model = ReviewDecision
    fields = ("indicator", "new_code", "kind", "state", "revision", "written_by", "decided_at")


@admin.register(ReviewSession)
class ReviewSessionAdmin(ReadOnlyAdmin):
    list_display = ("meeting", "period", "effective_from", "is_constitutive", "state", "closed_at")
    list_select_related = ("meeting", "period", "effective_from")
    list_filter = ("state", "is_constitutive")
    inlines = (ReviewDecisionInline,)
