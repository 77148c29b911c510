"""The printed passwords of the demo open the demo and nothing else."""

import pytest
from django.test import Client

from curbside.web.accounts.actions import add_user
from curbside.web.accounts.adapters import DEMO_DOMAIN
from curbside.web.demo import load
from tests.web import story

pytestmark = pytest.mark.django_db
WHO = {"login": f"moderator{DEMO_DOMAIN}", "password": load.PASSWORD}


@pytest.fixture(autouse=True)
def demo_moderator():
    return add_user(WHO["login"], "Demo Moderator", password=load.PASSWORD, actor="test", now=story.NOW)


def test_in_the_demo_they_open(settings):
    settings.DEMO = True
    client = Client()
    assert client.post("/accounts/login/", WHO).status_code == 302
    assert "_auth_user_id" in client.session


def test_anywhere_else_they_do_not(settings):
    settings.DEMO = False
    client = Client()
    page = client.post("/accounts/login/", WHO)
    assert page.status_code == 403
    assert "demo mode only" in page.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_content_is_refused_in_production(settings):
    settings.PRODUCTION = True
    with pytest.raises(load.DemoRefused):
        load.load_demo(now=story.NOW)
