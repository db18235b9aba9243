"""Every address of the product. Spanish has none of its own prefix; English stands under /en/ with the same words."""

from allauth.account import views as account
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

handler400, handler500 = "wps_tracker.unavailable.bad_request", "wps_tracker.unavailable.server_error"

urlpatterns = i18n_patterns(
    path("", RedirectView.as_view(pattern_name="home"), name="root"),
    path("ingresar/", account.LoginView.as_view(), name="account_login"),
    path("salir/", account.LogoutView.as_view(), name="account_logout"),
    path("clave/cambiar/", account.PasswordChangeView.as_view(), name="account_change_password"),
    path("clave/olvidada/", account.PasswordResetView.as_view(), name="account_reset_password"),
    path("clave/olvidada/enviada/", account.PasswordResetDoneView.as_view(), name="account_reset_password_done"),
    re_path(  # the key itself holds hyphens
        r"^clave/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "clave/nueva/lista/",
        account.PasswordResetFromKeyDoneView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path("cuentas/", account.SignupView.as_view(), name="account_signup"),  # closed: says who makes the accounts
    path("cuenta-suspendida/", account.AccountInactiveView.as_view(), name="account_inactive"),
    path("confirmar-clave/", account.ReauthenticateView.as_view(), name="account_reauthenticate"),
    path("", include("notifications.urls")),
    path("", include("indicators.urls")),
    path("", include("measurements.urls")),
    path("", include("activities.urls")),
    path("", include("committee.urls")),
    path("", include("reports.urls")),
    path("", include("revisions.urls")),
    path("admin/", admin.site.urls),
    prefix_default_language=False,
)
