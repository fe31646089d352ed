"""Addresses of what is taught."""

from django.urls import path

from courses import views

app_name = "courses"
urlpatterns = [
    path("", views.home, name="home"),
    path("courses/<slug:course>/", views.course, name="course"),
    path("courses/<slug:course>/enroll/", views.enroll, name="enroll"),
    path("courses/<slug:course>/<slug:unit>/lessons/<slug:lesson>/", views.lesson, name="lesson"),
    path("courses/<slug:course>/<slug:unit>/files/<path:path>", views.unit_file, name="file"),
]
