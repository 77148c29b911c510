"""Addresses of topics at the desk."""

from django.urls import path

from curbside.web.desk.views import topics

urlpatterns = [
    path("", topics.topic_list, name="desk-topics"),
    path("new/", topics.new, name="desk-topic-new"),
    path("<slug:slug>/", topics.topic, name="desk-topic"),
    path("<slug:slug>/edit/", topics.edit, name="desk-topic-edit"),
    path("<slug:slug>/review/", topics.review, name="desk-topic-review"),
    path("<slug:slug>/versions/<int:pk>/", topics.version, name="desk-topic-version"),
    path("<slug:slug>/versions/<int:pk>/publish/", topics.publish, name="desk-topic-publish"),
    path("<slug:slug>/versions/<int:pk>/drop/", topics.drop, name="desk-topic-drop"),
]
