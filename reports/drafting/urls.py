"""Addresses of drafts of reports."""

from django.urls import path
from django.views.generic import RedirectView

from reports.drafting.views import arranging, hub, opening, previewing, sorting, writing

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="edition_list"), name="draft_list"),
    path("nuevo/", opening.draft_new, name="draft_new"),
    path("<int:pk>/", hub.draft, name="draft"),
    path("<int:pk>/secciones/", arranging.draft_sections, name="draft_sections"),
    path("<int:pk>/textos/", writing.draft_texts, name="draft_texts"),
    path("<int:pk>/practicas/", sorting.draft_practices, name="draft_practices"),
    path("<int:pk>/textos/<str:key>/", writing.draft_text, name="draft_text"),
    path("<int:pk>/vista-previa/", previewing.draft_preview, name="draft_preview"),
    path("<int:pk>/vista-previa/<str:name>", previewing.draft_preview_file, name="draft_preview_file"),
    path("<int:pk>/pendientes/", hub.draft_checklist, name="draft_checklist"),
    path("<int:pk>/descartar/", hub.draft_abandon, name="draft_abandon"),
]
