"""Addresses of what is taught."""

from django.urls import path

from courses import (
    views,
    views_audit,
    views_dates,
    views_invitations,
    views_joining,
    views_people,
    views_playground,
    views_roster,
    views_settings,
)

PEOPLE = "teach/<slug:course>/people/"

app_name = "courses"
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
]
