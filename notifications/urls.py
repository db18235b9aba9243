"""Addresses of what each person is told."""

from django.urls import path

from notifications import views

urlpatterns = [
    path("avisos/", views.notification_list, name="notification_list"),
    path("avisos/leidos/", views.notifications_read, name="notifications_read"),
    path("avisos/correo/", views.mail_choice, name="mail_choice"),
    path("avisos/<int:pk>/abrir/", views.notification_open, name="notification_open"),
]
