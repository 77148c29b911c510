"""The JSON API as promised: every endpoint, and problem details for whatever is wrong."""

import json
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client

from curbside.web.intake.models import AccessKey
from curbside.web.intake.queries import thread_of_secret
from curbside.web.questions.models import OriginalText, Question
from curbside.web.questions.queries import live_consents
from tests.web import story
from tests.web.ask.walk import CRISIS, EMERGENCY

pytestmark = pytest.mark.django_db

SNAPSHOT = Path(__file__).with_name("openapi.json")
ASKED = {
    "title": "Calf keeps twitching",
    "body": story.BODY,
    "subject": "self",
    "age_years": 34,
    "sex": "female",
    "alias": "Otter",
    "department": "neurology",
    "consent": {"answer": True, "publish": True, "research": False},
}


@pytest.fixture(autouse=True)
def departments(clock):
    story.make_department()
    story.make_department("family-medicine", "Family medicine")


@pytest.fixture
def program() -> Client:
    return Client(enforce_csrf_checks=True)


def post(client: Client, path: str, data, **headers):
    body = data if isinstance(data, (str, bytes)) else json.dumps(data)
    return client.post(path, body, content_type="application/json", headers=headers)


def assert_problem(response, status: int) -> dict:
    assert response.status_code == status, response.content[:300]
    assert response["Content-Type"] == "application/problem+json"
    said = response.json()
    assert said["status"] == status
    assert said["title"]
    assert said["type"]
    return said


def test_a_question_is_received(program):
    response = post(program, "/api/v1/questions", ASKED)
    assert response.status_code == 201
    said = response.json()
    assert set(said) == {"id", "track_url", "urgency", "department", "expected_hours", "public_preview"}
    question = Question.objects.get(ref=said["id"])
    assert (question.sex, question.age_band, question.alias) == ("female", "30-39", "Otter")
    assert live_consents(question) == {"answer": True, "publish": True, "research": False}
    secret = said["track_url"].rstrip("/").rsplit("/", 1)[1]
    assert thread_of_secret(secret, now=story.NOW) == question.pk
    assert not response.cookies


def test_the_preview_is_what_would_be_published(program):
    body = "My name is Tamsin Oakeshott, call me on 020 7946 0018. My knee has hurt for a week."
    preview = post(program, "/api/v1/questions", ASKED | {"body": body}).json()["public_preview"]
    assert "Oakeshott" not in preview["body"]
    assert preview["body"] == Question.objects.get().body


def test_an_emergency_stores_nothing_and_says_where_help_is(program):
    said = assert_problem(post(program, "/api/v1/questions", ASKED | {"body": EMERGENCY}), 422)
    assert said["type"] == "emergency"
    assert said["reasons"][0]["rule"]
    assert said["numbers"][0]["number"] == "112"
    for model in (Question, OriginalText, AccessKey):
        assert not model.objects.exists()
    response = post(program, "/api/v1/questions", ASKED | {"body": EMERGENCY, "acknowledged_emergency": True})
    assert response.status_code == 201
    assert response.json()["urgency"] == "emergency"


def test_the_same_key_twice_is_one_question(program):
    key = {"Idempotency-Key": "a-key-of-mine"}
    assert post(program, "/api/v1/questions", ASKED, **key).status_code == 201
    assert_problem(post(program, "/api/v1/questions", ASKED, **key), 409)
    assert Question.objects.count() == 1
    long = "k" * 60
    for end in "ab":
        assert post(program, "/api/v1/questions", ASKED, **{"Idempotency-Key": long + end}).status_code == 201


def test_screening_says_why_and_whom_to_call(program):
    said = post(program, "/api/v1/screen", {"text": EMERGENCY, "subject": "parent"}).json()
    assert said["urgency"] == "emergency"
    reason = said["reasons"][0]
    assert EMERGENCY[reason["start"] : reason["end"]] == reason["text"]
    assert post(program, "/api/v1/screen", {"text": story.BODY}).json()["numbers"] == []
    crisis = post(program, "/api/v1/screen", {"text": CRISIS}).json()
    assert crisis["crisis"]
    assert "crisis" in {number["kind"] for number in crisis["numbers"]}


def test_screening_works_with_the_database_down(program):
    def unusable(*args):
        raise OperationalError("the database is down")

    with connection.execute_wrapper(unusable):
        assert post(program, "/api/v1/screen", {"text": EMERGENCY}).json()["urgency"] == "emergency"
        assert_problem(post(program, "/api/v1/questions", ASKED | {"department": ""}), 503)
        assert_problem(program.get("/api/v1/topics"), 503)


