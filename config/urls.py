"""The site's addresses."""

from allauth.account.decorators import secure_admin_login
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts.language import choose as choose_language
from config.health import healthz, metrics, readyz

admin.site.site_title = admin.site.site_header = _("Backpass administration")
# The administration's own form would know neither of wrong passwords nor of two-step sign-in.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Authenticator)  # Removing one by a click would leave no reason behind: `manage.py reset_mfa`.
handler429 = "accounts.views_refusals.too_many"

handler500 = "config.errors.server_error"
urlpatterns = [
    # The three are answered by `config.observing`; they stand here to have names.
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("account/", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("me/", include("operations.urls")),
    path("", include("courses.urls")),
    path("", include("grader.urls")),
]
