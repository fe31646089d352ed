"""Addresses of a person's own data."""

from django.urls import path

from operations.personal import views

app_name = "operations"
urlpatterns = [
    path("data/", views.my_data, name="my_data"),
    path("data/download/", views.download, name="download_my_data"),
    path("delete/", views.delete_account, name="delete_account"),
    path("delete/withdraw/", views.keep_account, name="keep_account"),
]
