"""Addresses of tracking: everything an asker can do with the private link."""

from django.urls import path

from curbside.web.ask.views import track

urlpatterns = [
    path("", track.overview, name="track"),
    path("k/<str:secret>/", track.exchange_key, name="track-key"),
    path("open/", track.confirm, name="track-open"),
    path("close/", track.close, name="track-close"),
    path("<slug:ref>/", track.detail, name="track-question"),
    path("<slug:ref>/consent/", track.consent, name="track-consent"),
    path("<slug:ref>/follow-up/", track.follow_up, name="track-follow-up"),
    path("<slug:ref>/download/", track.download, name="track-download"),
    path("<slug:ref>/erase/", track.erase, name="track-erase"),
]
