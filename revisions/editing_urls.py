"""Addresses of the pages that draft a definition, a baseline or a target."""

from django.urls import path

from revisions.views.definition import definition
from revisions.views.goals import goals
from revisions.views.introducing import introducing

REVIEW = "comite/sesiones/<str:number>/revision/"

urlpatterns = [
    path(f"{REVIEW}nuevo/", introducing, name="revision_new"),
    path(f"{REVIEW}<str:code>/definicion/", definition, name="revision_definition"),
    path(f"{REVIEW}<str:code>/metas/", goals, name="revision_goals"),
]
