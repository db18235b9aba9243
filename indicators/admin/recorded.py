"""What other pages write, to look at: semesters, commitments, answers to the plan's questions, alignments."""

from __future__ import annotations

from django.contrib import admin

from indicators import models
from institutions.administration import ReadOnlyAdmin


@admin.register(models.ReportingPeriod)
class ReportingPeriodAdmin(ReadOnlyAdmin):
    list_display = ("code", "plan", "opens_at", "due_at", "closes_at")


@admin.register(models.Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    list_display = ("indicator", "institution", "role", "from_period", "until_period")
    list_select_related = ("indicator", "institution", "from_period", "until_period")
    list_filter = ("institution",)


@admin.register(models.CommitmentChange)
class CommitmentChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "indicator", "institution", "what", "role", "period", "post")
    list_select_related = ("indicator", "institution", "period", "post__user", "post__institution")
    list_filter = ("what", "institution")


@admin.register(models.PlanAnswer)
class PlanAnswerAdmin(ReadOnlyAdmin):
    list_display = ("at", "question", "is_settled", "text", "post")
    list_select_related = ("question", "post__user", "post__institution")


@admin.register(models.Alignment)
class AlignmentAdmin(ReadOnlyAdmin):
    list_display = ("general_objective", "action")
    list_select_related = ("general_objective", "action")


@admin.register(models.AlignmentChange)
class AlignmentChangeAdmin(ReadOnlyAdmin):
    list_display = ("at", "general_objective", "action", "is_linked", "post", "reason")
    list_select_related = ("general_objective", "action", "post__user", "post__institution")
