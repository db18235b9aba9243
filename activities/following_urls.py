from django.urls import path

from activities.views.activity import activity
from activities.views.note import note, note_file
from activities.views.notes import notes, notes_overview

urlpatterns = [
    path("actividades/notas/<str:period>/", notes_overview, name="notes_overview"),
    path("actividades/notas/<str:period>/<str:institution>/", notes, name="notes"),
    path("actividades/sustento/<str:digest>/", note_file, name="note_file"),
    path("actividades/<str:code>/", activity, name="activity"),
    path("actividades/<str:code>/nota/<str:period>/", note, name="note"),
]
