"""What is read from a question: status, site, side, time, severity, functions, fears; for any text, in time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curbside.clinical.findings import Finding, Status, read
from tests.pace import idle_seconds

PAGE = Path("/work/shared/reference/qa-page.txt")


def found(text: str, concept: str) -> Finding:
    return next(finding for finding in read(text).findings if finding.concept == concept)


@pytest.mark.parametrize(
    ("text", "concept", "status"),
    [
        ("I have a headache.", "headache", Status.PRESENT),
        ("My head has been pounding all day.", "headache", Status.PRESENT),
        ("I do not have a fever.", "fever", Status.ABSENT),
        ("There is no rash and no itching.", "rash", Status.ABSENT),
        ("I am having diarrhoea and stomach cramps.", "diarrhea", Status.PRESENT),
        ("My grandmother had breast cancer.", "breast-cancer", Status.FAMILY),
        ("I am worried it might be a brain tumour.", "brain-tumor", Status.FEARED),
        ("Could this be leukemia?", "leukemia", Status.FEARED),
        ("I was diagnosed with lymphoma and I am tired.", "lymphoma", Status.PRESENT),
        ("I am worried about the lump in my breast.", "breast-lump", Status.PRESENT),
        ("My daughter has a cough.", "cough", Status.PRESENT),
        ("I take metformin every day.", "metformin", Status.PRESENT),
        ("I have terrible headahces.", "headache", Status.PRESENT),
        ("My gums bleed when I brush.", "bleeding-gums", Status.PRESENT),
        ("I missed my period.", "missed-period", Status.PRESENT),
    ],
)
def test_status(text: str, concept: str, status: Status) -> None:
    assert found(text, concept).status is status


@pytest.mark.parametrize(
    ("text", "concept", "preserved", "status"),
    [
        ("I can still jump rope.", "jumping", True, Status.ABSENT),
        ("I have no difficulty swallowing.", "swallowing", True, Status.ABSENT),
        ("I climb stairs without any problems.", "stairs", True, Status.ABSENT),
        ("I cannot swallow solid food.", "swallowing", False, Status.PRESENT),
        ("I have trouble walking since the fall.", "walking", False, Status.PRESENT),
        ("Walking is difficult.", "walking", False, Status.PRESENT),
    ],
)
def test_functions_lost_and_kept(text: str, concept: str, preserved: bool, status: Status) -> None:
    finding = found(text, concept)
    assert (finding.preserved, finding.status) == (preserved, status)


def test_a_bare_mention_of_a_function_says_nothing() -> None:
    assert "walking" not in {finding.concept for finding in read("It started on a walk.").findings}


@pytest.mark.parametrize(
    ("text", "concept", "side", "site"),
    [
        ("My left knee hurts.", "knee-pain", "left", "knee"),
        ("There is numbness in my right hand.", "numbness", "right", "hand"),
        ("I have a rash on both legs.", "rash", "both", "leg"),
        ("Right now I have pain in my hip.", "hip-pain", None, "hip"),
    ],
)
def test_side_and_site(text: str, concept: str, side: str | None, site: str) -> None:
    finding = found(text, concept)
    assert (finding.side, finding.site) == (side, site)


@pytest.mark.parametrize(
    ("text", "concept", "onset", "duration"),
    [
        ("I have had a headache for 3 days.", "headache", None, "3 days"),
        ("The cough started two weeks ago.", "cough", "two weeks ago", None),
        ("I have had a headache for 3 days and a fever since yesterday.", "fever", "since yesterday", None),
        ("In the past few months my knee hurts.", "knee-pain", None, "past few months"),
    ],
)
def test_time(text: str, concept: str, onset: str | None, duration: str | None) -> None:
    finding = found(text, concept)
    assert (finding.onset, finding.duration) == (onset, duration)


@pytest.mark.parametrize(
    ("text", "concept", "status", "side", "onset", "duration"),
    [
        ("我頭痛三天了。", "headache", Status.PRESENT, None, None, "三天"),
        ("我沒有發燒，但是一直咳嗽。", "fever", Status.ABSENT, None, None, None),
        ("兩週前左膝蓋痛。", "knee-pain", Status.PRESENT, "left", "兩週前", None),
        ("我擔心是漸凍症。", "als", Status.FEARED, None, None, None),
    ],
)
def test_chinese(
    text: str, concept: str, status: Status, side: str | None, onset: str | None, duration: str | None
) -> None:
    finding = found(text, concept)
    assert (finding.status, finding.side, finding.onset, finding.duration) == (status, side, onset, duration)


@pytest.mark.parametrize(
    ("text", "concept", "status"),
    [
        ("My knee doesn't hurt.", "knee-pain", Status.ABSENT),
        ("After the operation my belly is swollen.", "surgery", Status.PAST),
        ("Do I need a tetanus shot?", "vaccination", Status.HYPOTHETICAL),
        ("Is psoriasis contagious?", "psoriasis", Status.HYPOTHETICAL),
        ("My dad had a stroke; his speech is slurred.", "slurred-speech", Status.PRESENT),
        ("I was dizzy last month but that has gone.", "dizziness", Status.PAST),
    ],
)
def test_half_said(text: str, concept: str, status: Status) -> None:
    assert found(text, concept).status is status


def test_severity() -> None:
    assert found("I have slight weakness in my arm.", "weakness").severity == "mild"
    assert found("I have an excruciating headache.", "headache").severity == "severe"


def test_given_facts_win() -> None:
    reading = read("My 4 year old son has a cough.", age_years=5, sex="female", subject="other")
    assert (reading.age_years, reading.sex, reading.subject) == (5, "female", "other")


@pytest.mark.skipif(not PAGE.exists(), reason="the reference page is not on this machine")
def test_reference_question() -> None:
    page = PAGE.read_text(encoding="utf-8")
    reading = read(page[page.index("Hello Doctor, I am 21") : page.index("Mian, 20")])
    first = {finding.concept: finding for finding in reversed(reading.findings)}
    assert (first["twitching"].status, first["twitching"].site) == (Status.PRESENT, "knee")
    weakness = first["weakness"]
    assert (weakness.status, weakness.side, weakness.site, weakness.severity) == (
        Status.PRESENT,
        "right",
        "leg",
        "mild",
    )
    assert weakness.duration == "past few days"
    assert all(first[kept].preserved for kept in ("jumping", "swallowing", "chopsticks"))
    assert (first["cold"].status, first["cold"].onset) == (Status.PAST, "About a week ago")
    assert [concern.concept for concern in reading.concerns] == ["als"]
    assert reading.age_years == 21


PIECES = ["pain", "no", "my", "left", "knee", "can't", "swallow", "for 3 days", "ALS", ",", ".", "頭痛"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_any_text_returns_spans_inside_it(text: str) -> None:
    for finding in read(text).findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "not difficult ",
        "for a few ",
        "headachzq ",
        ", and ",
        "can still ",
        "pain ",
        "walk ",
        "worried about cancer ",
    ],
)
def test_ten_kilobytes_of_hostile_text_take_no_time(unit: str) -> None:
    read("warm")
    # Texts that nobody has read before: what is remembered would be measured instead.
    assert idle_seconds(lambda number: read(f"{number} {unit * 10_000}"[:10_000])) < 0.2
