"""Addresses of moderation."""

from django.urls import path

from curbside.web.moderation import audit, mail, views

urlpatterns = [
    path("", views.overview, name="moderation"),
    path("reports/", views.reports, name="moderation-reports"),
    path("reports/<int:report_id>/close/", views.close_report, name="moderation-close-report"),
    path("take-downs/<int:proposal_id>/", views.take_down, name="moderation-take-down"),
    path("mail/", mail.mail, name="moderation-mail"),
    path("mail/<int:pk>/", mail.decide, name="moderation-mail-decide"),
    path("audit/", audit.audit, name="moderation-audit"),
    path("q/<slug:ref>/", views.review, name="moderation-review"),
    path("q/<slug:ref>/keep-private/", views.keep_private, name="moderation-keep-private"),
    path("q/<slug:ref>/more-info-off/", views.take_more_info_off, name="moderation-more-info-off"),
    path("q/<slug:ref>/withdraw/", views.withdraw, name="moderation-withdraw"),
]
