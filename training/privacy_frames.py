"""Fills the frames of corpora/privacy/frames with made-up people, places and numbers: many marked texts from one frame.

A slot in braces stands for an identifier (`{n}` a name, `{addr}` an address, …; see MAKERS and KINDS) or for harmless
material of pools.yaml (`{drug}`, `{q}` a question). A slot in small letters is typed so, one with a capital keeps its
capitals. Frames go whole to one split, by hash; so do names, towns and labels, so that the tune split meets words that
no text of the train split holds.

    PYTHONPATH=src /tmp/training/bin/python training/privacy_frames.py /tmp/frames.jsonl

writes 900 filled frames of both splits for `curbside evaluate redact`. Names and addresses are drawn by Faker (MIT) in
some seventy locales and romanised by anyascii (ISC); both are needed here only.
"""

import json
import random
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import yaml
from anyascii import anyascii
from faker import Faker
from faker.config import AVAILABLE_LOCALES
from reader_corpus import TAGS, Example, Span

FRAMES = Path(__file__).parent / "corpora" / "privacy" / "frames"
SEED = 20261128
NAMES_PER_LOCALE, CITIES_PER_LOCALE, ADDRESSES_PER_LOCALE, PHONES_PER_LOCALE, NUMBERS_PER_LOCALE = 150, 60, 60, 40, 25
# Romanised from these scripts words lose their vowels or read as no one writes them.
LOST = {"ar", "fa", "he", "th", "zh", "ja", "km"}
# Share of the tune split among frames and among fillers, and of copies whose letters are all made small.
TUNE, LOWERED = 0.15, 0.25
_SLOT = re.compile(r"\{(\w+)\}")
_MARK = re.compile(r"\[\[([A-Z_]+)\|(.*?)\]\]")
_TITLE = re.compile(r"^(?:Mrs?|Ms|Miss|Dr|Prof|Sr|Sra|Herr|Frau|Ing|Dott|Mme|M|Hr|Fr|Dipl\.-Ing|Univ\.Prof)\.? ")
PATTERNS = {
    name: words.split("|")
    for name, words in yaml.safe_load((FRAMES / "pools.yaml").read_text(encoding="utf-8")).items()
    if "|" in words
}
JOINS = (" ", " ", ": ", ":", " no ", " no. ", " number ", " is ", " #", " = ", " nr ", " - ", " (", " num ", " was ")
DIGITS = ("zero oh nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
WEEKDAYS = ("mon ", "Tuesday ", "on Friday ", "")


def part_of(words: str, share: float = TUNE) -> str:
    """The split of a frame or a filler, by its hash."""
    return "tune" if zlib.crc32(words.lower().encode()) % 1000 < 1000 * share else "train"


def roman(words: str) -> str:
    return anyascii(words).replace("'", "").strip()


class Fillers:
    """Everything a slot can hold, for one split."""

    def __init__(self, split: str) -> None:
        self.split = split
        table = yaml.safe_load((FRAMES / "pools.yaml").read_text(encoding="utf-8"))
        self.pools = {name: _listed(words) for name, words in table.items()}
        people = people_and_places()
        self.first, self.last, self.cities = (self._mine(people[key]) for key in ("first", "last", "cities"))
        self.addresses, self.phones, self.numbers = (people[key] for key in ("addresses", "phones", "numbers"))
        self.nick = self._mine(self.pools["nick"])
        self.words = self._mine(self.pools["wordname"])
        self.labels = self._mine(PATTERNS["labels"])

    def _mine(self, words: list[str] | tuple[str, ...]) -> list[str]:
        return [word for word in words if part_of(word) == self.split]


def _listed(words: str) -> list[str]:
    if "\n" in words.strip():
        return [line.strip() for line in words.strip().splitlines()]
    return words.split("|") if "|" in words else words.split()


@cache
def people_and_places() -> dict[str, list[str]]:
    """Names, towns, addresses and numbers of all locales, in Latin letters."""
    found: dict[str, set[str]] = {key: set() for key in ("first", "last", "cities", "addresses", "phones", "numbers")}
    locales = sorted(one for one in AVAILABLE_LOCALES if "_" in one and one not in ("en_US", "la"))
    for number, locale in enumerate(("en_US", *locales)):
        fake = Faker(locale)
        fake.seed_instance(SEED + number)
        readable = locale.split("_")[0] not in LOST

        def draw(key: str, one: Callable[[], str], count: int, *, ok: bool = readable) -> None:
            if not ok:
                return
            for _ in range(count):
                try:
                    words = one()
                except (AttributeError, ValueError, IndexError, TypeError):
                    return
                if not words.isascii() and not _is_latin(words):
                    words = roman(words)
                if words.strip():
                    found[key].add(words.strip())

        if locale.startswith(("zh", "ja")):
            romanised = getattr(fake, "first_romanized_name", None) or getattr(fake, "romanized_name", None)
            if romanised:
                draw("first", lambda r=romanised: r().split()[-1], NAMES_PER_LOCALE, ok=True)  # type: ignore[misc]
            latin = getattr(fake, "last_romanized_name", None)
            if latin:
                draw("last", latin, NAMES_PER_LOCALE, ok=True)
        draw("first", lambda f=fake: _TITLE.sub("", f.first_name()), NAMES_PER_LOCALE)  # type: ignore[misc]
        draw("last", lambda f=fake: f.last_name(), NAMES_PER_LOCALE)  # type: ignore[misc]
        draw("cities", lambda f=fake: f.city(), CITIES_PER_LOCALE)  # type: ignore[misc]
        draw("addresses", lambda f=fake: f.address().replace("\n", ", "), ADDRESSES_PER_LOCALE)  # type: ignore[misc]
        draw("phones", lambda f=fake: f.phone_number(), PHONES_PER_LOCALE, ok=True)  # type: ignore[misc]
        draw("numbers", lambda f=fake: str(f.ssn()), NUMBERS_PER_LOCALE, ok=True)  # type: ignore[misc]
    found["first"] = {name for name in found["first"] if 2 <= len(name) <= 20 and not any(c.isdigit() for c in name)}
    return {key: sorted(words) for key, words in found.items()}


def _is_latin(words: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in words)


class Filling:
    """One copy of one frame."""

    def __init__(self, frame: str, fillers: Fillers, rng: random.Random) -> None:
        self.fillers, self.rng = fillers, rng
        outside = _SLOT.sub("", _MARK.sub("", frame))
        letters = [c for c in outside.replace("\\n", "") if c.isalpha()]
        self.shouted = len(letters) >= 8 and all(map(str.isupper, letters))
        self.text, self.spans = "", []  # type: str, list[Span]
        self._fill(frame.replace("\\n", "\n"))

    def _fill(self, frame: str) -> None:
        at = 0
        for hit in re.finditer(r"\[\[([A-Z_]+)\|(.*?)\]\]|\{(\w+)\}", frame):
            self.text += frame[at : hit.start()]
            at = hit.end()
            if hit[1]:
                words = _SLOT.sub(lambda slot: self.plain(slot[1]), hit[2])
                self._add(hit[1], words)
            else:
                self._slot(hit[3])
        self.text += frame[at:]

    def _add(self, kind: str, words: str) -> None:
        self.spans.append(Span(len(self.text), len(self.text) + len(words), kind))
        self.text += words

    def _slot(self, slot: str) -> None:
        low = slot.lower()
        if low in ("lab_id",) or slot == "LAB":
            label = self.rng.choice(self.fillers.labels)
            join = self.rng.choice(JOINS)
            self.text += (label.capitalize() if slot == "LAB" else label) + join
            self._add("ID", self.cased("id", self.number(), slot))
            self.text += ")" if join == " (" else ""
            return
        kind = KINDS.get(low)
        words = self.cased(low, self.words(low), slot)
        if kind:
            self._add(kind, words)
        else:
            self.text += words

    def cased(self, low: str, words: str, slot: str) -> str:
        if self.shouted:
            return words.upper()
        if low in ("q", "s", "cond", "eponym"):
            return words[:1].upper() + words[1:] if slot[0].isupper() else words
        if low in HARMLESS:
            return words
        if low in ("id", "ssn", "plate", "iban", "ccard", "postcode", "phone", "email", "url", "handle", "date", "dob"):
            return words if slot.isupper() or self.rng.random() < 0.5 else words.lower()
        return words if slot[0].isupper() or self.rng.random() < 0.12 else words.lower()

    def plain(self, slot: str) -> str:
        """A filler inside a marked stretch."""
        words = self.words(slot if slot in MAKERS else slot.rstrip("_"))
        return words if self.rng.random() < 0.4 else words.lower()

    # ── What each slot holds ──

    def words(self, low: str) -> str:
        made = MAKERS.get(low)
        if made is not None:
            return made(self)
        if low in ("q", "s"):
            return self.sentence(low)
        pool = self.fillers.pools[{"tl": "title"}.get(low, low)]
        return _SLOT.sub(lambda slot: self.words(slot[1]), self.rng.choice(pool))

    def sentence(self, low: str) -> str:
        words = _SLOT.sub(lambda slot: self.words(slot[1]), self.rng.choice(self.fillers.pools[low]))
        ends = ("?", "?", "", "??") if low == "q" else (".", "", ",", ".")
        return words + self.rng.choice(ends)

    def given(self) -> str:
        draw = self.rng.random()
        pool = self.fillers.first if draw < 0.62 else self.fillers.nick if draw < 0.88 else self.fillers.words
        words = self.rng.choice(pool)
        if not words.isascii() and self.rng.random() < 0.5:
            words = roman(words)
        return words[:1].upper() + words[1:]

    def word_name(self) -> str:
        return self.rng.choice(self.fillers.words).capitalize()

    def family(self) -> str:
        words = self.rng.choice(self.fillers.last if self.rng.random() < 0.93 else self.fillers.words)
        if not words.isascii() and self.rng.random() < 0.5:
            words = roman(words)
        return words[:1].upper() + words[1:]

    def full(self) -> str:
        draw = self.rng.random()
        if draw < 0.8:
            return f"{self.given()} {self.family()}"
        if draw < 0.88:
            return f"{self.given()} {self.family()}-{self.family()}"
        if draw < 0.94:
            return f"{self.initials()} {self.family()}"
        return f"{self.given()} {self.given()} {self.family()}"

    def initials(self) -> str:
        letters = [self.rng.choice("ABCDEFGHIJKLMNOPRSTUVWYZ") for _ in range(self.rng.choice((1, 1, 2, 2, 3)))]
        return "".join(f"{letter}." for letter in letters) if self.rng.random() < 0.6 else "".join(letters)

    def town(self) -> str:
        if self.rng.random() < 0.75:
            return self.rng.choice(self.fillers.cities)
        ends = (
            "{l}|Upper {l}|Lower {l}|{l} village|San {n}|Saint-{n}|Bad {l}|{l}pur|{l}ville|{l}ton|Kampung {l}|New {l}"
        )
        return self.name_in(self.rng.choice(ends.split("|")))

    def name_in(self, pattern: str) -> str:
        hidden = {"l": self.family, "n": self.given, "c": lambda: self.rng.choice(self.fillers.cities)}
        words = _SLOT.sub(lambda slot: hidden[slot[1]](), pattern)
        return " ".join(word[:1].upper() + word[1:] for word in words.split(" "))

    def pick_in(self, patterns: list[str]) -> str:
        return self.name_in(self.rng.choice(patterns))

    def number(self) -> str:
        shape = self.rng.choice(PATTERNS["shapes"])
        return "".join(
            str(self.rng.randrange(10)) if c == "#" else self.rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ") if c == "L" else c
            for c in shape
        )

    def phone(self) -> str:
        words = self.rng.choice(self.fillers.phones)
        if self.rng.random() < 0.35:
            digits = re.sub(r"\D", "", words)
            if len(digits) >= 7:
                size, mark = self.rng.choice((2, 3, 4, 5)), self.rng.choice((" ", "-", ".", "/", "", " - ", ".."))
                plus = "+" if words.startswith("+") and self.rng.random() < 0.7 else ""
                return plus + mark.join(digits[at : at + size] for at in range(0, len(digits), size))
        return words

    def phone_in_words(self) -> str:
        said, join = [], self.rng.choice((" ", " ", ", ", "-", " . "))
        digits = [self.rng.randrange(10) for _ in range(self.rng.choice((7, 8, 9, 10, 10, 11, 11)))]
        at = 0
        while at < len(digits):
            word = self.rng.choice(DIGITS[digits[at]].split())
            if self.rng.random() < 0.12:
                said.append(f"{self.rng.choice(('double', 'double', 'triple'))} {word}")
                at += 2
                continue
            said.append(word if self.rng.random() < 0.93 else str(digits[at]))
            at += 1
        return join.join(said)

    def address(self) -> str:
        if self.rng.random() < 0.55:
            words = self.rng.choice(self.fillers.addresses)
            parts = [part.strip() for part in words.split(",") if part.strip()]
            if len(parts) > 1 and self.rng.random() < 0.4:
                parts = parts[: self.rng.randrange(1, len(parts))]
            words = ", ".join(parts) if self.rng.random() < 0.7 else " ".join(parts)
            if any(c.isdigit() for c in words):
                return words
        street, number = self.street(), f"{self.rng.randrange(1, 400)}{self.rng.choice(('', '', '', 'a', 'B', '/3'))}"
        line = f"{number} {street}" if self.rng.random() < 0.6 else f"{street} {number}"
        if self.rng.random() < 0.2:
            line = f"{self.rng.choice(('flat', 'apt', 'unit', 'room', 'house'))} {self.rng.randrange(1, 60)}, {line}"
        if self.rng.random() < 0.5:
            line += self.rng.choice((", ", " ")) + self.rng.choice(self.fillers.cities)
        if self.rng.random() < 0.3:
            line += " " + self.postcode()
        return line

    def street(self) -> str:
        return self.pick_in(PATTERNS["streets"])

    def postcode(self) -> str:
        shape = self.rng.choice(
            ("#####", "LL# #LL", "L## #LL", "####", "####LL", "#####-###", "##-###", "L#L #L#", "######")
        )
        return self.shaped(shape)

    def shaped(self, shape: str) -> str:
        return "".join(
            str(self.rng.randrange(10)) if c == "#" else self.rng.choice("ABCDEGHJKLMNPRSTUWXY") if c == "L" else c
            for c in shape
        )

    def handle(self) -> str:
        rng = self.rng
        parts = {
            "a": lambda: rng.choice(PATTERNS["adjectives"]), "b": lambda: rng.choice(PATTERNS["things"]),
            "n": lambda: roman(self.given()),
            "l": lambda: roman(self.family()), "y": lambda: str(rng.randrange(60, 2012) % 1000),
            "d": lambda: str(rng.randrange(1, 99)),
        }  # fmt: skip
        words = _SLOT.sub(lambda slot: parts[slot[1]](), rng.choice(PATTERNS["handles"])).replace(" ", "")
        words = words.lower() if rng.random() < 0.8 else words
        return ("@" if rng.random() < 0.3 else "") + words

    def email(self) -> str:
        ends = ("example.com", "example.org", "mail.example", "example.net", "post.example", "example.co.uk")
        return f"{self.handle().lstrip('@')}@{self.rng.choice(ends)}"

    def email_in_words(self) -> str:
        at, dot = self.rng.choice(((" at ", " dot "), (" (at) ", " dot "), ("[at]", "[dot]"), (" AT ", " DOT ")))
        return self.email().replace("@", at).replace(".", dot)

    def link(self) -> str:
        host = self.rng.choice(("example.com", "pics.example", "blog.example.org", "example.net"))
        front = self.rng.choice(("https://", "www.", "", "http://"))
        return f"{front}{host}/{self.handle().lstrip('@')}{self.rng.choice(('', '/7', '/rash', '?id=31'))}"

    def date(self) -> str:
        day, month, year = self.rng.randrange(1, 29), self.rng.randrange(1, 13), self.rng.randrange(2018, 2027)
        return self.dated(day, month, year)

    def birth(self) -> str:
        return self.dated(self.rng.randrange(1, 29), self.rng.randrange(1, 13), self.rng.randrange(1930, 2024))

    def dated(self, day: int, month: int, year: int) -> str:
        name = self.fillers.pools["month"][month - 1].capitalize()
        short = name[:3]
        shapes = (
            f"{day}/{month}/{year}", f"{day:02}.{month:02}.{year}", f"{year}-{month:02}-{day:02}",
            f"{day} {name} {year}", f"{name} {day}, {year}", f"{day} {short} {year % 100:02}",
            f"{day}-{month}-{year % 100:02}", f"{short} {day}",
            f"{day}th of {name}", f"{day:02}{month:02}{year}", f"{month}/{day}/{year}",
        )  # fmt: skip
        return self.rng.choice(shapes)

    def plate(self) -> str:
        return self.shaped(
            self.rng.choice(("LL## LLL", "L-LL ####", "### LLL", "LLL-####", "LL-###-LL", "LL ## LL ####"))
        )

    def iban(self) -> str:
        return self.shaped(
            self.rng.choice(("LL## #### #### #### ####", "LL####################", "LL## LLLL #### ####"))
        )

    def card(self) -> str:
        return self.shaped(self.rng.choice(("#### #### #### ####", "################", "####-####-####-####")))


MAKERS: dict[str, Callable[[Filling], str]] = {
    "n": Filling.given, "w": Filling.word_name, "l": Filling.family, "ln": Filling.family, "fl": Filling.full,
    "ini": Filling.initials, "pet": lambda f: f.rng.choice(f.fillers.pools["pet"]).capitalize(), "loc": Filling.town,
    "addr": Filling.address, "street": Filling.street, "postcode": Filling.postcode, "phone": Filling.phone,
    "phone_w": Filling.phone_in_words, "email": Filling.email, "email_w": Filling.email_in_words, "url": Filling.link,
    "handle": Filling.handle, "h": lambda f: f.handle().lstrip("@"), "h_": lambda f: f.handle().lstrip("@"),
    "id": Filling.number, "ssn": lambda f: f.rng.choice(f.fillers.numbers), "iban": Filling.iban, "ccard": Filling.card,
    "plate": Filling.plate, "pin": lambda f: f.shaped("####"), "date": Filling.date, "dob": Filling.birth,
    "age": lambda f: str(f.rng.randrange(2, 96)), "num": lambda f: str(f.rng.randrange(2, 60)),
    "num1": lambda f: str(f.rng.randrange(0, 10)), "ab": lambda f: f.rng.choice("abc"),
    "year": lambda f: str(f.rng.randrange(1980, 2026)), "job": lambda f: f.rng.choice(f.fillers.pools["job"]),
    "school": lambda f: f.pick_in(PATTERNS["schools"]), "hosp": lambda f: f.pick_in(PATTERNS["hospitals"]),
    "company": lambda f: f.pick_in(PATTERNS["firms"]),
    "home": lambda f: f.pick_in(PATTERNS["homes"]), "club": lambda f: f.pick_in(PATTERNS["clubs"]),
    "church": lambda f: f.pick_in(PATTERNS["churches"]),
    "job_": lambda f: f.rng.choice(f.fillers.pools["rarejob"]), "s_": lambda f: "wont settle",
}  # fmt: skip
KINDS = {
    **dict.fromkeys(("n", "w", "l", "fl", "ini", "pet"), "NAME"), "loc": "LOCATION",
    **dict.fromkeys(("addr", "street", "postcode"), "ADDRESS"),
    **dict.fromkeys(("school", "hosp", "company", "home", "club", "church"), "ORG"),
    **dict.fromkeys(("phone", "phone_w"), "PHONE"), **dict.fromkeys(("email", "email_w"), "EMAIL"), "url": "URL",
    **dict.fromkeys(("handle", "h", "h_"), "HANDLE"),
    **dict.fromkeys(("id", "ssn", "iban", "ccard", "plate", "pin"), "ID"),
    **dict.fromkeys(("date", "dob"), "DATE"), "age": "AGE_EXACT",
}  # fmt: skip
HARMLESS = frozenset(
    (
        "drug",
        "brand",
        "sign",
        "score",
        "lab",
        "labname",
        "body",
        "dose",
        "month",
        "day",
        "kin",
        "country",
        "job",
        "num",
        "num1",
        "year",
        "ab",
        "s_",
        "tl",
    )
)
if not set(KINDS.values()) <= set(TAGS):
    raise ValueError("a slot has a tag that the reader does not know")


def frame_lines() -> Iterator[tuple[str, bool]]:
    """(frame, whether it holds identifiers)."""
    for path in sorted(FRAMES.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip() and not line.startswith("# "):
                yield line.strip(), path.stem != "clean"


def lowered(example: Example, rng: random.Random) -> Example:
    """The same text without capitals, and at times without stops, as many type."""
    text = example.text
    if len(text.lower()) != len(text):
        return example
    text = text.lower()
    if rng.random() < 0.3:
        text = "".join(" " if c in ",;" and rng.random() < 0.8 else c for c in text)
    return Example(text, example.split, identifiers=example.identifiers, origin=example.origin)


def filled_frames(split: str, *, copies: int, clean_copies: int, seed: int) -> Iterator[Example]:
    """Every frame of `split`, filled anew for each copy."""
    fillers, rng = Fillers(split), random.Random(seed)  # noqa: S311 (made-up texts, not secrets)
    for frame, identifies in frame_lines():
        if part_of(frame) != split:
            continue
        for _ in range(copies if identifies else clean_copies):
            filling = Filling(frame, fillers, rng)
            example = Example(filling.text, split, identifiers=tuple(filling.spans), origin="frames")
            yield lowered(example, rng) if rng.random() < LOWERED and not filling.shouted else example


def main() -> None:
    rows = []
    for split, seed in (("tune", 5), ("train", 6)):
        for number, one in enumerate(filled_frames(split, copies=1, clean_copies=1, seed=seed)):
            spans = [{"start": s.start, "end": s.end, "type": s.kind} for s in one.identifiers or ()]
            rows.append({"id": f"{split}{number}", "text": one.text, "spans": spans})
    random.Random(1).shuffle(rows)  # noqa: S311 (made-up texts, not secrets)
    Path(sys.argv[1]).write_text("".join(json.dumps(row) + "\n" for row in rows[:900]), encoding="utf-8")


if __name__ == "__main__":
    main()
