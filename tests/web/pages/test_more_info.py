"""More info lists each topic and the reply once, with all publishers its sentences lean on."""

from curbside.web.departments.models import Department
from curbside.web.pages.more_info import more_info_of
from curbside.web.publishing.models import Publication


def topic(publisher: str, slug: str = "cough") -> dict[str, str]:
    return {"kind": "topic", "ref": slug, "title": slug.title(), "url": f"/topics/{slug}/", "publisher": publisher}


def reply(number: int) -> dict[str, str]:
    return {"kind": "reply", "ref": f"reply:{number}", "quote": "A cold can do that."}


def test_a_topic_is_listed_once_with_all_its_publishers() -> None:
    page = Publication(
        department=Department(id="neurology"),
        more_info=[
            {"text": "One.", "part": "point", "sources": [reply(1), topic("NHS, CDC")]},
            {"text": "Two.", "part": "point", "sources": [reply(4), topic("MedlinePlus, NHS")]},
            {"text": "Three.", "part": "watch", "sources": [topic("NHS", "asthma")]},
        ],
    )
    shown = more_info_of(page)
    assert shown is not None
    assert [(source.url, source.publisher) for source in shown.sources] == [
        ("#answer", ""),
        ("/topics/cough/", "NHS, CDC, MedlinePlus"),
        ("/topics/asthma/", "NHS"),
    ]
    assert [sentence.marks for sentence in shown.sentences] == [(1, 2), (1, 2), (3,)]


def test_a_sentence_without_a_source_is_left_out() -> None:
    assert (
        more_info_of(Publication(department=Department(id="neurology"), more_info=[{"text": "One.", "sources": []}]))
        is None
    )
