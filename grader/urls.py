"""Addresses of what is graded."""

from django.urls import path

from grader import views_grading, views_instructor
from grader.analytics import views_analytics
from grader.authoring import views_preview, views_publish, views_validation, views_versions, views_working
from grader.gradebook import views_cell, views_extensions, views_gradebook, views_policy, views_student
from grader.live import views_events
from grader.progress import views_progress
from grader.regrading import views_regrades
from grader.telemetry import views_status
from grader.workbench import views_attempts, views_drafts, views_exercise, views_help

EXERCISE = "courses/<slug:course>/<slug:unit>/exercises/<slug:exercise>/"
AUTHORED = "author/<slug:course>/<slug:unit>/exercises/<slug:exercise>/"
CELL = "teach/<slug:course>/gradebook/<int:student>/<int:exercise>/"

app_name = "grader"
urlpatterns = [
    path("courses/<slug:course>/progress/", views_progress.progress, name="progress"),
    path(EXERCISE, views_exercise.exercise, name="exercise"),
    path(f"{EXERCISE}run/", views_exercise.run, name="run"),
    path(f"{EXERCISE}submit/", views_exercise.submit, name="submit"),
    path(f"{EXERCISE}attempts/", views_attempts.attempts, name="attempts"),
    path(f"{EXERCISE}attempts/compare/", views_attempts.compare, name="compare"),
    path(f"{EXERCISE}draft/", views_drafts.draft, name="draft"),
    path(f"{EXERCISE}cells/", views_drafts.cells, name="cells"),
    path(f"{EXERCISE}hints/<int:number>/", views_help.hint, name="hint"),
    path(f"{EXERCISE}solution/", views_help.solution, name="solution"),
    path(f"{EXERCISE}files/<path:path>", views_exercise.download, name="download"),
    path(f"{EXERCISE}submissions/", views_instructor.submissions, name="submissions"),
    path(f"{AUTHORED}preview/", views_preview.preview, name="preview"),
    path(f"{AUTHORED}preview/run/", views_preview.run, name="preview_run"),
    path(f"{AUTHORED}preview/submit/", views_preview.submit, name="preview_submit"),
    path(f"{AUTHORED}preview/files/<path:path>", views_preview.file, name="preview_file"),
    path(f"{AUTHORED}validation/", views_validation.validation, name="validation"),
    path(f"{AUTHORED}validation/<int:number>/cancel/", views_validation.cancel, name="cancel_validation"),
    path(f"{AUTHORED}validation/<int:number>/mark/", views_validation.mark, name="mark_equivalent"),
    path(f"{AUTHORED}versions/", views_versions.versions, name="versions"),
    path(f"{AUTHORED}versions/<int:number>/restore/", views_versions.restore, name="restore_version"),
    path(f"{AUTHORED}publish/", views_publish.publish, name="publish"),
    path("gradings/<int:grading_id>/", views_grading.grading, name="grading"),
    path("gradings/<int:grading_id>/events/", views_events.events, name="events"),
    path("gradings/<int:grading_id>/news/", views_events.news, name="news"),
    path("gradings/<int:grading_id>/epochs/", views_events.epochs, name="epochs"),
    path("gradings/<int:grading_id>/figures/<int:attachment_id>/", views_grading.figure, name="figure"),
    path("gradings/<int:grading_id>/result/", views_grading.result, name="result"),
    path("gradings/<int:grading_id>/cancel/", views_grading.cancel, name="cancel"),
    path("gradings/<int:grading_id>/notebook/", views_grading.notebook, name="notebook"),
    path("gradings/<int:grading_id>/cells/", views_drafts.executed_cells, name="executed_cells"),
    path("gradings/<int:grading_id>/work/", views_attempts.work, name="work"),
    path("status/", views_status.status, name="status"),
    path("teach/<slug:course>/", views_analytics.course_overview, name="overview"),
    path("teach/<slug:course>/regrades/", views_regrades.regrades, name="regrades"),
    path("teach/<slug:course>/regrades/<int:number>/", views_regrades.regrade, name="regrade"),
    path("teach/<slug:course>/regrades/<int:number>/<slug:step>/", views_regrades.regrade_step, name="regrade_step"),
    path(
        "teach/<slug:course>/<slug:unit>/exercises/<slug:exercise>/regrade/",
        views_regrades.start_regrade,
        name="start_regrade",
    ),
    path("teach/<slug:course>/gradebook/", views_gradebook.gradebook, name="gradebook"),
    path("teach/<slug:course>/gradebook.csv", views_gradebook.gradebook_csv, name="gradebook_csv"),
    path(CELL, views_cell.cell, name="gradebook_cell"),
    path(f"{CELL}override/", views_cell.override, name="override"),
    path(f"{CELL}extension/", views_cell.extension, name="extension"),
    path("teach/<slug:course>/extensions/", views_extensions.extensions, name="extensions"),
    path("teach/<slug:course>/extensions/new/", views_extensions.extend, name="extend"),
    path("teach/<slug:course>/policy/", views_policy.policy, name="policy"),
    path("teach/<slug:course>/students/<int:student>/", views_student.student, name="student"),
    path("teach/<slug:course>/gpus/", views_instructor.gpus, name="gpus"),
    path(
        "teach/<slug:course>/<slug:unit>/exercises/<slug:exercise>/",
        views_analytics.exercise_analytics,
        name="analytics",
    ),
    path("author/testkit.json", views_working.testkit, name="testkit"),
    path("author/<slug:course>/cells/", views_working.working_cells, name="working_cells"),
]
