from django.urls import path

from activities.views.hub import activities
from activities.views.queue import activity_queue, notes_together

urlpatterns = [
    path("actividades/", activities, name="activities"),
    path("actividades/por-validar/", activity_queue, name="activity_queue"),
    path("actividades/por-validar/notas/", notes_together, name="notes_together"),
]
