"""Pictures of every kind of page, for people to look at: phone and desktop, light and dark, one printed."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPage
from tests.browser.tour import every_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FOLDER = Path(os.environ.get("CURBSIDE_SCREENSHOTS", ""))
VIEWS = (
    ("desktop", 1280, "light"),
    ("phone-dark", 390, "dark"),
    ("phone", 390, "light"),
    ("desktop-dark", 1280, "dark"),
)


# The accessibility test makes the same tour and judges it; these are for eyes, and 260 pictures cost minutes.
@pytest.mark.skipif(not os.environ.get("CURBSIDE_SCREENSHOTS"), reason="make screenshots takes them")
def test_pictures_of_every_page(new_page: NewPage) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken: list[Path] = []

    def look(name: str, page: Page) -> None:
        for view, width, scheme in VIEWS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            taken.append(picture(page, f"{name}-{view}"))
        if name == "question":
            page.emulate_media(media="print", color_scheme="light")
            taken.append(picture(page, f"{name}-print"))
        page.emulate_media(media="screen", color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})

    every_page(new_page, look)
    assert len(taken) >= 65 * len(VIEWS)
    assert all(path.stat().st_size > 2_000 for path in taken)


def picture(page: Page, name: str) -> Path:
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, full_page=True)
    return path
