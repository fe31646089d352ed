"""Addresses of what is taught."""

from django.urls import path

from courses import views, views_audit, views_dates, views_playground, views_settings
from courses.authoring import (
    views_authoring,
    views_exercise_changes,
    views_exercise_editor,
    views_lesson_editor,
    views_outline,
    views_parts,
    views_preview,
    views_publishing,
    views_working_files,
    views_zip,
)
from courses.people import views_invitations, views_joining, views_people, views_roster

PEOPLE = "teach/<slug:course>/people/"

app_name = "courses"
UNIT = "author/<slug:course>/<slug:unit>/"
LESSON = f"{UNIT}lessons/<slug:lesson>/"
EXERCISE = f"{UNIT}exercises/<slug:exercise>/"
urlpatterns = [
    path("", views.home, name="home"),
    path("playground/", views_playground.playground, name="playground"),
    path("courses/<slug:course>/", views.course, name="course"),
    path("courses/<slug:course>/enroll/", views.enroll, name="enroll"),
    path("courses/<slug:course>/<slug:unit>/lessons/<slug:lesson>/", views.lesson, name="lesson"),
    path("courses/<slug:course>/<slug:unit>/lessons/<slug:lesson>/read/", views.read, name="read"),
    path("courses/<slug:course>/<slug:unit>/files/<path:path>", views.unit_file, name="file"),
    path("join/", views_joining.enter_code, name="enter_code"),
    path("join/<str:code>/", views_joining.join, name="join"),
    path("invitations/<str:token>/", views_invitations.invitation, name="invitation"),
    path(PEOPLE, views_people.people, name="people"),
    path(f"{PEOPLE}<int:enrollment>/", views_people.person, name="person"),
    path(f"{PEOPLE}<int:enrollment>/remove/", views_people.remove, name="remove_person"),
    path(f"{PEOPLE}roster/", views_roster.roster, name="roster"),
    path(f"{PEOPLE}sections/", views_people.sections, name="sections"),
    path(f"{PEOPLE}sections/<int:section>/", views_people.rename_section, name="rename_section"),
    path(f"{PEOPLE}sections/<int:section>/remove/", views_people.remove_section, name="remove_section"),
    path(f"{PEOPLE}invitations/", views_invitations.invitations, name="invitations"),
    path(f"{PEOPLE}invitations/<int:invitation>/withdraw/", views_invitations.withdraw, name="withdraw"),
    path("teach/<slug:course>/dates/", views_dates.dates, name="dates"),
    path("teach/<slug:course>/settings/", views_settings.settings, name="settings"),
    path("teach/<slug:course>/settings/join-code/", views_settings.join_code, name="join_code"),
    path("teach/<slug:course>/audit/", views_audit.audit, name="audit"),
    path("author/", views_authoring.home, name="authoring"),
    path("author/new/", views_authoring.new_course, name="new_course"),
    path("author/<slug:course>/", views_outline.outline, name="outline"),
    path("author/<slug:course>/copy/", views_authoring.copy, name="copy_course"),
    path("author/<slug:course>/move/", views_outline.move_part, name="move"),
    path("author/<slug:course>/details/", views_parts.details, name="course_details"),
    path("author/<slug:course>/add-unit/", views_parts.new_unit, name="new_unit"),
    path("author/<slug:course>/publish/", views_publishing.publish, name="publish_texts"),
    path("author/<slug:course>/export.zip", views_zip.export_course, name="export_course"),
    path("author/<slug:course>/import/", views_zip.import_course, name="import_course"),
    path(f"{UNIT}details/", views_parts.details, name="unit_details"),
    path(f"{UNIT}remove/", views_outline.remove_part, name="remove_unit"),
    path(f"{UNIT}add-lesson/", views_parts.new_lesson, name="new_lesson"),
    path(f"{UNIT}add-exercise/", views_parts.new_exercise, name="new_exercise"),
    path(f"{LESSON}title/", views_parts.details, name="lesson_title"),
    path(f"{LESSON}remove/", views_outline.remove_part, name="remove_lesson"),
    path(f"{EXERCISE}title/", views_parts.details, name="exercise_title"),
    path(f"{EXERCISE}remove/", views_outline.remove_part, name="remove_exercise"),
    path(f"{EXERCISE}export.zip", views_zip.export_exercise, name="export_exercise"),
    path(f"{EXERCISE}import/", views_zip.import_exercise, name="import_exercise"),
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
