"""Puts the product's own administration site in the place of Django's."""

from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    default_site = "institutions.administration.AdministrationSite"
