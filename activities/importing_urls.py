from django.urls import path

from activities.views.activity_spreadsheet import activity_preview, activity_spreadsheet, activity_template
from activities.views.budget_check import budget_import_check
from activities.views.budget_columns import budget_import_columns
from activities.views.budget_import import budget_import

PLAN = "planificacion/<int:year>/<str:institution>/hoja/"
STATEMENT = "presupuesto/<int:year>/<str:institution>/<int:number>/importar/"

urlpatterns = [
    path(PLAN, activity_spreadsheet, name="activity_spreadsheet"),
    path(f"{PLAN}plantilla/", activity_template, name="activity_template"),
    path(f"{PLAN}antes-de-guardar/", activity_preview, name="activity_preview"),
    path(STATEMENT, budget_import, name="budget_import"),
    path(f"{STATEMENT}columnas/", budget_import_columns, name="budget_import_columns"),
    path(f"{STATEMENT}comprobar/", budget_import_check, name="budget_import_check"),
]
