"""Is the demo's made-up content whole and consistent? Reads the YAML only, without Django."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CONTENT = ROOT / "src" / "curbside" / "web" / "demo" / "content"
REFERENCE = Path("/work/shared/reference/qa-page.txt")
DEPARTMENTS = {
    *("family-medicine", "neurology", "neurosurgery", "cardiology", "dermatology", "obstetrics-gynecology"),
    *("psychiatry", "orthopedics", "urology", "ent", "gastroenterology", "pediatrics", "endocrinology"),
    *("dentistry", "ophthalmology", "pulmonology", "rheumatology", "hematology", "oncology", "nephrology"),
    *("infectious-disease", "allergy", "rehabilitation"),
}
DEMO_DAY = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)
NERVE_THEME = re.compile(r"twitch|weak|cramp|tremor|shak|numb|tingl|\bALS\b|\bMS\b|jerk|slaps")
TITLED = re.compile(r"^(?:Hello|Dear),? (?P<title>Mr|Mrs|Ms|Miss|Sir|Madam)\b")
TITLE_SEX = {"Mr": "male", "Sir": "male", "Mrs": "female", "Ms": "female", "Miss": "female", "Madam": "female"}
QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
OWN_AGE = re.compile(r"\bI(?:'m|’m| am)(?: now)?(?: a)? (?P<n>\d{1,2})(?![\d.]| (?:weeks|days|months|kg|cm))(?=[ ,.-])")
TOO_SURE = re.compile(r"\bguarantee|100 ?%|nothing to worry about|you (?:definitely|certainly) have\b")
CLOCKS = re.compile(r"emergency|same day|today or tomorrow|within (?:a day|days|two weeks)|in the next|within")

IDENTIFIERS = (
    *(r"my name is [A-Z]\w+ [A-Z]\w+", r"[A-Z]\d{9}", r"\d{4}-\d{3}-\d{3}", r"@example\.org"),
    *(r"\d+ \w+ Lane", r"General Hospital", r"3 September 2026"),
)


@cache
def load(name: str) -> Any:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))


@cache
def doctors() -> dict[str, dict[str, Any]]:
    return {doctor["slug"]: doctor for doctor in load("doctors.yaml")}


@cache
def answered() -> tuple[dict[str, Any], ...]:
    return tuple(row for path in sorted((CONTENT / "answered").glob("*.yaml")) for row in load(f"answered/{path.name}"))


@cache
def waiting() -> tuple[dict[str, Any], ...]:
    return tuple(load("waiting.yaml"))


def asked_at(row: dict[str, Any]) -> dt.datetime:
    if "asked" in row:
        return dt.datetime.fromisoformat(row["asked"]).replace(tzinfo=dt.UTC)
    return DEMO_DAY - dt.timedelta(hours=row["hours_ago"])


def by_key(rows: tuple[dict[str, Any], ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", rows, ids=[row["key"] for row in rows])


def follow_ups() -> Iterator[dict[str, Any]]:
    return (row for row in answered() + waiting() if row["follow_up_of"])


def test_there_is_enough_of_everything() -> None:
    spread = Counter(row["department"] for row in answered())
    nerve = [row for row in answered() if row["department"] == "neurology"]
    themed = [row for row in nerve if NERVE_THEME.search(row["title"] + row["body"])]
    assert len(answered()) >= 80
    assert len(spread) >= 14
    assert len([count for count in spread.values() if count >= 4]) >= 14
    assert len(themed) >= 14
    assert len({row["reply"]["doctor"] for row in themed}) >= 3
    assert len(doctors()) == len(load("doctors.yaml")) == 12
    assert len(waiting()) == 12
    assert len(load("text_blocks.yaml")) == 8


def test_keys_and_headlines_are_unique() -> None:
    rows = answered() + waiting()
    blocks = load("text_blocks.yaml")
    keys = [row["key"] for row in (*rows, *blocks)]
    for values in (keys, [row["title"] for row in rows], [row["body"] for row in rows]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_files_are_named_after_the_department_of_their_rows() -> None:
    for path in (CONTENT / "answered").glob("*.yaml"):
        assert {row["department"] for row in load(f"answered/{path.name}")} == {path.stem}


def test_doctors_have_a_whole_record() -> None:
    licences = [doctor["licence"] for doctor in doctors().values()]
    assert len(set(licences)) == 12
    assert all(re.fullmatch(r"DEMO-\d{4}", licence) for licence in licences)
    assert len({department for doctor in doctors().values() for department in doctor["departments"]}) >= 14
    assert sum("neurology" in doctor["departments"] for doctor in doctors().values()) >= 3
    for doctor in doctors().values():
        assert doctor["name"].startswith("Dr. ")
        assert doctor["institution_department"].startswith("Department of ")
        assert set(doctor["departments"]) <= DEPARTMENTS
        assert all(doctor[name] for name in ("institution", "languages", "bio"))
        assert doctor["joined"].year == 2025


def test_no_doctor_is_named_on_the_reference_page() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference page is not here")
    page = REFERENCE.read_text(encoding="utf-8").lower()
    names = [doctor["name"].removeprefix("Dr. ").lower() for doctor in doctors().values()]
    assert [name for name in names if name in page] == []


def test_follow_ups_continue_an_earlier_question_of_the_same_person() -> None:
    earlier = {row["key"]: row for row in answered()}
    rows = list(follow_ups())
    assert len(rows) >= 5
    for row in rows:
        first = earlier[row["follow_up_of"]]
        replied = asked_at(first) + dt.timedelta(hours=first["reply"]["hours"])
        assert asked_at(row) > replied, row["key"]
        for name in ("alias", "subject", "sex", "age_years", "department"):
            assert row[name] == first[name], (row["key"], name)


@by_key(answered() + waiting())
def test_a_question_is_well_formed(row: dict[str, Any]) -> None:
    assert 0 < len(row["title"].strip()) <= 90
    assert 60 <= len(row["body"].split()) <= 180
    assert "\n\n" in row["body"]
    assert row["subject"] in {"self", "child", "parent", "partner", "other"}
    assert row["sex"] in {"female", "male", ""}
    assert row["age_years"] is None or 0 <= row["age_years"] <= 105
    assert row["department"] in DEPARTMENTS
    assert row["alias"] == "" or re.fullmatch(r"[A-Z][\w-]+ [A-Z][\w-]+", row["alias"])


@by_key(answered() + waiting())
def test_the_age_in_the_text_is_the_age_of_the_record(row: dict[str, Any]) -> None:
    said = {int(hit["n"]) for hit in OWN_AGE.finditer(row["body"])}
    if row["subject"] == "self" and said:
        assert row["age_years"] in said


def test_headlines_are_specific_unique_and_not_the_askers_title() -> None:
    headlines = [row["headline"] for row in answered()]
    assert len(set(headlines)) == len(headlines)
    for row in answered():
        assert row["headline"] != row["title"]
        assert 20 <= len(row["headline"]) <= 90
        assert not re.search(r"\b\d{2} ?-?years?\b", row["headline"])


@by_key(answered())
def test_the_reply_comes_after_the_question_from_a_doctor_of_that_department(row: dict[str, Any]) -> None:
    doctor = doctors()[row["reply"]["doctor"]]
    replied = asked_at(row) + dt.timedelta(hours=row["reply"]["hours"])
    assert row["department"] in doctor["departments"]
    assert 0 < row["reply"]["hours"] <= 40
    assert dt.date(2025, 11, 1) <= asked_at(row).date() <= dt.date(2026, 11, 20)
    assert replied.date() >= doctor["joined"]
    assert min(row["helped"]["yes"], row["helped"]["no"]) >= 0


@by_key(answered())
def test_the_reply_greets_from_the_record_and_is_signed_from_it(row: dict[str, Any]) -> None:
    doctor, text = doctors()[row["reply"]["doctor"]], row["reply"]["text"]
    lines = text.splitlines()
    assert lines[-1] == f"{doctor['name']}, {doctor['institution_department']}, {doctor['institution']}"
    title = TITLED.match(lines[0])
    if title:
        assert TITLE_SEX[title["title"]] == row["sex"]
    else:
        assert lines[0] == (f"Hello {row['alias']}," if row["alias"] else "Hello,")


@by_key(answered())
def test_the_reply_says_enough_and_when_to_go(row: dict[str, Any]) -> None:
    text = row["reply"]["text"]
    assert 90 <= len(text.split()) <= 220
    assert CLOCKS.search(text)
    assert re.search(r"\*\*[^*]*(?:[Gg]o |[Cc]all|[Ss]ee |[Rr]ing|[Bb]ook|[Ii]f )", text)
    assert not TOO_SURE.search(text)


@by_key(answered())
def test_the_reply_does_not_give_away_the_age_the_page_generalises(row: dict[str, Any]) -> None:
    age = row["age_years"]
    exact = rf"\b(?:at|aged?|of) {age}\b(?! (?:weeks|days|months|mg|mm|cm|kg|%|percent))|\b{age}[ -]years?[ -]old"
    assert age is None or re.findall(exact, row["headline"] + "\n" + row["reply"]["text"]) == []


@by_key(answered())
def test_quotation_marks_hold_only_words_of_the_question(row: dict[str, Any]) -> None:
    asked = row["title"] + "\n" + row["body"]
    assert [quoted for quoted in QUOTED.findall(row["reply"]["text"]) if quoted.strip(".,") not in asked] == []


def test_the_queue_shows_the_cases_the_desk_is_built_for() -> None:
    by_name = {row["key"]: row for row in waiting()}
    assert all("reply" not in row and 0 < row["hours_ago"] < 72 for row in waiting())
    assert any(row["follow_up_of"] for row in waiting())
    assert any(row["age_years"] < 16 for row in waiting())
    assert len({row["department"] for row in waiting()}) >= 8
    assert re.search(r"\bALS\b", by_name["wait-twitch-calf-als-fear"]["body"])
    assert "fever" in by_name["wait-fever-flank-pain"]["body"]
    named = by_name["wait-full-of-names"]["body"]
    for identifier in IDENTIFIERS:
        assert re.search(identifier, named), identifier


def test_only_the_row_made_for_it_holds_contact_details() -> None:
    contact = re.compile(r"@|https?://|\b\d{3,4}[- ]\d{3,4}[- ]?\d{3,4}\b|\b[A-Z]\d{9}\b")
    assert [row["key"] for row in answered() + waiting() if contact.search(row["body"])] == ["wait-full-of-names"]


@by_key(tuple(load("text_blocks.yaml")))
def test_a_text_block_has_an_owner_of_its_department_sources_and_a_review_date(row: dict[str, Any]) -> None:
    assert row["department"] in doctors()[row["owner"]]["departments"]
    assert len(row["text"].split()) >= 40
    assert row["version"] == 1
    assert row["review_due"] > DEMO_DAY.date()
    assert row["sources"]
    assert all(source["title"] and source["url"].startswith("https://") for source in row["sources"])


def test_the_readme_says_that_all_is_made_up() -> None:
    assert "Everything in this folder is made up" in (CONTENT / "README.md").read_text(encoding="utf-8")
