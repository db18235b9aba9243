"""Addresses of budgets: of all institutions, of one, and of one statement."""

from django.urls import path

from activities.views import budget, budget_edit, budget_statements

STATEMENT = "presupuesto/<int:year>/<slug:institution>/<int:number>/"

urlpatterns = [
    path("presupuesto/", budget.budget, name="budget"),
    path("presupuesto/datos.<str:kind>", budget.budget_data, name="budget_data"),
    path("presupuesto/<int:year>/<slug:institution>/", budget_statements.budget_institution, name="budget_institution"),
    path(STATEMENT, budget_statements.budget_statement, name="budget_statement"),
    path(f"{STATEMENT}editar/", budget_edit.budget_edit, name="budget_edit"),
    path(f"{STATEMENT}fuente/", budget_statements.budget_source, name="budget_source"),
]
