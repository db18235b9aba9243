"""Addresses of what was observed: everybody's home, the reporter's and the approver's desk, receipts, the Committee's desk."""

from django.urls import path

from measurements.views import (
    calendar,
    commitment_record,
    commitments,
    entry,
    evidence,
    extensions,
    help,
    home,
    part,
    receipts,
    review,
    sending,
    spreadsheet,
    succession,
    taking_back,
    tasks,
    units,
    unsaved,
)

urlpatterns = [
    path("inicio/", home.home, name="home"),
    path("registro/", tasks.tasks, name="tasks"),
    path("registro/<str:period>/<str:institution>/", tasks.task_list, name="task_list"),
    path("registro/<str:period>/<str:institution>/revisar/", sending.sending, name="sending"),
    # Before the indicator, whose address would take these words for a code
    path("registro/<str:period>/<str:institution>/relevo/", succession.succession, name="succession"),
    path("registro/<str:period>/<str:institution>/excel/", spreadsheet.spreadsheet, name="spreadsheet"),
    path(
        "registro/<str:period>/<str:institution>/excel/plantilla/",
        spreadsheet.spreadsheet_template,
        name="spreadsheet_template",
    ),
    path(
        "registro/<str:period>/<str:institution>/excel/vista-previa/",
        spreadsheet.spreadsheet_preview,
        name="spreadsheet_preview",
    ),
    path("registro/<str:period>/<str:institution>/<str:indicator>/", entry.entry, name="entry"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/devolver/", sending.hand_back, name="hand_back"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/retirar/", taking_back.take_back, name="take_back"),
    path("sustento/<str:digest>/", evidence.evidence, name="evidence"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/sin-guardar/", unsaved.unsaved, name="unsaved"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/aporte/", part.part, name="part"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/unidades/", units.units, name="units"),
    path(
        "registro/<str:period>/<str:institution>/<str:indicator>/unidades/datos.csv",
        units.units_data,
        name="units_data",
    ),
    path("ampliaciones/", extensions.extension_list, name="extension_list"),
    path("ampliaciones/<str:period>/<str:institution>/", extensions.extension_request, name="extension_request"),
    path("ampliaciones/<str:period>/<str:institution>/<int:number>/", extensions.extension, name="extension"),
    path("mi-calendario/", calendar.calendar_address, name="calendar_address"),
    path("calendario/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    # Receipts
    path("constancias/", receipts.receipts, name="receipts"),
    path("constancias/<str:number>/", receipts.receipt, name="receipt"),
    path("constancias/<str:number>/constancia-<str:language>.pdf", receipts.receipt_file, name="receipt_file"),
    path("ayuda/", help.help_page, name="help"),
    path("revision/", review.review_queue, name="review_queue"),
    path("revision/<str:period>/<str:institution>/<str:indicator>/", review.review, name="review"),
    path("gestion/compromisos/", commitments.commitments, name="commitments"),
    path("gestion/compromisos/compromisos.<str:kind>", commitment_record.commitments_data, name="commitments_data"),
    path("gestion/compromisos/cambios/", commitment_record.commitment_changes, name="commitment_changes"),
    path(
        "gestion/compromisos/cambios/cambios.<str:kind>",
        commitment_record.commitment_changes_data,
        name="commitment_changes_data",
    ),
]
