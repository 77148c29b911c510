"""Addresses of those who work here."""

from django.urls import path

from curbside.web.people.views import applications, hours, me, overview, person, software

urlpatterns = [
    path("", overview.overview, name="people"),
    path("me/", me.me, name="people-me"),
    path("hours/", hours.department_hours, name="people-hours"),
    path("software/", software.software, name="people-software"),
    path("applications/<slug:ref>/", applications.application, name="people-application"),
    path("applications/<slug:ref>/proof/", applications.proof, name="people-proof"),
    path("proposals/<int:pk>/", overview.decide, name="people-proposal"),
    path("<int:pk>/", person.person, name="people-person"),
]
