"""Addresses of the public log of changes, and of the definitions that an indicator has had."""

from django.urls import path

from revisions.views import changes

urlpatterns = [
    path("cambios/", changes.change_log, name="change_log"),
    path("cambios/datos.<str:kind>", changes.change_log_data, name="change_log_data"),
    path("indicadores/<str:code>/definiciones/", changes.definition_list, name="definition_list"),
    path("indicadores/<str:code>/definiciones/<int:number>/", changes.definition, name="definition"),
]
