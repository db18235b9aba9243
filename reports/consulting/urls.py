"""Addresses of consultations, of a report before a meeting, and of issuing it. Withdrawing an edition: reports/issued/urls.py."""

from django.urls import path

from reports.consulting.views import answering, calling_off, consultation, issuing, meeting

urlpatterns = [
    path("<int:pk>/", consultation.draft_consultation, name="draft_consultation"),
    path("<int:pk>/respuesta/", answering.consultation_answer, name="consultation_answer"),
    path("<int:pk>/instituciones/<str:code>/", answering.consultation_letter, name="consultation_letter"),
    path("<int:pk>/observaciones/<int:remark>/", consultation.consultation_remark, name="consultation_remark"),
    path("<int:pk>/<int:number>/informe/", consultation.consultation_report, name="consultation_report"),
    path("<int:pk>/<int:number>/informe-<str:code>.pdf", consultation.consultation_file, name="consultation_file"),
    path("<int:pk>/<int:number>/dejar-sin-efecto/", calling_off.consultation_call_off, name="consultation_call_off"),
    path("<int:pk>/sesion/", meeting.draft_meeting, name="draft_meeting"),
    path("<int:pk>/emitir/", issuing.draft_issue, name="draft_issue"),
]
