"""One question from arrival to published page, and everything that can stop it on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from curbside.retrieval.hash_encoder import HashEncoder
from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.answers.actions import ClaimLost, DraftConflict
from curbside.web.answers.models import Answer, ReplyDraft
from curbside.web.audit.models import AuditEntry
from curbside.web.audit.queries import broken_entries
from curbside.web.drafts.models import Preparation
from curbside.web.intake.models import AccessKey, Contact
from curbside.web.intake.queries import thread_of_secret
from curbside.web.notices.models import MessageState, OutboxMessage
from curbside.web.publishing.actions import HeadlineTaken
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import live_publications, page_of
from curbside.web.publishing.searching import search_words
from curbside.web.questions.actions import StageConflict
from curbside.web.questions.models import ConsentKind, OriginalText, Question, Stage
from curbside.web.similar import engine
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def found_by(words: str) -> list[Publication]:
    return list(search_words(words, exact=False).pages)


def test_a_question_goes_the_whole_way_and_is_found_at_once():
    page = story.publish()
    question = page.question
    assert question.stage == Stage.PUBLISHED
    assert page_of(question.ref) == page
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [question.ref]
    assert [found.ref for found in found_by("twitching calf")] == [question.ref]
    assert page.answer_html.startswith("<p>Hello")
    actions = list(AuditEntry.objects.filter(object=f"question:{question.ref}").values_list("action", flat=True))
    assert [a for a in actions if a.startswith(("question.receive", "question.claim", "answer", "publication"))] == [
        "question.receive",
        "question.claim",
        "answer.sign",
        "publication.approve",
    ]
    assert list(broken_entries()) == []


def test_an_emergency_stops_before_anything_is_stored():
    body = "My father has crushing chest pain that goes into his left arm and he is sweating and grey."
    with pytest.raises(lifecycle.EmergencyStop) as stopped:
        story.ask(body=body, subject="parent")
    assert stopped.value.screening.reasons
    assert not Question.objects.exists()
    assert not OriginalText.objects.exists()


def test_going_on_after_the_emergency_page_is_recorded_for_the_doctor():
    question = story.ask(body="I have crushing chest pain and I cannot breathe.", acknowledged_emergency=True)
    assert question.acknowledged_emergency
    assert question.urgency == "emergency"
    assert question.urgency_reasons


def test_the_same_submission_twice_is_stored_once():
    first = lifecycle.receive_question(story.submission(submission_key="k1", department=""), now=NOW)
    again = lifecycle.receive_question(story.submission(submission_key="k1", department=""), now=NOW)
    assert again.question == first.question
    assert again.secret == ""
    assert AccessKey.objects.count() == 1


@pytest.mark.parametrize("body", ["", "   \n\t "])
def test_an_empty_question_is_refused(body):
    with pytest.raises(lifecycle.BadInput, match="Write what the problem is"):
        story.ask(body=body)


def test_without_consent_to_answer_nothing_is_stored():
    with pytest.raises(lifecycle.BadInput, match="Tick that a doctor"):
        story.ask(consents={"answer": False, "publish": True})
    assert not Question.objects.exists()


def test_what_identifies_is_kept_out_of_the_question_and_out_of_every_list():
    body = "My name is Tamsin Oakeshott, call me on 020 7946 0018. My knee has hurt for a week."
    question = story.ask(body=body)
    for word in ("Tamsin", "Oakeshott", "7946"):
        assert word not in question.body
        assert word not in question.headline
    assert "knee" in question.body
    assert OriginalText.objects.get(question=question).body == body


def test_the_engine_failing_does_not_hold_a_question_back(monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("curbside.web.drafts.actions.read", broken)
    monkeypatch.setattr("curbside.web.drafts.actions.route", broken)
    question = story.ask(department="")
    assert question.stage == Stage.WAITING
    assert question.department_id == lifecycle.FALLBACK_DEPARTMENT
    assert not Preparation.objects.get(question=question).complete


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Calf keeps twitching", "My calf muscle has been twitching for a week, most of all in the evening."),
        ("Something is odd", "Something has been odd since last week and I feel not right."),
        ("Knee", "My knee hurts on the stairs, and nobody here is open for knees."),
    ],
    ids=["a department's own", "unsure", "no such department open"],
)
def test_the_receipt_names_the_department_that_preparing_decides(title, body):
    asked = {"title": title, "body": body, "department": ""}
    question = story.ask(**asked)
    assert lifecycle.proposed_department(story.submission(**asked)) == question.department_id


def test_a_doctor_of_another_department_cannot_claim():
    question = story.ask()
    stranger = story.viewer_of_doctor(story.make_doctor("dermatology"))
    with pytest.raises(lifecycle.NotAllowed, match="another department"):
        lifecycle.claim_question(question, stranger, now=NOW)


def test_an_unverified_doctor_cannot_claim():
    question = story.ask()
    doctor = story.make_doctor(verified=False)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.claim_question(question, story.viewer_of_doctor(doctor), now=NOW)


def test_only_one_doctor_holds_a_question_until_the_claim_runs_out():
    question = story.ask()
    first, second = (story.viewer_of_doctor(story.make_doctor()) for _ in range(2))
    claim = lifecycle.claim_question(question, first, now=NOW)
    with pytest.raises(ClaimLost):
        lifecycle.claim_question(question, second, now=NOW + timedelta(minutes=5))
    lifecycle.claim_question(question, second, now=claim.expires_at)
    with pytest.raises(ClaimLost):
        lifecycle.sign_answer(question, first, lifecycle.Signature(story.REPLY), now=claim.expires_at)


def test_typing_under_an_expired_claim_keeps_the_text():
    question = story.ask()
    doctor = story.make_doctor()
    viewer = story.viewer_of_doctor(doctor)
    claim = lifecycle.claim_question(question, viewer, now=NOW)
    with pytest.raises(ClaimLost):
        lifecycle.save_reply(question, viewer, "Half a reply", version=0, now=claim.expires_at)
    assert ReplyDraft.objects.get(question=question, doctor=doctor).text == "Half a reply"


def test_a_second_window_does_not_overwrite_the_first():
    question = story.ask()
    viewer = story.viewer_of_doctor(story.make_doctor())
    lifecycle.claim_question(question, viewer, now=NOW)
    saved = lifecycle.save_reply(question, viewer, "One", version=0, now=NOW)
    lifecycle.save_reply(question, viewer, "Two", version=saved.version, now=NOW)
    with pytest.raises(DraftConflict) as conflict:
        lifecycle.save_reply(question, viewer, "Three", version=saved.version, now=NOW)
    assert conflict.value.theirs.text == "Two"


def test_a_blocking_problem_cannot_be_signed_and_a_warning_must_be_seen():
    question = story.ask()
    viewer = story.viewer_of_doctor(story.make_doctor())
    lifecycle.claim_question(question, viewer, now=NOW)
    signature = lifecycle.Signature(
        f"{story.REPLY}\n[insert dose here]", acknowledged=("leftover_placeholder_or_prompt",)
    )
    with pytest.raises(lifecycle.ReplyBlocked) as blocked:
        lifecycle.sign_answer(question, viewer, signature, now=NOW)
    assert "leftover_placeholder_or_prompt" in {p.type for p in blocked.value.problems}
    warned = f"Hello Mr. Oak,\n\n{story.REPLY}"
    with pytest.raises(lifecycle.ReplyBlocked) as blocked:
        lifecycle.sign_answer(question, viewer, lifecycle.Signature(warned), now=NOW)
    seen = tuple({p.type for p in blocked.value.problems})
    assert "salutation_sex_mismatch" in seen
    answer = lifecycle.sign_answer(question, viewer, lifecycle.Signature(warned, acknowledged=seen), now=NOW)
    assert set(answer.acknowledged) == set(seen)


def test_signing_twice_gives_one_answer():
    question = story.ask()
    doctor = story.make_doctor()
    story.answer(question, doctor)
    with pytest.raises((ClaimLost, StageConflict)):
        lifecycle.sign_answer(question, story.viewer_of_doctor(doctor), lifecycle.Signature(story.REPLY), now=NOW)
    assert Answer.objects.count() == 1


def test_without_consent_to_publish_the_answer_stays_private():
    question = story.ask(consents={"answer": True, "publish": False})
    doctor = story.make_doctor()
    story.answer(question, doctor)
    question.refresh_from_db()
    assert question.stage == Stage.ANSWERED
    with pytest.raises((lifecycle.NotAllowed, StageConflict)):
        story.publish(question, doctor=doctor)
    assert not Publication.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"age_years": 14.0, "subject": "self"}, {"body": "I want to kill myself, I have collected the pills."}]
)
def test_young_askers_and_crises_are_never_published(changes):
    question = story.ask(acknowledged_emergency=True, **changes)
    assert question.publication_barred
    story.answer(question, story.make_doctor())
    question.refresh_from_db()
    assert question.stage == Stage.ANSWERED
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.change_consent(question, ConsentKind.PUBLISH, given=True, now=NOW)


def test_only_a_moderator_publishes_and_two_pages_never_share_a_headline():
    doctor = story.make_doctor()
    first = story.publish(doctor=doctor, headline="Twitching calf for days")
    second = story.ask()
    story.answer(second, doctor)
    second.refresh_from_db()
    approval = lifecycle.Approval("twitching calf for DAYS", "t", second.body)
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.approve_publication(second, story.viewer_of_doctor(doctor), approval, now=NOW)
    moderator = story.viewer_of(story.make_moderator())
    with pytest.raises(HeadlineTaken):
        lifecycle.approve_publication(second, moderator, approval, now=NOW)
    second.refresh_from_db()
    assert second.stage == Stage.SIGNED
    page = lifecycle.approve_publication(second, moderator, replace(approval, headline="Another"), now=NOW)
    assert {first.ref, page.ref} == set(live_publications().values_list("ref", flat=True))


def test_publishing_twice_gives_one_page():
    page = story.publish()
    approval = lifecycle.Approval("Another headline", "t", "b")
    with pytest.raises(StageConflict):
        lifecycle.approve_publication(page.question, story.viewer_of(story.make_moderator()), approval, now=NOW)
    assert Publication.objects.count() == 1


def test_withdrawing_takes_the_page_out_of_everything():
    page = story.publish()
    story.take_down(page)
    assert page_of(page.ref) is None
    assert lifecycle.find_answered(story.BODY) == []
    assert found_by("twitching calf") == []


def test_taking_back_consent_takes_the_page_down():
    page = story.publish()
    lifecycle.change_consent(page.question, ConsentKind.PUBLISH, given=False, now=NOW)
    assert page_of(page.ref) is None
    page.question.refresh_from_db()
    assert page.question.stage == Stage.WITHDRAWN


def test_a_stale_index_never_shows_what_is_not_public(monkeypatch):
    page = story.publish()
    monkeypatch.setattr("curbside.web.lifecycle.taking_down.take_from_index", lambda refs: False)
    story.take_down(page)
    assert lifecycle.find_answered(story.BODY) == []
    monkeypatch.undo()
    assert lifecycle.mend_index(now=NOW) == 1


def test_an_index_of_another_encoder_is_made_anew_by_the_sweep(monkeypatch, caplog):
    page = story.publish()
    other = HashEncoder(64)
    monkeypatch.setattr("curbside.web.similar.engine.encoder", lambda: other)
    monkeypatch.setattr("curbside.web.similar.actions.encoder", lambda: other)
    engine.index.cache_clear()
    assert lifecycle.find_answered(story.BODY) == []
    with monkeypatch.context() as patch:
        patch.setattr("curbside.web.lifecycle.finding.REBUILD_AT_ONCE", 0)
        assert lifecycle.mend_index(now=NOW) == 0
    assert "index.outdated count=1 command='curbside reindex'" in caplog.text
    assert lifecycle.mend_index(now=NOW) == 1
    assert [found.ref for found in lifecycle.find_answered(story.BODY)] == [page.ref]


def test_a_correction_is_visible_and_more_info_goes():
    page = story.publish()
    doctor = page.doctor
    Publication.objects.filter(pk=page.pk).update(review_due=NOW.date())
    better = story.REPLY.replace("Twitching in one calf", "A better reply. Twitching in one calf")
    lifecycle.correct_answer(
        page.question, story.viewer_of_doctor(doctor), better, note="The cause was wrong.", now=NOW
    )
    moderator = story.viewer_of(story.make_moderator())
    with pytest.raises(lifecycle.NotAllowed, match="Only the doctor who signed"):
        lifecycle.correct_answer(page.question, moderator, better, note="Other words.", now=NOW)
    page.refresh_from_db()
    assert "A better reply." in page.answer_html
    assert page.more_info == []
    assert page.review_due == (NOW + settings.REVIEW_PERIOD).date()
    assert [c.note for c in page.corrections.all()] == ["The cause was wrong."]
    assert [p.ref for p in found_by("better reply")] == [page.ref]


def test_erasing_leaves_an_empty_row_and_a_dead_link():
    story.make_department()
    receipt = lifecycle.receive_question(story.submission(email="someone@example.org"), now=NOW)
    question = receipt.question
    lifecycle.prepare_question(question, now=NOW)
    question.refresh_from_db()
    page = story.publish(question)
    assert lifecycle.erase_thread(page.question, now=NOW) == 1
    question.refresh_from_db()
    assert question.stage == Stage.ERASED
    assert question.title == question.body == question.headline == question.alias == ""
    for model in (Publication, Answer, OriginalText, Preparation, Contact, AccessKey, OutboxMessage):
        assert not model.objects.exists(), model
    assert thread_of_secret(receipt.secret, now=NOW) is None
    assert lifecycle.find_answered(story.BODY) == []


def test_a_follow_up_joins_the_thread_and_reaches_the_same_doctor():
    page = story.publish()
    receipt = lifecycle.ask_follow_up(
        page.question, "It still twitches. Should I worry?", acknowledged_emergency=False, submission_key=None, now=NOW
    )
    follow_up = receipt.question
    assert follow_up.root == page.question
    assert follow_up.preferred_doctor == page.doctor
    assert follow_up.department_id == page.question.department_id
    assert follow_up.sex == page.question.sex
    assert thread_of_secret(receipt.secret, now=NOW) == page.question.pk


def test_the_asker_is_told_once_and_without_a_health_word(mailoutbox):
    question = story.ask(email="someone@example.org")
    story.answer(question, story.make_doctor())
    message = OutboxMessage.objects.get()
    assert "/track/k/" not in message.body
    for word in ("twitch", "calf", "neurolog", "doctor", question.ref):
        assert word not in (message.subject + message.body).lower()
    assert lifecycle.sweep(now=NOW)["sent"] == 1
    assert lifecycle.sweep(now=NOW)["sent"] == 0
    assert len(mailoutbox) == 1
    assert OutboxMessage.objects.get().state == MessageState.SENT


def test_the_sweep_takes_up_what_a_lost_wake_up_left():
    question = story.ask(prepared=False)
    done = lifecycle.sweep(now=NOW + timedelta(minutes=1))
    assert done["prepared"] == 1
    question.refresh_from_db()
    assert question.stage == Stage.WAITING
    assert lifecycle.sweep(now=NOW + timedelta(minutes=2))["prepared"] == 0


def test_original_texts_are_opened_with_a_reason_and_erased_in_time():
    question = story.ask()
    viewer = story.viewer_of_doctor(story.make_doctor())
    with pytest.raises(lifecycle.BadInput, match="Say why"):
        lifecycle.open_original(question, viewer, reason=" ", now=NOW)
    assert lifecycle.open_original(question, viewer, reason="unclear dose", now=NOW).body == story.BODY
    assert AuditEntry.objects.filter(action="original.open", reason="unclear dose").count() == 1
    story.publish(question)
    lifecycle.sweep(now=NOW + timedelta(days=91))
    assert not OriginalText.objects.filter(question=question).exists()


def test_an_administrator_without_the_doctor_role_cannot_answer():
    question = story.ask()
    with pytest.raises(lifecycle.NotAllowed):
        lifecycle.claim_question(question, story.viewer_of(story.make_user(Role.ADMINISTRATOR)), now=NOW)


def test_the_text_fills_in_what_the_form_left_out():
    question = story.ask(body="I am a 21 year old woman. My right calf twitches.", age_years=None, sex="")
    assert (question.age_band, question.sex, question.subject) == ("20-29", "female", "self")


def test_an_age_told_in_the_text_wins_over_the_form_so_that_the_page_agrees_with_itself():
    question = story.ask(body="I am 45 and my right calf twitches.", age_years=24.0)
    assert question.age_band == "40-49"
    assert "40s" in question.body


def test_an_asker_under_16_by_their_own_words_is_never_published():
    question = story.ask(body="I am 14 and my periods are very heavy. Is this normal?", age_years=None, sex="")
    assert question.publication_barred
    grown = story.ask(body="My daughter is 14 and her periods are very heavy.", age_years=None, sex="", subject="child")
    assert not grown.publication_barred
