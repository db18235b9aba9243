"""Addresses of pillars, of two semesters side by side, of an indicator's details and of the United Nations' strategy."""

from django.urls import path

from reports import comparison_views, detail_views, pillar_views, strategy_views

STRATEGY = "indicadores/<str:code>/estrategia-onu/"

urlpatterns = [
    path("comparar/", comparison_views.comparison, name="comparison"),
    path("comparar/datos.<str:kind>", comparison_views.comparison_data, name="comparison_data"),
    path("pilares/<str:code>/", pillar_views.pillar, name="pillar"),
    path("pilares/<str:code>/datos.<str:kind>", pillar_views.pillar_data, name="pillar_data"),
    path("indicadores/<str:code>/detalle.<str:kind>", detail_views.indicator_detail_data, name="indicator_detail_data"),
    path(STRATEGY, strategy_views.un_strategy, name="un_strategy"),
    path(f"{STRATEGY}datos.<str:kind>", strategy_views.un_strategy_data, name="un_strategy_data"),
    path(f"{STRATEGY}<slug:series>.<str:kind>", strategy_views.un_strategy_chart, name="un_strategy_chart"),
]
