"""An operator's library comes in once, with its licence, and is cited where it says the same."""

from pathlib import Path

import pytest

from curbside.drafting.library import read_medlineplus, read_medquad
from curbside.errors import BadInput
from curbside.web import lifecycle
from curbside.web.audit.models import AuditEntry
from curbside.web.library.actions import Imported
from curbside.web.library.models import LibraryText
from curbside.web.library.queries import passages_about
from tests.drafting.test_library import MEDLINEPLUS, MEDQUAD
from tests.web import story
from tests.web.story import NOW

pytestmark = pytest.mark.django_db
REPLY = (
    "Hello,\n\nTwitching like this is most often benign fasciculation, and stress can bring it on. Caffeine makes "
    "nerves fire more easily, so try less coffee. A blood test can look at the thyroid and the body salts.\n\n"
    "See a doctor within two weeks if it goes on. Call an ambulance if the leg suddenly becomes weak.\n"
)


def bring_in(found, told=None):
    return lifecycle.import_library(found, name="made-up", now=NOW, tell=(told if told is not None else []).append)


@pytest.fixture
def medquad(tmp_path: Path) -> Path:
    (tmp_path / "0000900.xml").write_text(MEDQUAD)
    return tmp_path


def test_a_library_comes_in_once(medquad):
    assert bring_in(read_medquad(medquad)) == Imported(added=1)
    assert bring_in(read_medquad(medquad)) == Imported(same=1)
    (medquad / "0000900.xml").write_text(MEDQUAD.replace("within the hour", "within a few minutes"))
    assert bring_in(read_medquad(medquad)) == Imported(changed=1)
    text = LibraryText.objects.get()
    assert (text.licence, text.url) == ("CC BY 4.0", "https://example.org/hiccups")
    assert "a few minutes" in text.text
    assert AuditEntry.objects.filter(action="library.import").count() == 3


def test_what_cannot_be_read_is_told_and_counted():
    told = []
    assert bring_in([BadInput("a.xml cannot be read")], told) == Imported(unread=1)
    assert told == ["a.xml cannot be read"]


def test_texts_are_found_by_any_of_their_names(medquad, tmp_path):
    (tmp_path / "m.xml").write_text(MEDLINEPLUS)
    bring_in(read_medquad(medquad / "0000900.xml"))
    bring_in(read_medlineplus(tmp_path / "m.xml"))
    assert {p.ref for p in passages_about(["hiccough"])} == {"medquad:0000900-1"}
    assert next(p.ref for p in passages_about(["singultus", "hiccups"])) == "medlineplus:90001"
    assert passages_about(["tremor"]) == ()
    assert passages_about([]) == ()


def explained(doctor):
    question, viewer = story.ask(), story.viewer_of_doctor(doctor)
    lifecycle.claim_question(question, viewer, now=NOW)
    _, explanation = lifecycle.look_over_reply(question, viewer, REPLY, now=NOW)
    return question, explanation.sentences


def test_a_text_that_says_the_same_is_cited_with_its_licence(tmp_path, django_assert_max_num_queries):
    story.load_knowledge()
    doctor = story.make_doctor()
    _, plain = explained(doctor)
    of_a_topic = next(each for each in plain if "topic" in {source["kind"] for source in each["sources"]})
    same = f"<Answer>{of_a_topic['text']} A hiccup"
    about = MEDQUAD.replace("<Focus>Hiccups", "<Focus>Benign fasciculation")
    (tmp_path / "m.xml").write_text(about.replace("<Answer>A hiccup", same))
    bring_in(read_medquad(tmp_path / "m.xml"))
    question, cited = explained(doctor)
    corroborated = next(each for each in cited if each["text"] == of_a_topic["text"])
    kinds = {source["kind"]: source for source in corroborated["sources"]}
    assert set(kinds) == {"reply", "topic", "library"}
    assert kinds["library"]["publisher"] == "MADEUP (MedQuAD), CC BY 4.0"
    with django_assert_max_num_queries(4):
        lifecycle.citable(question, REPLY)
