"""Addresses of the desk."""

from django.urls import path

from curbside.web.desk.views import case, queue

urlpatterns = [
    path("", queue.queue_list, name="desk"),
    path("q/<slug:ref>/", case.case, name="desk-case"),
    path("q/<slug:ref>/claim/", case.claim, name="desk-claim"),
    path("q/<slug:ref>/release/", case.release, name="desk-release"),
    path("q/<slug:ref>/hand-over/", case.hand_over, name="desk-hand-over"),
    path("q/<slug:ref>/decline/", case.decline, name="desk-decline"),
    path("q/<slug:ref>/original/", case.original, name="desk-original"),
    path("q/<slug:ref>/reply/", case.reply, name="desk-reply"),
    path("q/<slug:ref>/correct/", case.correct, name="desk-correct"),
    path("<slug:name>/", queue.queue_list, name="desk-queue"),
]
