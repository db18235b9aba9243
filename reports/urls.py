"""Addresses of what the plan's figures mean."""

from django.urls import include, path

from reports import explanation_views, pillar_views, scorecard_views, strategy_views, views

urlpatterns = [
    path("tablero/", views.dashboard, name="dashboard"),
    path("pilares/<str:code>/", pillar_views.pillar, name="pillar"),
    path("pilares/<str:code>/datos.<str:kind>", pillar_views.pillar_data, name="pillar_data"),
    path("indicadores/", views.indicator_list, name="indicator_list"),
    path("indicadores/datos.csv", views.indicator_list_data, name="indicator_list_data"),
    path("indicadores/<str:code>/", views.indicator, name="indicator"),
    path("indicadores/<str:code>/datos.csv", views.indicator_data, name="indicator_data"),
    path("indicadores/<str:code>/estrategia-onu/", strategy_views.un_strategy, name="un_strategy"),
    path(
        "indicadores/<str:code>/estrategia-onu/datos.<str:kind>",
        strategy_views.un_strategy_data,
        name="un_strategy_data",
    ),
    path(
        "indicadores/<str:code>/estrategia-onu/<slug:series>.<str:kind>",
        strategy_views.un_strategy_chart,
        name="un_strategy_chart",
    ),
    path("explicacion/<str:code>/<str:period>/", explanation_views.explanation, name="explanation"),
    path("metodologia/", views.methodology, name="methodology"),
    path("instituciones/", scorecard_views.scorecard_list, name="scorecard_list"),
    path("instituciones/<str:code>/", scorecard_views.scorecard, name="scorecard"),
    path("instituciones/<str:code>/ficha.<str:kind>", scorecard_views.scorecard_data, name="scorecard_data"),
    path("", include("reports.chart_urls")),
    path("", include("reports.edition_urls")),
]
