"""Addresses of what the plan's figures mean."""

from django.urls import include, path

from reports import dashboard_views, explanation_views, institution_views, list_views, scorecard_views, views

urlpatterns = [
    path("tablero/", dashboard_views.dashboard, name="dashboard"),
    path("tablero/datos.<str:kind>", dashboard_views.dashboard_data, name="dashboard_data"),
    path("tablero/matriz/", dashboard_views.coverage_matrix, name="coverage_matrix"),
    path("tablero/matriz/datos.<str:kind>", dashboard_views.coverage_matrix_data, name="coverage_matrix_data"),
    path("indicadores/", list_views.indicator_list, name="indicator_list"),
    path("indicadores/datos.<str:kind>", list_views.indicator_list_data, name="indicator_list_data"),
    path("indicadores/<str:code>/", views.indicator, name="indicator"),
    path("indicadores/<str:code>/datos.csv", views.indicator_data, {"kind": "csv"}, name="indicator_data"),
    path("indicadores/<str:code>/datos.<str:kind>", views.indicator_data, name="indicator_data"),
    path("explicacion/<str:code>/<str:period>/", explanation_views.explanation, name="explanation"),
    path(
        "explicacion/<str:code>/<str:period>/datos.<str:kind>",
        explanation_views.explanation_data,
        name="explanation_data",
    ),
    path("metodologia/", views.methodology, name="methodology"),
    path("instituciones/", scorecard_views.scorecard_list, name="scorecard_list"),
    path("instituciones/<str:code>/", scorecard_views.scorecard, name="scorecard"),
    path("instituciones/<str:code>/tablero/", institution_views.institution_dashboard, name="institution_dashboard"),
    path(
        "instituciones/<str:code>/tablero/datos.<str:kind>",
        institution_views.institution_dashboard_data,
        name="institution_dashboard_data",
    ),
    path("instituciones/<str:code>/ficha.<str:kind>", scorecard_views.scorecard_data, name="scorecard_data"),
    path("", include("reports.chart_urls")),
    path("", include("reports.page_urls")),
    path("", include("reports.edition_urls")),
]
