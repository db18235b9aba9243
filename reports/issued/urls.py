"""Addresses of the reports: issued, drafted, consulted, verified."""

from django.urls import include, path

from reports.consulting.views import issuing as withdrawing
from reports.issued import views

urlpatterns = [
    path("informes/", views.edition_list, name="edition_list"),
    path("informes/borradores/", include("reports.drafting.urls")),
    path("informes/consultas/", include("reports.consulting.urls")),
    path("verificar/", include("reports.verification.urls")),
    path("informes/<str:code>/", views.edition, name="edition"),
    path("informes/<str:code>/archivos/<str:name>", views.edition_file, name="edition_file"),
    path("informes/<str:code>/retirar/", withdrawing.edition_withdraw, name="edition_withdraw"),
    path("informes/<str:code>/firmadas/", include("reports.verification.signed_urls")),
    path("informes/<str:code>/", include("reports.aftermath.urls")),
    path("informes/<str:period>/<int:number>/", views.edition_by_semester, name="edition_by_semester"),
    path(
        "informes/<str:period>/<int:number>/informe-<str:language>.pdf",
        views.edition_file_by_semester,
        {"kind": "pdf"},
        name="edition_pdf_by_semester",
    ),
    path(
        "informes/<str:period>/<int:number>/datos.json",
        views.edition_file_by_semester,
        {"kind": "json"},
        name="edition_data_by_semester",
    ),
]
