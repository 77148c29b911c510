"""What staff are told: once, in numbers, without a name or a word about health."""

from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.audit.models import AuditEntry
from curbside.web.lifecycle import notices
from curbside.web.notices.actions import choose_notices
from curbside.web.notices.models import MailAddress, MessageState, OutboxMessage
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1)
URGENT = "For two days my left leg has been swollen and warm, and it hurts when I walk. I sat in a long flight."
HEALTH = ("twitch", "calf", "neurolog", "leg", "swollen", "example hospital", "dr.", "urgency")


def messages(kind: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(kind=kind).order_by("id"))


def plain(message: OutboxMessage) -> str:
    said = f"{message.subject}\n{message.body}".lower()
    for word in HEALTH:
        assert word not in said, word
    return said


def urgent_question():
    question = story.ask(body=URGENT)
    assert question.urgency != "routine"
    return question


def test_an_urgent_question_is_told_at_once_to_its_department():
    own, other = story.make_doctor("neurology"), story.make_doctor("dermatology")
    question = urgent_question()
    told = messages("urgent")
    assert [message.to for message in told] == [own.user.email]
    assert other.user.email not in {message.to for message in told}
    assert question.ref not in plain(told[0])
    lifecycle.prepare_question(question, now=NOW)
    assert len(messages("urgent")) == 1


def test_a_routine_question_waits_for_the_digest():
    story.make_doctor()
    story.ask()
    assert messages("urgent") == []


def test_who_switched_it_off_is_not_told():
    doctor = story.make_doctor()
    choose_notices(doctor.user, daily_digest=False, urgent_at_once=False)
    urgent_question()
    notices.tell_daily(now=TOMORROW)
    assert messages("urgent") == messages("digest") == []


def test_the_digest_says_what_waits_and_comes_once_a_day(mailoutbox):
    doctor, late = story.make_doctor(), story.ask()
    story.make_doctor("dermatology")  # nothing waits there: no message
    lifecycle.claim_question(late, story.viewer_of_doctor(doctor), now=TOMORROW)
    story.ask(now=TOMORROW)
    now = late.due_at + timedelta(minutes=1)
    lifecycle.claim_question(late, story.viewer_of_doctor(doctor), now=now)
    assert notices.tell_daily(now=now) == 1
    assert notices.tell_daily(now=now + timedelta(minutes=5)) == 0
    (message,) = messages("digest")
    assert message.to == doctor.user.email
    assert plain(message).startswith(
        "curbside: your day\n1 in your hands\n2 waiting for you or your colleagues\n1 of these"
    )


def test_a_worker_killed_half_way_tells_the_rest_and_nobody_twice(monkeypatch):
    first, second = story.make_doctor(), story.make_doctor()
    story.ask()
    real = notices._send_digest

    def dies_at_the_second(user, day, *, now):
        if user == second.user:
            raise KeyboardInterrupt
        return real(user, day, now=now)

    monkeypatch.setattr(notices, "_send_digest", dies_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        notices.tell_daily(now=TOMORROW)
    monkeypatch.undo()
    notices.tell_daily(now=TOMORROW)
    assert sorted(m.to for m in messages("digest")) == sorted([first.user.email, second.user.email])


def test_not_before_the_hour(settings):
    settings.DIGEST_HOUR = 10  # NOW is nine
    story.make_doctor(), story.ask()
    assert notices.tell_daily(now=NOW) == 0
    assert notices.tell_daily(now=NOW + timedelta(hours=1)) == 1


def test_a_due_review_is_in_the_digest():
    page = story.publish()
    page.review_due = NOW.date() + timedelta(days=3)
    page.save()
    notices.tell_daily(now=TOMORROW)
    assert "1 of your pages due for review" in messages("digest")[0].body


def test_openings_are_told_to_a_second_person():
    doctor, auditor = story.make_doctor(), story.make_user(Role.AUDITOR)
    question = story.ask()
    for _ in range(2):
        lifecycle.open_original(question, story.viewer_of_doctor(doctor), reason="The dose is unclear.", now=NOW)
    notices.tell_daily(now=TOMORROW)
    (message,) = messages("openings")
    assert message.to == auditor.email
    assert "2 openings by 1 people" in message.body
    assert question.ref not in message.body
    last = AuditEntry.objects.order_by("-id").first()
    assert f"last_id={last.pk} last_hash={last.hash}" in message.body


def test_who_opened_does_not_watch_themselves():
    auditor = story.make_user(Role.AUDITOR, Role.MODERATOR)
    administrator = story.make_administrator()
    lifecycle.open_original(story.ask(), story.viewer_of(auditor), reason="Reading for approval.", now=NOW)
    notices.tell_daily(now=TOMORROW)
    assert [message.to for message in messages("openings")] == [administrator.email]


def test_the_end_of_a_verification_is_told_in_time():
    doctor = story.make_doctor()
    ends = doctor.verification_expires_on
    for days in (31, 30, 7, 0):
        notices.tell_daily(now=NOW + (ends - NOW.date() - timedelta(days=days)))
    assert [message.to for message in messages("verification")] == [doctor.user.email] * 3
    assert "/people/me/" in messages("verification")[0].body


def test_a_bounce_is_written_down_without_the_address():
    assert notices.record_bounce("someone@example.org", hard=True, code="5.1.1", now=NOW)
    entry = AuditEntry.objects.get(action="mail.bounce")
    assert "someone" not in f"{entry.object}{entry.detail}"


def test_the_asker_is_told_on_the_page_that_mail_comes_back():
    question = story.ask(email="someone@example.org")
    assert notices.mail_trouble(question) == ""
    notices.record_bounce("Someone@example.org", hard=True, code="5.1.1", now=NOW)
    assert notices.mail_trouble(question) == "bounced"
    story.answer(question, story.make_doctor())
    lifecycle.sweep(now=NOW)
    assert OutboxMessage.objects.get(kind="news").state == MessageState.STOPPED


def test_only_a_moderator_sends_again():
    story.ask(email="someone@example.org")
    message = OutboxMessage.objects.create(
        dedupe_key="x", kind="news", to="a@example.org", subject="s", body="b", created_at=NOW, next_attempt_at=NOW,
        state=MessageState.UNSURE,
    )  # fmt: skip
    with pytest.raises(lifecycle.NotAllowed):
        notices.send_again(message, story.viewer_of_doctor(story.make_doctor()), now=NOW)
    moderator = story.viewer_of(story.make_moderator())
    assert notices.send_again(message, moderator, now=NOW)
    assert not notices.count_as_sent(message, moderator, now=NOW)
    assert AuditEntry.objects.filter(action="message.send-again").count() == 1


def test_an_erased_thread_leaves_nothing_known_about_its_address():
    question = story.ask(email="someone@example.org")
    notices.record_bounce("someone@example.org", hard=True, code="5.1.1", now=NOW)
    lifecycle.erase_thread(question, now=NOW)
    assert not MailAddress.objects.exists()
