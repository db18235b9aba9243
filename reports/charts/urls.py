"""Addresses of charts as files: `name` is the chart's, `kind` svg or png."""

from django.urls import path

from reports.charts import gallery_views
from reports.charts import page_views as page_chart_views
from reports.charts import views as chart_views

urlpatterns = [
    path("desarrollo/graficos/", gallery_views.chart_gallery, name="chart_gallery"),
    path("tablero/graficos/<str:name>.<str:kind>", chart_views.dashboard_chart, name="dashboard_chart"),
    path("indicadores/<str:code>/graficos/<str:name>.<str:kind>", chart_views.indicator_chart, name="indicator_chart"),
    path("pilares/<str:code>/graficos/<str:name>.<str:kind>", page_chart_views.pillar_chart, name="pillar_chart"),
    path("comparar/graficos/cambios.<str:kind>", page_chart_views.comparison_chart, name="comparison_chart"),
]
