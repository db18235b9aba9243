"""Addresses of verifying reports."""

from django.urls import path

from reports.verification import views

urlpatterns = [
    path("", views.verify, name="verify"),
    path("<str:digest>/", views.verify_digest, name="verify_digest"),
]
