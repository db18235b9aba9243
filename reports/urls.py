"""Addresses of what the plan's figures mean."""

from django.urls import include, path

from reports.board import list_views
from reports.board import views as dashboard_views
from reports.comparing import views as comparison_views
from reports.explaining import views as explanation_views
from reports.indicator import detail_views
from reports.indicator import views as indicator_views
from reports.pillar import views as pillar_views
from reports.scorecard import board_views as institution_views
from reports.scorecard import views as scorecard_views
from reports.strategy import views as strategy_views

STRATEGY = "indicadores/<str:code>/estrategia-onu/"

urlpatterns = [
    path("tablero/", dashboard_views.dashboard, name="dashboard"),
    path("tablero/datos.<str:kind>", dashboard_views.dashboard_data, name="dashboard_data"),
    path("tablero/matriz/", dashboard_views.coverage_matrix, name="coverage_matrix"),
    path("tablero/matriz/datos.<str:kind>", dashboard_views.coverage_matrix_data, name="coverage_matrix_data"),
    path("indicadores/", list_views.indicator_list, name="indicator_list"),
    path("indicadores/datos.<str:kind>", list_views.indicator_list_data, name="indicator_list_data"),
    path("indicadores/<str:code>/", indicator_views.indicator, name="indicator"),
    path("indicadores/<str:code>/datos.csv", indicator_views.indicator_data, {"kind": "csv"}, name="indicator_data"),
    path("indicadores/<str:code>/datos.<str:kind>", indicator_views.indicator_data, name="indicator_data"),
    path("explicacion/<str:code>/<str:period>/", explanation_views.explanation, name="explanation"),
    path(
        "explicacion/<str:code>/<str:period>/datos.<str:kind>",
        explanation_views.explanation_data,
        name="explanation_data",
    ),
    path("metodologia/", indicator_views.methodology, name="methodology"),
    path("instituciones/", scorecard_views.scorecard_list, name="scorecard_list"),
    path("instituciones/<str:code>/", scorecard_views.scorecard, name="scorecard"),
    path("instituciones/<str:code>/tablero/", institution_views.institution_dashboard, name="institution_dashboard"),
    path(
        "instituciones/<str:code>/tablero/datos.<str:kind>",
        institution_views.institution_dashboard_data,
        name="institution_dashboard_data",
    ),
    path("instituciones/<str:code>/ficha.<str:kind>", scorecard_views.scorecard_data, name="scorecard_data"),
    path("", include("reports.charts.urls")),
    path("comparar/", comparison_views.comparison, name="comparison"),
    path("comparar/datos.<str:kind>", comparison_views.comparison_data, name="comparison_data"),
    path("pilares/<str:code>/", pillar_views.pillar, name="pillar"),
    path("pilares/<str:code>/datos.<str:kind>", pillar_views.pillar_data, name="pillar_data"),
    path("indicadores/<str:code>/detalle.<str:kind>", detail_views.indicator_detail_data, name="indicator_detail_data"),
    path(STRATEGY, strategy_views.un_strategy, name="un_strategy"),
    path(f"{STRATEGY}datos.<str:kind>", strategy_views.un_strategy_data, name="un_strategy_data"),
    path(f"{STRATEGY}<slug:series>.<str:kind>", strategy_views.un_strategy_chart, name="un_strategy_chart"),
    path("", include("reports.issued.urls")),
]
