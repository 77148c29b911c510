"""Addresses that stand in our e-mail."""

from django.urls import path

from curbside.web.ask.views import mail

urlpatterns = [path("stop/<str:token>/", mail.stop, name="mail-stop")]
