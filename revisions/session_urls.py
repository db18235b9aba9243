"""Addresses of the review session: its agenda, its decisions, their adoption."""

from django.urls import path

from revisions.views import adopting, deciding, session, stepping

REVIEW = "comite/sesiones/<str:number>/revision/"
ONE = f"{REVIEW}<str:code>/"

urlpatterns = [
    path("comite/revision/", session.revision_hub, name="revision_hub"),
    path(REVIEW, session.revision_session, name="revision_session"),
    path(f"{REVIEW}abrir/", session.revision_open, name="revision_open"),
    path(f"{REVIEW}adoptar/", adopting.revision_adopt_all, name="revision_adopt_all"),
    path(f"{REVIEW}mantener/", stepping.revision_keep_rest, name="revision_keep_rest"),
    path(f"{REVIEW}cancelar/", stepping.revision_cancel, name="revision_cancel"),
    path(f"{REVIEW}trasladar/", stepping.revision_move, name="revision_move"),
    path(f"{REVIEW}vigencia/", stepping.revision_effect, name="revision_effect"),
    path(ONE, deciding.revision_decision, name="revision_decision"),
    path(f"{ONE}adoptar/", adopting.revision_adopt, name="revision_adopt"),
    path(f"{ONE}deshacer/", adopting.revision_take_back, name="revision_take_back"),
    path(f"{ONE}postergar/", deciding.revision_defer, name="revision_defer"),
    path(f"{ONE}retomar/", deciding.revision_reopen, name="revision_reopen"),
    path(f"{ONE}quitar/", deciding.revision_drop, name="revision_drop"),
]
