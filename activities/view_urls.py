from django.urls import path

from activities.views.calendar import activity_calendar
from activities.views.coverage import action_coverage, action_coverage_data
from activities.views.hub import activities
from activities.views.listing import activity_list, activity_list_data
from activities.views.queue import activity_queue, notes_together
from activities.views.timeline import activity_timeline, activity_timeline_pdf

urlpatterns = [
    path("actividades/", activities, name="activities"),
    path("actividades/lista/", activity_list, name="activity_list"),
    path("actividades/lista/datos.<str:kind>", activity_list_data, name="activity_list_data"),
    path("actividades/cronograma/", activity_timeline, name="activity_timeline"),
    path("actividades/cronograma/<str:paper>.pdf", activity_timeline_pdf, name="activity_timeline_pdf"),
    path("actividades/calendario/<int:year>/<int:month>/", activity_calendar, name="activity_calendar"),
    path("actividades/cobertura/", action_coverage, name="action_coverage"),
    path("actividades/cobertura/datos.<str:kind>", action_coverage_data, name="action_coverage_data"),
    path("actividades/por-validar/", activity_queue, name="activity_queue"),
    path("actividades/por-validar/notas/", notes_together, name="notes_together"),
]
