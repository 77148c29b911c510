"""Every address of the site."""

from django.urls import include, path

from curbside.web.api.routes import api
from curbside.web.health import healthz, readyz

handler400 = "curbside.web.errors.bad_request"
handler403 = "curbside.web.errors.forbidden"
handler404 = "curbside.web.errors.not_found"
handler500 = "curbside.web.errors.server_error"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("curbside.web.pages.urls")),
    path("ask/", include("curbside.web.ask.urls")),
    path("track/", include("curbside.web.ask.track_urls")),
    path("mail/", include("curbside.web.ask.mail_urls")),
    path("desk/topics/", include("curbside.web.desk.topic_urls")),
    path("desk/", include("curbside.web.desk.urls")),
    path("moderation/", include("curbside.web.moderation.urls")),
    path("people/", include("curbside.web.people.urls")),
    path("apply/", include("curbside.web.people.apply_urls")),
    path("stats/", include("curbside.web.stats.urls")),
    path("accounts/", include("allauth.urls")),
    path("api/v1/", api.urls),
]
