from django.urls import path

from activities.views.activity_form import activity_edit, activity_new, activity_take_out
from activities.views.change import activity_change, activity_change_withdraw
from activities.views.change_form import activity_addition, activity_cancel, activity_change_edit, activity_change_new
from activities.views.year_plan import year_plan
from activities.views.year_plan_beginning import year_plan_copy, year_plan_none

OF = "planificacion/<int:year>/<str:institution>/"

urlpatterns = [
    path(OF, year_plan, name="year_plan"),
    path(f"{OF}ninguna/", year_plan_none, name="year_plan_none"),
    path(f"{OF}copiar/", year_plan_copy, name="year_plan_copy"),
    path(f"{OF}nueva/", activity_new, name="activity_new"),
    path(f"{OF}actividades/<int:ordinal>/", activity_edit, name="activity_edit"),
    path(f"{OF}actividades/<int:ordinal>/retirar/", activity_take_out, name="activity_take_out"),
    path(f"{OF}modificaciones/nueva/", activity_addition, name="activity_addition"),
    path(f"{OF}modificaciones/<int:number>/", activity_change, name="activity_change"),
    path(f"{OF}modificaciones/<int:number>/corregir/", activity_change_edit, name="activity_change_edit"),
    path(f"{OF}modificaciones/<int:number>/retirar/", activity_change_withdraw, name="activity_change_withdraw"),
    path("actividades/<str:code>/modificar/", activity_change_new, name="activity_change_new"),
    path("actividades/<str:code>/cancelar/", activity_cancel, name="activity_cancel"),
]
