"""Addresses of what a drafted decision would do."""

from django.urls import path

from revisions.views import impact

urlpatterns = [
    path("comite/sesiones/<str:number>/revision/<str:code>/efecto/", impact.revision_impact, name="revision_impact"),
]
