"""Addresses of one's own account, beside those of allauth under ``accounts/``."""

from django.urls import path

from accounts import views_security

app_name = "account"
urlpatterns = [
    path("security/", views_security.security, name="security"),
    path("sign-out-everywhere/", views_security.sign_out_everywhere, name="sign_out_everywhere"),
]
