"""The link in a message: looking at it changes nothing, a post from anywhere stops the e-mail."""

import pytest

from curbside.web.audit.models import AuditEntry
from curbside.web.notices.actions import put_in_outbox
from curbside.web.notices.addresses import stop_token
from curbside.web.notices.delivery import deliver_outbox
from curbside.web.notices.queries import why_stopped
from tests.web.story import NOW
from tests.web.visitors import strict_browser

pytestmark = pytest.mark.django_db
TO = "someone@example.org"


@pytest.fixture
def path(settings, mailoutbox) -> str:
    settings.BASE_URL = "https://ask.example.org"
    put_in_outbox("one", kind="news", to=TO, subject="News", body="There is news.", now=NOW)
    deliver_outbox(NOW)
    return mailoutbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("https://ask.example.org")


def test_looking_changes_nothing_and_the_button_stops_it(path):
    visitor = strict_browser()
    shown = visitor.get(path)
    assert (shown.status_code, why_stopped(TO)) == (200, "")
    assert "Stop the e-mail" in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert "noindex" in shown["X-Robots-Tag"]
    assert not shown.cookies
    assert "no more e-mail from us" in visitor.post(path).content.decode()
    assert why_stopped(TO) == "unsubscribed"
    assert TO not in str(AuditEntry.objects.filter(action="mail.stop").values())
    assert AuditEntry.objects.filter(action="mail.stop").count() == 1


def test_a_mail_program_posts_without_a_cookie_from_another_site(path):
    answered = strict_browser().post(
        path,
        "List-Unsubscribe=One-Click",
        content_type="application/x-www-form-urlencoded",
        headers={"origin": "https://mail.example.net"},
    )
    assert (answered.status_code, why_stopped(TO)) == (200, "unsubscribed")


def test_a_token_of_nobody_is_not_found(path):
    wrong = "/mail/stop/" + "0" * len(stop_token(TO)) + "/"
    assert strict_browser().get(wrong).status_code == strict_browser().post(wrong).status_code == 404
    assert why_stopped(TO) == ""
