"""Addresses of what was observed: everybody's home, the reporter's and the approver's desk, receipts, the Committee's desk."""

from django.urls import path

from measurements.views import commitments, entry, help, home, receipts, review, sending, tasks

urlpatterns = [
    path("inicio/", home.home, name="home"),
    path("registro/", tasks.tasks, name="tasks"),
    path("registro/<str:period>/<str:institution>/", tasks.task_list, name="task_list"),
    path("registro/<str:period>/<str:institution>/revisar/", sending.sending, name="sending"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/", entry.entry, name="entry"),
    path("registro/<str:period>/<str:institution>/<str:indicator>/devolver/", sending.hand_back, name="hand_back"),
    # Evidence
    # Unsaved text
    # Spreadsheet
    # Units' contributions
    # Time: extensions and the calendar
    # Continuity: the handover page
    # Receipts
    path("constancias/", receipts.receipts, name="receipts"),
    path("constancias/<str:number>/", receipts.receipt, name="receipt"),
    path("constancias/<str:number>/constancia-<str:language>.pdf", receipts.receipt_file, name="receipt_file"),
    path("ayuda/", help.help_page, name="help"),
    path("revision/", review.review_queue, name="review_queue"),
    path("revision/<str:period>/<str:institution>/<str:indicator>/", review.review, name="review"),
    path("gestion/compromisos/", commitments.commitments, name="commitments"),
]
