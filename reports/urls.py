"""Addresses of what the plan's figures mean."""

from django.urls import include, path

from reports import views

urlpatterns = [
    path("tablero/", views.dashboard, name="dashboard"),
    path("indicadores/", views.indicator_list, name="indicator_list"),
    path("indicadores/datos.csv", views.indicator_list_data, name="indicator_list_data"),
    path("indicadores/<str:code>/", views.indicator, name="indicator"),
    path("indicadores/<str:code>/datos.csv", views.indicator_data, name="indicator_data"),
    path("metodologia/", views.methodology, name="methodology"),
    path("", include("reports.edition_urls")),
]
