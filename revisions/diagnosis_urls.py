"""Addresses of what the plan lacks, and the questions that it leaves open."""

from django.urls import path

from revisions.views import diagnosis, questions

urlpatterns = [
    path("plan/diagnostico/", diagnosis.diagnosis, name="diagnosis"),
    path("plan/diagnostico/diagnostico.<str:kind>", diagnosis.diagnosis_data, name="diagnosis_data"),
    path("plan/preguntas/<str:code>/", questions.plan_question, name="plan_question"),
]
