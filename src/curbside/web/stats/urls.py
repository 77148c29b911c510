"""Addresses of the figures."""

from django.urls import path

from curbside.web.stats import views

urlpatterns = [
    path("", views.overview, name="stats"),
    path("numbers.csv", views.numbers_csv, name="stats-numbers-csv"),
    path("weekly.csv", views.weekly_csv, name="stats-weekly-csv"),
    path("departments.csv", views.departments_csv, name="stats-departments-csv"),
]
