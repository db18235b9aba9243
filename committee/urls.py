"""Addresses of the Committee: its hub, what it requires and agrees, the planning of a year, and what institutions propose."""

from django.urls import path

from committee.views import (
    agreeing,
    agreements,
    closing,
    desk,
    hub,
    information_request,
    letters,
    making,
    meeting_planning,
    meeting_report,
    meetings,
    planning,
    planning_acting,
    preparing,
    proposals,
)

urlpatterns = [
    path("comite/", hub.committee, name="committee"),
    # Information requests: the Committee's desk, the institution's own, and one request for both sides
    path("comite/requerimientos/", desk.request_desk, name="request_desk"),
    path("comite/requerimientos/datos.csv", desk.request_data, name="request_data"),
    path("comite/requerimientos/nuevo/", making.request_new, name="request_new"),
    path("requerimientos/", desk.request_list, name="request_list"),
    path("requerimientos/<str:number>/", information_request.information_request, name="information_request"),
    path("requerimientos/<str:number>/adjunto/<str:digest>/", letters.request_file, name="request_file"),
    path(
        "requerimientos/<str:number>/proyecto-de-oficio-<str:language>.<str:form>",
        letters.request_oficio,
        name="request_oficio",
    ),
    path(
        "requerimientos/<str:number>/proyecto-de-carta-<str:language>.<str:form>",
        letters.request_letter,
        name="request_letter",
    ),
    # The planning of a year as the Committee keeps it. What institutions propose for it: activities/planning_urls.py
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
    # Meetings and their agreements
    path("comite/sesiones/", meetings.meeting_list, name="meeting_list"),
    path("comite/sesiones/nueva/", meetings.meeting_new, name="meeting_new"),
    path("comite/sesiones/<str:number>/", meetings.meeting, name="meeting"),
    path("comite/sesiones/<str:number>/cambiar/", meetings.meeting_change, name="meeting_change"),
    path("comite/sesiones/<str:number>/cancelar/", meetings.meeting_cancel, name="meeting_cancel"),
    path("comite/sesiones/<str:number>/agenda/", preparing.meeting_agenda, name="meeting_agenda"),
    path("comite/sesiones/<str:number>/pendientes/", preparing.meeting_pending, name="meeting_pending"),
    path("comite/sesiones/<str:number>/asistencia/", preparing.meeting_record, name="meeting_record"),
    path("comite/sesiones/<str:number>/acuerdos/nuevo/", agreeing.agreement_new, name="agreement_new"),
    path(
        "comite/sesiones/<str:number>/acuerdos/<int:ordinal>/",
        agreeing.agreement_change,
        name="agreement_change",
    ),
    path("comite/sesiones/<str:number>/informes/<int:pk>/", meeting_report.meeting_report, name="meeting_report"),
    path("comite/sesiones/<str:number>/cerrar/", closing.meeting_close, name="meeting_close"),
    path(
        "comite/sesiones/<str:number>/acta-<str:language>.<str:form>", closing.meeting_minutes, name="meeting_minutes"
    ),
    path("comite/sesiones/<str:number>/firmar/", closing.meeting_sign, name="meeting_sign"),
    path("comite/sesiones/<str:number>/acta-firmada/", closing.meeting_signed, name="meeting_signed"),
    path("comite/acuerdos/", agreements.agreement_list, name="agreement_list"),
    path("comite/acuerdos/datos.csv", agreements.agreement_data, name="agreement_data"),
    path("acuerdos/", agreements.own_agreements, name="agreements"),
    path("acuerdos/<str:number>/<int:ordinal>/", agreements.agreement, name="agreement"),
    # The changes that institutions propose to indicators
    path("indicadores/<str:code>/proponer/", proposals.proposal_new, name="proposal_new"),
    path("propuestas/", proposals.proposal_list, name="proposal_list"),
    path("propuestas/datos.csv", proposals.proposal_data, name="proposal_data"),
    path("propuestas/<str:number>/", proposals.proposal, name="proposal"),
    path("propuestas/<str:number>/retirar/", proposals.proposal_withdraw, name="proposal_withdraw"),
]
