"""The site's addresses."""

from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from accounts.language import choose as choose_language
from config.health import healthz

admin.site.site_title = admin.site.site_header = _("Backpass administration")

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("i18n/setlang/", choose_language, name="set_language"),
    path("me/", include("operations.urls")),
    path("", include("courses.urls")),
    path("", include("grader.urls")),
]
