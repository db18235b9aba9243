"""Addresses of which general objective each action serves."""

from django.urls import path

from revisions.views import alignment

urlpatterns = [
    path("plan/alineamiento/", alignment.alignment, name="alignment"),
    path("plan/alineamiento/alineamiento.<str:kind>", alignment.alignment_data, name="alignment_data"),
    path("plan/alineamiento/editar/", alignment.alignment_edit, name="alignment_edit"),
]