def test_what_is_published_is_found_and_read(program, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = story.publish()
    for path, given in (
        ("/api/v1/search", {"q": "twitching", "department": "neurology"}),
        ("/api/v1/similar", {"text": story.BODY, "top": 3}),
    ):
        assert [hit["id"] for hit in program.get(path, given).json()["hits"]] == [page.ref]
    said = program.get(f"/api/v1/questions/{page.ref}").json()
    assert said["headline"] == page.headline
    assert said["answer"] == page.answer_text
    assert said["disclaimer"]
    assert "neurology" in {d["id"] for d in program.get("/api/v1/departments").json()["departments"]}
    assert isinstance(program.get("/api/v1/topics").json()["topics"], list)


def test_similar_questions_are_narrowed_by_language_and_age_group(program, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = story.publish()
    for narrow, found in (
        ({"language": page.language, "age_group": page.age_band}, [page.ref]),
        ({"language": "de"}, []),
        ({"age_group": "90-over"}, []),
    ):
        said = program.get("/api/v1/similar", {"text": story.BODY, **narrow}).json()
        assert [hit["id"] for hit in said["hits"]] == found


def test_a_search_is_narrowed_and_counted(program, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        page = story.publish()
    year = str(page.answered_at.year)
    said = program.get("/api/v1/search", {"q": "twitching", "year": year, "sort": "newest"}).json()
    assert (said["total"], said["searched"]) == (1, "twitching")
    assert said["facets"]["year"] == {year: 1}
    assert said["facets"]["doctor"] == {page.doctor.slug: 1}
    none = program.get("/api/v1/search", {"q": "twitching", "year": "1999"}).json()
    assert (none["total"], none["hits"]) == (0, [])
    assert_problem(program.get("/api/v1/search", {"q": "twitching", "sort": "best"}), 422)


def test_hidden_and_missing_are_the_same(program):
    hidden = program.get(f"/api/v1/questions/{story.ask().ref}")
    missing = program.get("/api/v1/questions/zzzzzzzzzz")
    assert_problem(hidden, 404)
    assert hidden.content == missing.content


GARBAGE = {
    "no json": "{",
    "empty": "",
    "a list": "[]",
    "null": "null",
    "a number": "17",
    "bytes": b"\xff\xfe\x00",
    "deep": "[" * 20_000,
    "no consent": json.dumps({"body": story.BODY}),
    "wrong types": json.dumps(ASKED | {"body": {"a": 1}, "age_years": "old"}),
    "negative age": json.dumps(ASKED | {"age_years": -1}),
    "no number": json.dumps(ASKED).replace("34", "NaN"),
    "unknown sex": json.dumps(ASKED | {"sex": "dog"}),
    "unknown department": json.dumps(ASKED | {"department": "astrology"}),
    "no answer wanted": json.dumps(ASKED | {"consent": {"answer": False}}),
    "no words": json.dumps(ASKED | {"body": "   "}),
    "too long": json.dumps(ASKED | {"body": "word " * 5000}),
    "nul department": json.dumps(ASKED | {"department": "a\x00b"}),
}


@pytest.mark.parametrize("body", GARBAGE.values(), ids=GARBAGE)
def test_garbage_is_a_problem_and_never_a_fault(program, body):
    response = post(program, "/api/v1/questions", body)
    assert_problem(response, 400 if response.status_code == 400 else 422)
    assert not Question.objects.exists()


@pytest.mark.parametrize("character", ["\x00", "\ud800", "\x07", "\u202e", "\uffff"])
def test_characters_that_no_database_takes_do_not_break_it(program, character):
    data = ASKED | {"body": f"{story.BODY}{character}", "title": f"Calf{character}", "alias": f"Ot{character}ter"}
    response = post(program, "/api/v1/questions", data)
    assert response.status_code == (422 if character in "\x00\ud800" else 201)
    assert post(program, "/api/v1/screen", {"text": EMERGENCY + character}).status_code in (200, 422)
    assert program.get("/api/v1/search", {"q": "calf\x07"}).status_code == 200


def test_too_much_is_a_problem(program):
    assert_problem(post(program, "/api/v1/questions", json.dumps({"body": "x" * 1_100_000})), 413)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
def test_another_kind_of_body_is_a_problem(program, kind):
    response = program.post("/api/v1/questions", "body=My+calf", content_type=kind)
    assert_problem(response, response.status_code)
    assert response.status_code in (400, 415, 422)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/similar", 422),
        ("/api/v1/similar?text=a&top=0", 422),
        ("/api/v1/similar?text=a&top=x", 422),
        ("/api/v1/search", 422),
        ("/api/v1/search?q=" + "a" * 301, 422),
        ("/api/v1/nowhere", 404),
        ("/api/v1/", 404),
        ("/api/v1/questions/%00", 400),
        ("/api/v1/search?q=%00", 400),
        ("/api/v1/screen", 405),
    ],
)
def test_wrong_addresses_are_problems_too(program, path, status):
    assert_problem(program.get(path), status)


def test_the_document_is_as_written_down(program):
    now = json.dumps(program.get("/api/v1/openapi.json").json(), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(now)
    assert now == SNAPSHOT.read_text(), (
        f"The API's document has changed. Keys may be added, never renamed. If that is so, delete {SNAPSHOT}, "
        "run this test once and commit the new file."
    )
