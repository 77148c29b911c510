"""Does the reply place the complaint at the same height of the part: upper or lower, front or back?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem

# Parts whose upper and lower halves are told apart, with the words that name a half; our own list.
_PARTS = {
    "mouth": r"(?:molars?|tooth|teeth|jaw|gums?|lip|wisdom\s+tooth|gap|socket|incisors?|canine)",
    "abdomen": r"(?:abdomen|belly|stomach|tummy|abdominal)",
    "back": r"back",
    "eyelid": r"(?:eye)?lids?",
    "arm": r"arm",
    "leg": r"leg",
}
_UPPER = r"(?:upper|top)"
_LOWER = r"(?:lower|bottom)"
_ZONED = re.compile(
    rf"\b(?:(?P<up>{_UPPER})|(?P<low>{_LOWER}))[\s-]+(?:\w+[\s-]+){{0,2}}?(?:"
    + "|".join(rf"(?P<{name}>{part})" for name, part in _PARTS.items())
    + r")\b"
)
# Heights of the belly without its name.
_LOW_DOWN = re.compile(
    r"\b(?:low\s+down|below\s+(?:the|your|his|her)\s+(?:belt|navel|belly\s*button|waist)|above\s+the\s+(?:bladder|pubic)"
    r"|towards?\s+the\s+bladder)\b"
)
_HIGH_UP = re.compile(
    r"\b(?:high\s+up|above\s+(?:the|your|his|her)\s+(?:navel|belly\s*button|waist)|under\s+(?:the|your)\s+ribs"
    r"|pit\s+of\s+(?:the|your)\s+stomach)\b"
)


def find_other_zone(case: ReplyCase, kind: str) -> Iterator[Problem]:
    """An upper tooth where the question has a lower one; "below the belt" of an upper stomach."""
    asked: dict[str, set[str]] = {}
    for _, _, part, zone in _zones(case.asked_folded):
        asked.setdefault(part, set()).add(zone)
    for sentence in case.sentences:
        for start, end, part, zone in _zones(sentence.text[: general_from(sentence.text)]):
            if asked.get(part, {zone}) == {zone} or zone in asked[part] or is_negated(sentence.text, start):
                continue
            message = f"The question says {next(iter(asked[part]))}; the reply says {zone}."
            span = (sentence.start + start, sentence.start + end)
            yield problem(case, kind, *span, severity=Severity.WARN, message=message)


def _zones(folded: str) -> Iterator[tuple[int, int, str, str]]:
    for hit in _ZONED.finditer(folded):
        part = next(name for name in _PARTS if hit[name])
        yield hit.start(), hit.end(), part, "upper" if hit["up"] else "lower"
    for pattern, zone in ((_LOW_DOWN, "lower"), (_HIGH_UP, "upper")):
        for hit in pattern.finditer(folded):
            yield hit.start(), hit.end(), "abdomen", zone
