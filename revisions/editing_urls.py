"""Addresses of the pages that draft a definition, a baseline or a target."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
