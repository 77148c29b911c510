"""The reviews' pages: a second reader's finding, the signing doctor's answer to it, and reading again in time."""

from datetime import timedelta

import pytest

from curbside.web import lifecycle
from curbside.web.accounts.models import Role
from curbside.web.publishing.models import Publication
from curbside.web.publishing.queries import page_of
from curbside.web.reviews.models import PeerReview
from tests.web import story
from tests.web.forms import press
from tests.web.story import NOW
from tests.web.visitors import browser, signed_in, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings) -> Publication:
    settings.PEER_REVIEW_PERCENT = 100
    return story.publish()


def review(outcome: str, note: str = "", *, client=None):
    client = client or staff(Role.REVIEWER)
    address = f"/desk/peer-reviews/{PeerReview.objects.get().pk}/"
    return press(client, client.get(address), "Send my review", outcome=outcome, note=note)


def test_a_second_reader_finds_it_reads_it_and_asks_for_a_correction(page):
    client = staff(Role.REVIEWER)
    listed = client.get("/desk/reviews/").content.decode()
    assert f"/desk/peer-reviews/{PeerReview.objects.get().pk}/" in listed
    assert "Drawn at random" in listed
    assert "less coffee" in client.get(f"/desk/peer-reviews/{PeerReview.objects.get().pk}/").content.decode()
    assert review("correct", client=client).status_code == 422
    review("correct", "The danger sign is missing.", client=client)

    doctor = signed_in(page.doctor)
    assert f"/desk/q/{page.ref}/review/" in doctor.get("/desk/reviews/").content.decode()
    asked = doctor.get(f"/desk/q/{page.ref}/review/")
    assert "The danger sign is missing." in asked.content.decode()
    assert press(doctor, asked, "It stands", note="").status_code == 422
    press(doctor, asked, "It stands", note="It stands in line three.")
    assert "It stands in line three." in client.get("/desk/reviews/").content.decode()


def test_fine_shows_on_the_page_and_in_its_data(page):
    reader, address = browser(), f"/q/{page.ref}-{page.slug}/"
    before = reader.get(address).content.decode()
    assert "Not reviewed again yet." in before
    assert "lastReviewed" not in before
    review("fine")
    after = reader.get(address).content.decode()
    assert "Last reviewed" in after
    assert '"lastReviewed": "2026-11-25"' in after
    assert "reviewedBy" not in after  # staff who signed nothing are not named
    assert browser().get(f"/api/v1/questions/{page.ref}").json()["reviewed_on"] == "2026-11-25"


def test_a_retraction_waits_for_a_second_reviewer(page):
    review("retract", "Weakness cannot wait.")
    assert page_of(page.ref) is None
    other = staff(Role.REVIEWER)
    listed = other.get("/desk/reviews/").content.decode()
    assert "Retractions to decide" in listed
    assert page.headline in listed


def test_moderators_see_what_waits_and_do_not_decide_it(page):
    client = staff(Role.MODERATOR)
    assert page.headline in client.get("/desk/reviews/").content.decode()
    assert client.get(f"/desk/peer-reviews/{PeerReview.objects.get().pk}/").status_code == 403


def test_the_doctor_stands_by_an_answer_that_is_due(page):
    Publication.objects.update(review_due=NOW.date() - timedelta(days=1))
    doctor, reader = signed_in(page.doctor), browser()
    assert page.headline in doctor.get("/desk/reviews/").content.decode()
    press(doctor, doctor.get(f"/desk/q/{page.ref}/review/"), "Reviewed, still right")
    shown = reader.get(f"/q/{page.ref}-{page.slug}/").content.decode()
    assert f", {page.doctor.name}." in shown[shown.index("Last reviewed") :][:200]
    assert '"reviewedBy"' in shown
    assert "Next review due" in shown
    assert "November 2028" in shown
    said = reader.get(f"/q/{page.ref}-{page.slug}.md").content.decode()
    assert f"Last reviewed 2026-11-25, {page.doctor.name}." in said


def test_a_colleague_reads_and_cannot_confirm(page):
    client = signed_in(story.make_doctor())
    asked = client.get(f"/desk/q/{page.ref}/review/").content.decode()
    assert "Reviewed, still right" not in asked
    assert client.post(f"/desk/q/{page.ref}/review/").status_code == 422
    assert page_of(page.ref).reviewed_on is None


def test_the_number_of_queries_does_not_grow(settings, django_assert_max_num_queries):
    settings.PEER_REVIEW_PERCENT = 100
    doctor = story.make_doctor()
    client, own = staff(Role.REVIEWER), signed_in(doctor)
    for n in range(5):
        story.publish(story.ask(), doctor=doctor, headline=f"A calf, case {n}")
        if n == 2:
            lifecycle.decide_peer_review(
                PeerReview.objects.first(), story.viewer_of(story.make_user(Role.REVIEWER)), outcome="correct",
                note="Mend it.", now=NOW,
            )  # fmt: skip
    Publication.objects.update(review_due=NOW.date())
    with django_assert_max_num_queries(10):
        client.get("/desk/reviews/")
    with django_assert_max_num_queries(8):
        own.get("/desk/reviews/")
