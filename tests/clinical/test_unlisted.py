"""Which names in no department's vocabulary become findings, and that they change nothing else."""

from itertools import pairwise

import pytest

from curbside.clinical.findings import read
from curbside.clinical.findings.reading import find_all


def unlisted(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.status.value) for one in read(text).unlisted]


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("No enthesitis, no dactylitis.", ["enthesitis", "dactylitis"]),
        ("Slit lamp: no cells, no flare.", ["cells", "flare"]),
        ("Urine dip negative for blood, protein, leucocytes and nitrites.", ["protein", "leucocytes"]),
        ("No cough, no fever, no ill contacts.", ["ill contacts"]),
        ("CT KUB: no perinephric stranding.", ["perinephric stranding"]),
        ("He denies fever, homesickness or unrest.", ["homesickness", "unrest"]),
        ("The scan did not show any flow-limiting narrowing.", ["flow-limiting narrowing"]),
        ("Cord signal change: not seen.", ["Cord signal change"]),
        ("Neither pleural thickening nor cavitary change is demonstrated.", ["cavitary change"]),
        ("There was no obvious loss of protective sensation.", ["loss of protective sensation"]),
    ],
)
def test_members_of_denials_are_absent_findings(text: str, absent: list[str]) -> None:
    assert [said for said, status in unlisted(text) if status == "absent"] == absent


@pytest.mark.parametrize(
    "text",
    [
        "I have no idea what this is and no money for a scan.",
        "No change since last week, no further tests planned.",
        "I don't have a car, so no appointment for me.",
        "No fever, eats well, no plans to go away.",
        "My diagnosis was a surprise, I have no choice.",
        "I had no luck with the tablets and no reply from the clinic.",
        "I teach at an academy, no pets, I have no friends here.",
    ],
)
def test_plans_people_and_things_are_no_findings(text: str) -> None:
    assert unlisted(text) == []


def test_a_disease_by_its_ending_is_a_finding_whatever_its_status() -> None:
    assert unlisted("She has trochanteritis of the left hip.") == [("trochanteritis", "present")]
    assert unlisted("He moved into a flat with an aroma of diploma ink.") == []


def test_everyday_words_and_histories_are_told_only_when_denied() -> None:
    assert unlisted("We went on a long haul flight.") == []
    assert unlisted("Denies long haul flights.") == [("long haul flights", "absent")]


def test_a_finding_of_letters_has_its_label_and_term() -> None:
    one = next(iter(read("No oscillopsia.").unlisted))
    assert (one.concept, one.label, one.hpo) == ("oscillopsia", "oscillopsia", "HP:0034773")
    other = next(iter(read("No fever, no zebra disease.").unlisted))
    assert (other.concept, other.hpo) == ("unlisted", None)
    assert other.label == other.text


def test_listed_findings_stay_and_all_stand_in_order() -> None:
    text = "No clubbing, no leuconychia, mild pallor, no koilocyte change."
    reading = read(text)
    assert reading.findings == find_all(text)
    every = reading.every_finding()
    assert [one.start for one in every] == sorted(one.start for one in every)
    assert all(a.end <= b.start for a, b in pairwise(every))


@pytest.mark.parametrize(
    "text", ["", "no", "no ,", "no no no", "without", "denies:", "no " * 500, "沒有 no 發燒", "absent"]
)
def test_any_text_returns(text: str) -> None:
    read(text)
