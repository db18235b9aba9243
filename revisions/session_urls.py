"""Addresses of the review session: its agenda, its decisions, their adoption."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
