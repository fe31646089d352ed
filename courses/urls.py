"""Addresses of what is taught."""

from django.urls import path

from courses import (
    views,
    views_dates,
    views_exercise_changes,
    views_exercise_editor,
    views_lesson_editor,
    views_playground,
    views_preview,
    views_working_files,
)

EXERCISE = "author/<slug:course>/<slug:unit>/exercises/<slug:exercise>/"
LESSON = "author/<slug:course>/<slug:unit>/lessons/<slug:lesson>/"

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
    path("author/<slug:course>/files/<path:path>", views_working_files.working_file, name="working_file"),
    path("author/<slug:course>/<slug:unit>/preview/", views_preview.preview, name="preview"),
    path("author/<slug:course>/<slug:unit>/images/", views_lesson_editor.add_image, name="add_image"),
    path(EXERCISE, views_exercise_editor.edit_exercise, name="edit_exercise"),
    path(f"{EXERCISE}change/", views_exercise_changes.change_exercise, name="change_exercise"),
    path(f"{EXERCISE}insert/", views_exercise_changes.insert_test, name="insert_test"),
    path(f"{EXERCISE}problems/", views_exercise_editor.problems, name="exercise_problems"),
    path(LESSON, views_lesson_editor.edit_lesson, name="edit_lesson"),
    path(f"{LESSON}problems/", views_lesson_editor.problems, name="lesson_problems"),
]
