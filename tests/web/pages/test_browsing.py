"""Home, topics, departments, doctors, corrections and the pages about the site."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from curbside.web.accounts.models import Doctor
from curbside.web.publishing.models import Publication
from tests.web.pages.shelf import correct, make_topic, path_of, shelf_of, shelve, take_down
from tests.web.story import NOW, make_department, make_doctor

pytestmark = pytest.mark.django_db
FIXED = [
    "/",
    "/topics/",
    "/departments/",
    "/corrections/",
    "/about/verify/",
    "/about/privacy/",
    "/about/accessibility/",
]


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    assert not response.cookies
    assert "ETag" in response
    return response.content.decode()


@pytest.mark.parametrize("path", FIXED)
def test_every_page_stands_on_an_empty_site(client: Client, path: str) -> None:
    html = text_of(client, path)
    assert html.count("<h1") == 1
    assert f'<link rel="canonical" href="http://testserver{path}">' in html


@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/", 5),
        ("/topics/", 2),
        ("/departments/", 4),
        ("/topics/muscle-twitching/", 6),
        ("/departments/neurology/", 8),
        ("/doctors/{doctor}/", 5),
        ("/corrections/", 4),
        ("/feed.atom", 3),
        ("/sitemap.xml", 2),
        ("/sitemap-answers-1.xml", 2),
        ("/sitemap-site.xml", 4),
        ("/llms.txt", 4),
    ],
)
@pytest.mark.parametrize("rows", [1, 20])
def test_queries_do_not_grow_with_rows(
    client: Client, path: str, queries: int, rows: int, django_assert_num_queries: object
) -> None:
    pages = shelf_of(rows, topics=(make_topic(),))
    for n in range(rows - 1):
        make_topic(f"other-{n}", f"Other topic {n}")
        make_department(f"other-{n}", f"Other {n}")
    for page in pages:
        correct(page, "Mended.")
    with django_assert_num_queries(queries):  # type: ignore[operator]
        response = client.get(path.format(doctor=pages[0].doctor.slug))
    assert response.status_code == 200


def test_home_offers_to_ask_before_anything_else(client: Client) -> None:
    shelf_of(10)
    html = text_of(client, "/")
    assert html.index('action="/ask/"') < html.index("/departments/neurology/") < html.index("Newest answers</h2>")
    assert 'name="body"' in html
    assert "<strong>10</strong>" in html
    assert "about 5 hours" in html


def test_waits_are_not_shown_from_a_handful_of_answers(client: Client) -> None:
    shelf_of(9)
    assert "about 5 hours" not in text_of(client, "/")


def test_topic_page_cites_every_claim_and_links_none_in_the_emergency_card(client: Client) -> None:
    page = shelve(topics=(make_topic(),))
    html = text_of(client, "/topics/muscle-twitching/")
    assert "Small movements of a muscle.<sup>" in html
    assert "Not yet reviewed by a clinician" in html
    card = html[html.index('class="care now"') :].split("</section>")[0]
    assert "you cannot move the leg" in card
    assert [part.split('"')[0] for part in card.split('href="')[1:] if not part.startswith("tel:")] == []
    assert path_of(page) in html
    assert 'href="https://example.org/t"' in html


def test_most_useful_answers_come_first_and_only_useful_ones(client: Client) -> None:
    topic = make_topic()
    liked = shelve(headline="Liked", topics=(topic,), useful_yes=9)
    shelve(headline="Disliked", topics=(topic,), useful_no=3)
    html = text_of(client, "/topics/muscle-twitching/")
    useful = html[html.index("Most useful answers") : html.index("Common causes")]
    assert path_of(liked) in useful
    assert "Disliked" not in useful


def test_department_page_names_its_doctors(client: Client) -> None:
    page = shelve()
    make_doctor("neurology", name="Dr. Not Verified", verified=False)
    html = text_of(client, "/departments/neurology/")
    assert f'href="/doctors/{page.doctor.slug}/"' in html
    assert "Dr. Not Verified" not in html
    assert "/ask/?department=neurology" in html


def test_doctor_page_survives_the_end_of_verification(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    page = shelve()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    path = f"/doctors/{page.doctor.slug}/"
    assert "Checked by two people" in text_of(client, path)
    Doctor.objects.filter(pk=page.doctor_id).update(verification_expires_on=NOW.date() - timedelta(days=1))
    cache.clear()
    html = text_of(client, path)
    assert "Checked by two people" not in html
    assert "Does not answer here now" in html
    assert page.headline in html


def test_a_doctor_never_verified_has_no_page(client: Client) -> None:
    assert client.get(f"/doctors/{make_doctor(verified=False).slug}/").status_code == 404


@pytest.mark.parametrize("path", ["/topics/none/", "/departments/none/", "/doctors/none/"])
def test_unknown_addresses_are_not_found(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_corrections_are_public_and_withdrawn_words_are_not(client: Client) -> None:
    page = shelve(headline="Mended answer")
    correct(page, "It is two weeks.")
    gone = shelve(headline="A headline to forget")
    correct(gone, "The dose was mended.")
    take_down(gone, reason="It named somebody.")
    html = text_of(client, "/corrections/")
    assert "It is two weeks." in html
    assert page.headline in html
    assert "The dose was mended." in html
    assert html.count("A page that was taken down") == 1
    assert "forget" not in html
    assert gone.ref not in html


def test_why_a_page_was_taken_down_stays_inside(client: Client) -> None:
    gone = shelve()
    take_down(gone, reason="It named somebody.")
    html = text_of(client, "/corrections/")
    assert "Taken down" in html
    assert "25 November 2026" in html
    assert "named somebody" not in html


def test_lists_are_cut_into_pages(client: Client) -> None:
    shelf_of(25)
    html = text_of(client, "/departments/neurology/?page=2")
    assert html.count('class="entry"') == 5
    assert 'rel="prev"' in html
    assert text_of(client, "/departments/neurology/?page=nonsense").count('class="entry"') == 20


@pytest.mark.parametrize("path", ["/", "/departments/neurology/", "/topics/muscle-twitching/", "/doctors/{doctor}/"])
def test_what_is_not_public_is_in_no_list(client: Client, path: str) -> None:
    page = shelve(headline="A headline to forget", topics=(make_topic(),))
    assert "to forget" in text_of(client, path.format(doctor=page.doctor.slug))
    take_down(page)
    assert "to forget" not in text_of(client, path.format(doctor=page.doctor.slug))
    assert Publication.objects.exists()


def test_the_privacy_page_names_the_cookies_there_are(client: Client) -> None:
    html = text_of(client, "/about/privacy/")
    client.get("/ask/")
    client.get("/accounts/login/")
    given = client.cookies
    assert given
    for name in given:
        assert f"<code>{name}</code>" in html
        assert int(given[name]["max-age"] or 0) in (0, 12 * 3600)
    assert html.count("<code>") == 2
    assert html.count("It ends after 12 hours") == 2


def test_no_about_page_says_that_a_clinician_reviewed(client: Client) -> None:
    said = text_of(client, "/about/verify/")
    assert "they do not check the medicine" in said
    assert "Reviewed by" not in said
