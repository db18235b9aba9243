"""Addresses of the Committee's desk: its hub, information requests and their letters."""

from django.urls import path

from committee.views import desk, hub, item, letters, making

urlpatterns = [
    path("comite/", hub.committee, name="committee"),
    # Information requests: the Committee's desk, the institution's own, and one request for both sides
    path("comite/requerimientos/", desk.request_desk, name="request_desk"),
    path("comite/requerimientos/datos.csv", desk.request_data, name="request_data"),
    path("comite/requerimientos/nuevo/", making.request_new, name="request_new"),
    path("requerimientos/", desk.request_list, name="request_list"),
    path("requerimientos/<str:number>/", item.information_request, name="information_request"),
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
]
