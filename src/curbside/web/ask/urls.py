"""Addresses of asking."""

from django.urls import path

from curbside.web.ask.views import photos, send, start, steps

urlpatterns = [
    path("", start.start, name="ask-start"),
    path("instant/", start.instant_matches, name="ask-instant"),
    path("matches/", start.matches, name="ask-matches"),
    path("helped/", start.helped, name="ask-helped"),
    path("check/", send.check, name="ask-check"),
    path("send/", send.send, name="ask-send"),
    path("receipt/", send.receipt, name="ask-receipt"),
    path("photos/", photos.photos, name="ask-photos"),
    path("photos/<slug:ref>/", photos.draft_photo, name="ask-photo"),
    path("<slug:slug>/", steps.step, name="ask-step"),
]
