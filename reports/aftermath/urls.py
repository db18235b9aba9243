"""Addresses of what happens to an issued report, below that of the report."""

from django.urls import path

from reports.aftermath import views

urlpatterns = [
    path("vigencia/", views.edition_drift, name="edition_drift"),
    path("vigencia/cambios.<str:kind>", views.edition_drift_data, name="edition_drift_data"),
    path("corregir/", views.edition_correct, name="edition_correct"),
]
