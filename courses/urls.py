"""Addresses of what is taught."""

from django.urls import path

from courses import views, views_dates, views_playground

app_name = "courses"
urlpatterns = [
    path("", views.home, name="home"),
    path("playground/", views_playground.playground, name="playground"),
    path("courses/<slug:course>/", views.course, name="course"),
    path("courses/<slug:course>/enroll/", views.enroll, name="enroll"),
    path("courses/<slug:course>/<slug:unit>/lessons/<slug:lesson>/", views.lesson, name="lesson"),
    path("courses/<slug:course>/<slug:unit>/lessons/<slug:lesson>/read/", views.read, name="read"),
    path("courses/<slug:course>/<slug:unit>/files/<path:path>", views.unit_file, name="file"),
    path("teach/<slug:course>/dates/", views_dates.dates, name="dates"),
]
