"""What a reader may send about a page: useful or not, and a report. No cookie, and not from another site."""

import pytest
from django.test import Client

from curbside.web.publishing.models import ErrorReport
from tests.web.pages.shelf import path_of, shelve, take_down

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


def test_useful_is_counted_without_a_cookie(client: Client) -> None:
    page = shelve()
    for answer, counts in (("yes", (1, 0)), ("no", (1, 1))):
        response = client.post(f"{path_of(page)}useful/", {"useful": answer}, headers=OURS)
        assert response.status_code == 302
        assert not response.cookies
        page.refresh_from_db()
        assert (page.useful_yes, page.useful_no) == counts
    assert "Thank you" in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}])
def test_other_sites_cannot_vote_or_report(client: Client, headers: dict[str, str]) -> None:
    page = shelve()
    assert client.post(f"{path_of(page)}useful/", {"useful": "yes"}, headers=headers).status_code == 403
    report = {"kind": "medical", "text": "Wrong dose"}
    assert client.post(f"{path_of(page)}report/", report, headers=headers).status_code == 403
    page.refresh_from_db()
    assert page.useful_yes == 0
    assert not ErrorReport.objects.exists()


def test_other_answers_are_refused(client: Client) -> None:
    page = shelve()
    assert client.post(f"{path_of(page)}useful/", {"useful": "maybe"}, headers=OURS).status_code == 400
    assert client.get(f"{path_of(page)}useful/").status_code == 405


def test_report_is_kept_for_moderators(client: Client) -> None:
    page = shelve()
    assert "Report a medical error" in client.get(f"{path_of(page)}report/").content.decode()
    response = client.post(
        f"{path_of(page)}report/", {"kind": "medical", "text": "Two weeks is too long."}, headers=OURS
    )
    report = ErrorReport.objects.get()
    assert (report.publication_id, report.kind, report.text) == (page.pk, "medical", "Two weeks is too long.")
    assert not response.cookies
    assert "Thank you" in client.get(response["Location"]).content.decode()


def test_empty_report_says_what_is_missing_and_keeps_the_rest(client: Client) -> None:
    page = shelve()
    response = client.post(f"{path_of(page)}report/", {"kind": "privacy", "text": " "}, headers=OURS)
    html = response.content.decode()
    assert response.status_code == 400
    assert "<title>Error: Report" in html
    assert html.count("Say in a sentence or two what is wrong") == 2
    assert 'value="privacy" id="id_kind_1" checked' in html


@pytest.mark.parametrize("deed", ["useful", "report"])
def test_nothing_can_be_sent_about_a_withdrawn_page(client: Client, deed: str) -> None:
    page = shelve()
    take_down(page)
    response = client.post(f"{path_of(page)}{deed}/", {"useful": "yes", "kind": "other", "text": "x"}, headers=OURS)
    assert response.status_code == 404
