"""Addresses of the six-monthly review, of what the plan lacks and of what changed."""

from django.urls import include, path

urlpatterns = [
    path("", include("revisions.editing_urls")),  # before the session's: “nuevo” is no indicator's code
    path("", include("revisions.session_urls")),
    path("", include("revisions.impact_urls")),
    path("", include("revisions.change_urls")),
    path("", include("revisions.diagnosis_urls")),
    path("", include("revisions.alignment_urls")),
]
