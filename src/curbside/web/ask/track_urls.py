"""Addresses of tracking: everything an asker can do with the private link."""

from django.urls import path

from curbside.web.ask.views import track, track_photos

urlpatterns = [
    path("", track.overview, name="track"),
    path("k/<str:secret>/", track.exchange_key, name="track-key"),
    path("open/", track.confirm, name="track-open"),
    path("close/", track.close, name="track-close"),
    path("photos/<str:key>/", track_photos.own_photo, name="track-photo"),
    path("<slug:ref>/", track.detail, name="track-question"),
    path("<slug:ref>/consent/", track.consent, name="track-consent"),
    path("<slug:ref>/follow-up/", track.follow_up, name="track-follow-up"),
    path("<slug:ref>/reply/", track.reply_to_doctor, name="track-reply"),
    path("<slug:ref>/photos/", track_photos.add_photos, name="track-add-photos"),
    path("<slug:ref>/photos/<slug:photo>/take-back/", track_photos.take_back, name="track-take-back-photo"),
    path("<slug:ref>/download/", track.download, name="track-download"),
    path("<slug:ref>/erase/", track.erase, name="track-erase"),
]
