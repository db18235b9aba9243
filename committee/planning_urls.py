"""Addresses of the planning of a year as the Committee keeps it. What institutions propose: activities/planning_urls.py."""

from django.urls import path

from committee.views import meeting_planning, planning, planning_acting

urlpatterns = [
    path("planificacion/", planning.planning_list, name="planning_list"),
    path("planificacion/<int:year>/", planning.planning_round, name="planning_round"),
    path("planificacion/<int:year>/plan-anual.<str:kind>", planning.planning_data, name="planning_data"),
    path("comite/planificacion/nueva/", planning_acting.planning_open, name="planning_open"),
    path("comite/planificacion/<int:year>/<str:step>/", planning_acting.planning_step, name="planning_step"),
    path(
        "comite/sesiones/<str:number>/plan-anual/<int:year>/",
        meeting_planning.meeting_planning,
        name="meeting_planning",
    ),
]
