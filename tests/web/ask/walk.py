"""One asker's way through the pages of asking, forms only."""

from dataclasses import dataclass, field

from django.http import HttpResponse
from django.test import Client

from tests.web import story
from tests.web.forms import press
from tests.web.visitors import strict_browser

EMERGENCY = "My father has crushing chest pain that goes into his left arm and he is sweating and grey."
CRISIS = "I want to kill myself. I have collected the pills."
FULL = {
    "about": {"subject": "self"},
    "age": {"age": "30-39"},
    "sex": {"sex": "female"},
    "pregnancy": {"pregnant": "no"},
    "how-long": {"how_long": "9 days"},
    "medicines": {"medicines": "levothyroxine"},
    "conditions": {"conditions": "asthma"},
    "title": {"title": "Twitching calf in the evening"},
    "alias": {"alias": "Otter"},
    "email": {"email": "someone@example.org"},
    "consent": {"answer": "on", "publish": "on"},
}
SKIPPED = {"consent": {"answer": "on"}}


@dataclass
class Asker:
    """Goes from page to page; `seen` holds the addresses in order."""

    client: Client = field(default_factory=strict_browser)
    seen: list[str] = field(default_factory=list)

    def begins(self, body: str = story.BODY) -> HttpResponse:
        return press(self.client, self.client.get("/ask/"), "Continue", body=body)

    def goes_on(self, page: HttpResponse, answers: dict[str, dict[str, str]]) -> HttpResponse:
        """Continue on every page with `answers` by step, until the check page."""
        for _ in range(20):
            address = page.request["PATH_INFO"]
            self.seen.append(address)
            if address == "/ask/check/":
                return page
            page = press(self.client, page, "Continue", **answers.get(address.split("/")[2], {}))
            assert page.status_code == 200, address
        raise AssertionError(f"no end: {self.seen}")

    def skips_to(self, slug: str) -> HttpResponse:
        """Continue without an answer until the page `slug`."""
        page = self.begins()
        for _ in range(20):
            if page.request["PATH_INFO"] == f"/ask/{slug}/":
                return page
            self.seen.append(page.request["PATH_INFO"])
            page = press(self.client, page, "Continue")
            assert page.status_code == 200, self.seen
        raise AssertionError(f"no such page: {self.seen}")

    def reaches_the_check(self, answers: dict[str, dict[str, str]] = FULL, body: str = story.BODY) -> HttpResponse:
        return self.goes_on(self.begins(body), answers)

    def sends(self, check: HttpResponse) -> HttpResponse:
        return press(self.client, check, "Send my question")
