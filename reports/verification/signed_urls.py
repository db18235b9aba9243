"""Addresses of the signed copies of an edition."""

from django.urls import path

from reports.verification import signed_views as views

urlpatterns = [
    path("", views.edition_signed, name="edition_signed"),
    path("<str:digest>.pdf", views.edition_signed_file, name="edition_signed_file"),
]
