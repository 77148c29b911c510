"""What tells who somebody is, in forms that other hands use: ages, days, jobs, places, numbers; and their doubles.

The sentences are made up for this file.
"""

import pytest

from curbside.clinical.privacy import IdentifierType, redact
from curbside.clinical.privacy.age_charts import say_lone_age


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("my mother has 81 anos and a sore leg", "81 anos"),
        ("ele tem 3 anos e 2 meses, febre", "2 meses"),
        ("she's four and a quarter and coughs", "four and a quarter"),
        ("i think shes 14. what now", "14"),
        ("My aunt has 58, she limps.", "58"),
        ("I turned fifty-one on Monday and ache.", "fifty-one"),
        ("pupil Keziah (12) fainted", "12"),
        ("Kid's age: 13 weeks.", "13 weeks"),
        ("I am 58 exactly, and tired.", "58"),
        ("the wound, since Good Friday 2021, is open", "Good Friday 2021"),
        ("I fly home on the 9th, is that safe?", "9th"),
        ("off sick 14.3. to 21.3. with flu", "14.3."),
        ("It began on the 12th of Shawwal.", "Shawwal"),
        ("plate reads, I mean the plate LMT 447 QB, was his", "LMT 447 QB"),
        ("the session came from 2001:db8:9a40::1f2c at night", "2001:db8"),
        ("My file is under certificate RX 7741 0925.", "7741 0925"),
        ("write to me, I post there (nadia.bakes.rye)", "nadia.bakes.rye"),
        ("Patient: ZHAO Meilin\nChest pain", "ZHAO"),
        ("Pupil Fatima B. had it twice.", "B."),
        ("My sister is in HMP Thornley since May.", "HMP Thornley"),
        ("He goes to Masjid Al-Rahma to pray.", "Masjid"),
        ("The people at Riverbend Peds said wait.", "Riverbend"),
        ("We live at Apt 4/1, 18 Corran Crescent, third floor.", "third floor"),
        ("We are at Lot C4, Pine Hollow housing", "Pine Hollow"),
        ("my zip is 97402", "97402"),
    ],
)
def test_what_tells_who_it_is_goes(text: str, told: str) -> None:
    published = redact(text, learned=False).text
    assert told not in published
    assert redact(published, learned=False).spans == ()


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("I am the only farrier between Ardmore and Kells, so hush.", "farrier"),
        ("Being cook to the Sultan of Marovia, I taste a lot.", "Sultan"),
        ("My father, keeper of the great clock in town, coughs.", "great clock"),
        ("I'm a muezzin at the old mosque and hoarse.", "muezzin"),
    ],
)
def test_jobs_that_few_hold_go_with_whom_they_serve(text: str, job: str) -> None:
    found = redact(text, learned=False)
    assert job not in found.text
    assert IdentifierType.OCCUPATION_RARE in {span.type for span in found.spans}


@pytest.mark.parametrize(
    "text",
    [
        "CR2032 swallowed, honey or not?",
        "Batch 22K0417 smells odd.",
        "sertraline 50. Gap of how many days?",
        "Plumber, 30 years of kneeling. Both knees click.",
        "Measles, 2 doses. Do I need more?",
        "Seattle protocol, next scope in three years?",
        "She is 33 kilo and eats little.",
        "age 60 plus, is the jab free?",
        "Lipase, LDH 251, AMY 29: which one counts?",
        "Plaster of Paris got wet. Elvis Presley had it too, they say.",
        "I'm a carer to the best of my strength.",
        "The last time in March was worse, the only thing that helped was ice.",
        "Bishop 4, waters clear.",
        "The drip is up by 20 cm. Close the clamp?",
        "It was the 4th.",
        "a fever of 101.8-100.8 since noon",
        "I had 2 on the 2nd centile.",
        "The tablet is on at 12:30:45 each day.",
    ],
)
def test_what_sounds_so_and_names_nobody_stays(text: str) -> None:
    assert redact(text, learned=False).text == text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("blue lips, he is fine. 82 on the finger clip.", "82"),
        ("FeNO 61, worse at work", "61"),
        ("kidneys at 41. Whose field is it?", "41"),
        ("temp since noon? 39. He sleeps.", "39"),
        ("pregnant 22 weeks, hand and foot rash", "22 weeks"),
        ("She's 40+5, every 4 min.", "40"),
        ("38 wks, waters clear", "38 wks"),
        ("for 31 years clockmaker", "31 years"),
        ("I'm four foot eleven and a half.", "eleven and a half"),
    ],
)
def test_a_value_of_the_body_is_no_age_whatever_the_layers_say(text: str, number: str) -> None:
    at = text.index(number)
    assert say_lone_age(text, at, at + len(number)) is None


def test_whoever_is_presented_by_a_singers_name_is_hidden() -> None:
    assert "Elvis" not in redact("My name is Elvis Presley. Knee pain.", learned=False).text


def test_an_age_that_the_layers_point_at_becomes_its_group() -> None:
    text = "He breathes badly. 22 months. Dose 5 ml, BP 120/80."
    span = say_lone_age(text, text.index("22"), text.index("22") + 2)
    assert span is not None
    assert (span.text, span.replacement) == ("22 months", "between 1 and 4")
    assert say_lone_age(text, text.index("5 ml"), text.index("5 ml") + 1) is None
    assert say_lone_age(text, text.index("80"), text.index("80") + 2) is None
    assert say_lone_age("no number", 0, 2) is None
    band = "he is between 10 and 15, or under 3 months"
    assert [say_lone_age(band, band.index(n), band.index(n) + len(n)) for n in ("10", "15", "3 months")] == [None] * 3
