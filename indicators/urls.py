"""Addresses of the plan and of what manages it."""

from django.urls import path

from indicators import period_views, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("gestion/", period_views.management, name="management"),
    path("gestion/semestres/", period_views.period_list, name="period_list"),
    path("gestion/semestres/nuevo/", period_views.period_new, name="period_new"),
    path("gestion/semestres/<str:code>/", period_views.period, name="period"),
]
