"""A claim that lists causes, cut to those the doctor named; and what a claim is about."""

import re
from collections.abc import Sequence

from curbside.drafting.terms import meanings

# "Periods, pregnancy or polycystic ovaries can bring on acne"; "Stress and bad posture are common causes of headache".
_LIST = re.compile(r"^(?P<list>[^.;:()]+?),? (?P<rest>(?:can|may|could|might) .+)$")
_ARE = re.compile(
    r"^(?P<list>[^.;:()]+?) are (?P<how>(?:less |most |the )*\w+ )(?P<what>causes?|triggers?|reasons?) of (?P<of>.+)$"
)
_VERBED = re.compile(
    r"^(?P<list>[^.;:()]+?) "
    r"(?P<rest>(?:often |also )?(?P<plain>makes?|adds?|push(?:es)?|brings?|causes?|keeps?|upsets?|raises?) .+)$"
)
_JOINT = re.compile(r",\s*(?:and|or)\s+|,\s*|\s+(?:and|or)\s+")
# What opens a clause, so that what stands before the verb is more than a list.
_CLAUSE = re.compile(r"\b(?:that|which|who|but|so|looks|cannot|such as)\b|^In\b|^Later\b")
# Words that a member of a list cannot end on: its noun comes later.
_NO_NOUN = re.compile(
    r"\b(?:large|fatty|spicy|hard|pressed|worn|torn|little|much|long|heavy|old|damaged|sore|low|high|poor|narrow)$",
    re.I,
)
# Words that reach over a whole list, and nouns that earlier members of a list lean on ("kidney or liver disease").
_REACHES_ON = re.compile(
    r"\b(?:too|low|high|little|much|many|less|more|poor|weak|hard|long|heavy|some|not|no|lack|other|of|in|from|for|with|after|such"
    r"|at|by|on|to|losing|drinking|a|an)\b",
    re.I,
)
_LEANT_ON = re.compile(
    r"\b(?:illness(?:es)?|diseases?|problems?|trouble|infections?|medicines?|tablets?|pain|cancer|damage|pressure|levels?|changes?"
    r"|injury|use|women|weight|air|movements?)$"
)
_THING = re.compile(r"^(?:an?|the)\s", re.I)
_PLURAL_OR_MASS = re.compile(r"(?:[^s]s|stress|alcohol|caffeine|smoking)$", re.I)
_SINGULAR = re.compile(r"(?:[^s]|ss|us|is|diabetes)$", re.I)
# Words of a member that say nothing by themselves.
_LIGHT = meanings("lack level levels amount other strong great poor")
_NAMES_NOTHING = meanings("disease illness problem disorder condition")
# Where the subject of a claim ends: our own list of the verbs that the packaged claims use.
_VERB = re.compile(
    r"\b(?:can|may|could|might|is|are|was|often|mostly|makes?|causes?|brings?|raises?|leads?|adds?|loosens?|press(?:es)?|push(?:es)?"
    r"|runs?|comes?|gets?|upsets?|swells?|plays?|helps?|sets?|harms?|keeps?|feels?|gives?|starts?|irritates?|hurts?|blocks?"
    r"|stops?|slows?|lowers?|dr(?:ies|y)|tears?|stretch(?:es)?|drives?|leaks?|spreads?|pass(?:es)?|shows?)\b"
)
_SEEN_THROUGH = re.compile(r"\b(?:lack|levels?|use|loss|forms?|kinds?|amounts?) of\b", re.I)
_PREPOSITION = re.compile(r"\s(?:of|in|from|for|with|after|at|by|on|to|that|which|around|like|such|under|over)\s")


def narrowed(text: str, said: frozenset[str]) -> str:
    """The claim with only those members of its list left whose words are in `said` (meanings); as it is where a list
    cannot be cut without changing what it says."""
    hit = _LIST.match(text) or _ARE.match(text) or _VERBED.match(text)
    if hit is None or _CLAUSE.search(hit["list"]) or not re.search(r"\b(?:and|or)\b", hit["list"]):
        return text
    parts = _JOINT.split(hit["list"])
    kept = [n for n, part in enumerate(parts) if (words := meanings(part) - _LIGHT) and words <= said]
    if not kept or len(kept) == len(parts) or not _may_be_cut(parts, kept):
        return text
    left = [parts[number] for number in kept]
    if "plain" in hit.re.groupindex and not _agrees(hit["plain"], left):
        return text
    joint = " and " if re.search(r"\band\b", hit["list"]) else " or "
    named = joint.join([", ".join(left[:-1]), left[-1]] if len(left) > 1 else left)
    return f"{named[0].upper()}{named[1:]} {_rest(hit, left)}"


def heads(text: str) -> frozenset[str]:
    """Meanings of the nouns that the claim's subject is about: "an inner ear infection" is about an infection, "kidney
    disease" about the kidney, for a disease alone names nothing."""
    subject = _SEEN_THROUGH.sub("", subject_of(text))
    found = (_PREPOSITION.split(f"{part} ")[0].split() for part in _JOINT.split(subject))
    return frozenset[str]().union(*(_head(words) for words in found if words))


def _head(words: Sequence[str]) -> frozenset[str]:
    named = (meanings(word) - _NAMES_NOTHING for word in reversed(words))
    return next((found for found in named if found), meanings(words[-1]))


def subject_of(text: str) -> str:
    """What stands before a claim's first verb; the whole where none is found."""
    verb = _VERB.search(text)
    return text[: verb.start()].strip() if verb else text


def _agrees(verb: str, left: list[str]) -> bool:
    """Does a verb in the present go with the members left: "makes" with one thing, "make" with several?"""
    if verb.endswith("s"):
        return bool(_SINGULAR.search(left[-1]))
    return len(left) > 1 or not _SINGULAR.search(left[0])


def _rest(hit: re.Match[str], left: list[str]) -> str:
    if "rest" in hit.re.groupindex:
        return hit["rest"]
    if len(left) == 1 and _SINGULAR.search(left[0]):
        how = hit["how"].removeprefix("the ")
        article = "the" if hit["how"].startswith(("the ", "most ")) else "a"
        return f"is {article} {how}{hit['what'].rstrip('s')} of {hit['of']}"
    return f"are {hit['how']}{hit['what']} of {hit['of']}"


def _may_be_cut(parts: list[str], kept: list[int]) -> bool:
    if 0 not in kept and _REACHES_ON.search(parts[0]) and not _THING.match(parts[kept[0]]):
        return False
    if any(_NO_NOUN.search(parts[number]) for number in kept):
        return False
    leans = _LEANT_ON.search(parts[-1]) and len(parts) - 1 not in kept
    return not (leans and any(not _stands(parts[number]) for number in kept))


def _stands(part: str) -> bool:
    """Does a member of a list stand without the noun of the last one?"""
    return bool(_THING.match(part) or _LEANT_ON.search(part) or _PLURAL_OR_MASS.search(part))
