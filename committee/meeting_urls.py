"""Addresses of the Committee's meetings and of their agreements."""

from django.urls import path

from committee.views import agreeing, agreements, closing, meetings, preparing

urlpatterns = [
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
]
