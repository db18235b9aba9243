"""Addresses of what the plan lacks, and the questions that it leaves open."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
