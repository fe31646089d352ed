"""The site's addresses."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts.language import choose as choose_language
from config.health import healthz, metrics, readyz

admin.site.site_title = admin.site.site_header = _("Backpass administration")

handler500 = "config.errors.server_error"
urlpatterns = [
    # The three are answered by `config.observing`; they stand here to have names.
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("me/", include("operations.urls")),
    path("", include("courses.urls")),
    path("", include("grader.urls")),
]
