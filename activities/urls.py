from django.urls import include, path

urlpatterns = [
    path("", include("activities.planning_urls")),
    path("", include("activities.budget_urls")),
    path("", include("activities.importing_urls")),
    path("", include("activities.view_urls")),
    path("", include("activities.following_urls")),
]
