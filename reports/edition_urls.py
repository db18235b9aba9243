"""Addresses of the issued reports."""

from django.urls import path

from reports import edition_views as views

urlpatterns = [
    path("informes/", views.edition_list, name="edition_list"),
    path("informes/nuevo/", views.edition_preview, name="edition_preview"),
    path("informes/emitir/", views.edition_issue, name="edition_issue"),
    path("informes/<str:period>/<int:number>/", views.edition, name="edition"),
    path("informes/<str:period>/<int:number>/informe-<str:language>.pdf", views.edition_pdf, name="edition_pdf"),
    path("informes/<str:period>/<int:number>/datos.json", views.edition_data, name="edition_data"),
]
