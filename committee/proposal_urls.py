"""Addresses of the changes that institutions propose to indicators."""

from django.urls import path

from committee.views import proposals

urlpatterns = [
    path("indicadores/<str:code>/proponer/", proposals.proposal_new, name="proposal_new"),
    path("propuestas/", proposals.proposal_list, name="proposal_list"),
    path("propuestas/datos.csv", proposals.proposal_data, name="proposal_data"),
    path("propuestas/<str:number>/", proposals.proposal, name="proposal"),
    path("propuestas/<str:number>/retirar/", proposals.proposal_withdraw, name="proposal_withdraw"),
]
