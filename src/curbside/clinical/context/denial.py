"""Which signs deny without a trigger word, and where does a denial end though no stop word says so?

The rows of knowledge/denials.yaml say it; this module lays them over a sentence. Every text given is folded: lower
case, straight apostrophes.
"""

import re

from curbside.clinical.context.answers import looked_for_and_not_found
from curbside.knowledge.denials import DenialEnd, denial_rules

_PASSIVE_WORDS = frozenset({"denied", "excluded", "ruled out"})
# Characters looked at before a trigger, and past a phrase for the "or" that goes on with a list.
_BEFORE_REACH, _AROUND_REACH = 60, 40


def context_signs(text: str, start: int, end: int) -> list[tuple[str, str, int, int]]:
    """Kind, direction, start and end of every sign in the sentence [start, end) of `text`, listed triggers aside."""
    sentence = text[start:end]
    found = [
        (sign.kind, sign.direction, start + low, start + high)
        for sign in denial_rules().signs
        if (not sign.needs or any(said in sentence for said in sign.needs))
        and (sign.beside is None or sign.beside.search(sentence))
        for match in sign.say.finditer(sentence)
        for low, high in [match.span(1 if sign.direction == "within" else 0)]
    ]
    if answered := looked_for_and_not_found(text, start, end):
        found.append(("negated", "within", *answered))
    if sentence.endswith("?") and _is_answered_no(text, sentence, end):
        # "Chills or sweats? Neither." is said of both; a question with a verb of its own asks of what stands last.
        reach = "backward" if _word("bare-question").fullmatch(sentence) else "close"
        found.append(("negated", reach, end, end + 1))
    return found


def _is_answered_no(text: str, question: str, end: int) -> bool:
    asked = _word("asks-for").search(question) is not None
    return _word("no-behind").match(text, end) is not None or (
        asked and _word("not-behind").match(text, end) is not None
    )


def is_said_of_next(text: str, start: int, end: int) -> bool:
    """Does the trigger [start, end) speak of what follows it?

    Not so in "nausea was denied, cough is worse", in "rash denied, cough admitted", nor in "no, the pain is back".
    """
    if text[start:end] in ("no", "denied") and text.startswith((",", ")"), end):
        return False
    if text[start:end] not in _PASSIVE_WORDS:
        return True
    # "Fracture ruled out on X-ray, sprain confirmed."
    told_how = start > 0 and text[start - 1] == " " and text[start - 2].isalnum() and _word("by-whom").match(text, end)
    return not told_how and not _word("passive").search(text, max(0, start - 8), start)


def lists_denials(text: str, start: int, end: int) -> bool:
    """Is the sentence [start, end) a list under a heading, "Denies: fever; cough; rash", in which ";" ends nothing?"""
    return text.find(";", start, end) >= 0 and _word("list-head").search(text, start, end) is not None


def has_denial_ended(text: str, denial: tuple[int, int], phrase: tuple[int, int]) -> bool:
    """Does the `denial` say nothing of the `phrase`, both characters of `text`, one before the other?

    So when a clause of its own begins between them, when the phrase is said not to end, or is taken as given: "nobody
    treats my asthma", "no wheezing during this cold".
    """
    rules = denial_rules()
    if phrase[0] < denial[0]:
        return any(_holds(row, text, denial, phrase) for row in rules.backward_ends)
    return any(_holds(row, text, denial, phrase) for row in rules.ends) or has_verb_of_its_own(
        text, min(denial[1], phrase[0]), phrase[0], phrase_end=phrase[1]
    )


def has_verb_of_its_own(text: str, low: int, high: int, *, phrase_end: int) -> bool:
    """Does the phrase [high, phrase_end), joined by a comma or "and" to what ends at `low`, begin a statement?"""
    if _word("joined").search(text, low, high) is None:
        return False
    # "No pain at rest, pain when walking": what was denied a moment ago is named again because it is there.
    return _word("own-verb").match(text, phrase_end) is not None or text[high:phrase_end] in text[low:high]


def ends_at_comma(text: str, low: int, high: int, *, phrase_end: int) -> bool:
    """Does a denied verb end at the comma before the phrase? "Not dizzy, sick or faint" goes on to its "or"."""
    return text.find(",", low, high) >= 0 and not _word("or").search(text, low, phrase_end + _AROUND_REACH)


def _word(name: str) -> re.Pattern[str]:
    return denial_rules().words[name]


def _holds(row: DenialEnd, text: str, denial: tuple[int, int], phrase: tuple[int, int]) -> bool:
    """Does every column of the row (see denials.yaml) hold for the denial and the phrase?"""
    first, last = (denial, phrase) if denial[0] <= phrase[0] else (phrase, denial)
    high = last[0]
    low = min(first[1], high)
    for column, said in row.columns:
        match column.removeprefix("unless_"):
            case "before":
                found = said.search(text, max(0, first[0] - _BEFORE_REACH), first[0])
            case "trigger":
                found = said.match(text, denial[0], denial[1])
            case "begin":
                found = said.match(text, low, high)
            case "between":
                found = said.search(text, low, high)
            case "whole_between":
                found = said.fullmatch(text, low, high)
            case "phrase":
                found = said.match(text, phrase[0])
            case "behind":
                found = said.match(text, last[1])
            case _:
                found = said.search(text, low, last[1] + _AROUND_REACH)
        if (found is None) is not column.startswith("unless_"):
            return False
    return True
