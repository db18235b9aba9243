"""Addresses of what is promised."""

from django.urls import path

from indicators import views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
]
