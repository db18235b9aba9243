"""Addresses of the changes that institutions propose to indicators."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
