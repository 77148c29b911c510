"""Addresses of the figures."""

from django.urls import path

from curbside.web.stats import views

urlpatterns = [
    path("", views.overview, name="stats"),
    path("numbers.csv", views.numbers_csv, name="stats-numbers-csv"),
    path("staff/", views.staff_overview, name="stats-staff"),
    path("staff/hand-overs/", views.hand_overs, name="stats-hand-overs"),
    path("staff/<slug:name>.csv", views.staff_csv, name="stats-staff-csv"),
    path("<slug:name>.csv", views.figure_csv, name="stats-csv"),
]
