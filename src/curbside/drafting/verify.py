"""Is a sentence supported by the passages it cites?

Rules only, tuned on the tuning half of tests/evaluation/data/claims; docs/clinical/explanations.md has what they reach
on the frozen half, and why no encoder is among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from curbside.clinical.reply_checks.lexicon import any_of, fold, load_table
from curbside.drafting.evidence import Passage
from curbside.drafting.lists import subject_of
from curbside.drafting.polarity import NEGATION, turned_round
from curbside.drafting.quantities import foreign_quantity
from curbside.drafting.terms import meanings
from curbside.drafting.topic_index import idf

# The share of a sentence's idf-weighted content words that its closest passage alone must hold, and the share of what
# sentence and passage share that one clause must hold for the passage to be read clause by clause.
_BEST_SHARE, _CLAUSE_SHARE = 0.6, 0.8
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+|\b[A-Z]{2,}\b|(?<=[Vv]itamin )[A-Z]\d*\b|(?<=type )\d\b")
_HEDGE = re.compile(
    r"\b(?:may|might|can|could|often|usually|sometimes|some|most|many|rare|rarely|likely|unlikely|common|commonly"
    r"|probably|possibly|possible|mostly|tend|tends|seldom|few|points?)\b"
)
_ABSOLUTE = re.compile(
    r"\b(?:always|never|all|every|everyone|definitely|certainly|only|must|guarantee\w*|impossible|cures?)\b"
)
_CLAUSE = re.compile(
    r",\s*(?:so|but|as|because|and)\s+|;\s*|,\s*(?=(?:even|not)\b)"
    r"|\s+and\s+(?=(?:you|they|it|is|are|should|can|may|does|do|will|has|have|not|gets?|needs?|goes|stops?|spreads?|makes?)\b)"
)
# A thing that goes up or down needs a passage in which something does.
_MOVES = re.compile(r"\b(?:raises?|lowers|increases?|decreases?|reduces?)\b")
_MOVED = re.compile(
    r"\b(?:rais\w+|lower\w*|increas\w+|decreas\w+|reduc\w+|ris\w+|drops?|fall\w*|high\w*|low|up|down|more|less|push\w*"
    r"|cuts?|add\w*|likely|worse\w*|bet\w+|less\w+)\b"
)
# A cause or a treatment of what a reply is about needs a sentence of the reply that tells one: "nuts are allowed" tells
# none.
_RELATIONS = tuple(
    (re.compile(rf"\b(?:{said})\b"), re.compile(rf"\b(?:{told})"))
    for said, told in (
        (
            r"caus\w+|due to|comes? from|brings? on|leads? to|results? from|sign of|means",
            r"caus|due|from|bring|brought|lead|led\b|trigger|result|reason|because|sign|make|set|favou?r|risk|add|rais"
            r"|factor|play|start|wors|source|behind|likely|possib|may|might|can|could|typical|fit|suggest|point|mean|is\b"
            r"|are\b(?! (?:allowed|fine|useless|harmless|needed))",
        ),
        (
            r"treated|cured|treats|cures|heals",
            r"treat|cur|heal|help|eas|calm|work|clear|reliev|choice|tak|giv|use|stop|kill|prescri|try|best|put|appl",
        ),
    )
)
# "Less salt lowers blood pressure" says nothing of salt.
_LESSENED = re.compile(r"\b(?:less|fewer|too little|lack of|low in|free of|no|without) (?P<what>\w+)")
_DOWN = re.compile(r"\b(?:lowers|decreases?|reduces?)\b")
_WENT_DOWN = re.compile(
    r"\b(?:lower\w*|decreas\w+|reduc\w+|less\w*|fewer|drops?|fall\w*|low|down|cuts?|bet\w+|protect\w*|prevent\w*|rarer)\b"
)
# "Do not squeeze spots, as this can leave scars."
_ADVISED_AGAINST = re.compile(
    r"^(?:do not|don't|never|avoid) (?P<deed>[^,;.]+), (?:since |as |because )?(?P<why>(?:it|this|that) [^,;.]+)\.?$"
)
# "Go at once if you pass clots, cannot pee, or have fever": each sign goes with the opening.
_LISTED = re.compile(r"^(?P<opening>.*?\b(?:if|when|for))\b (?P<signs>[^;.]+)\.?$")
_SIGN = re.compile(r",\s*(?:or|and)?\s*|\s+or\s+")
_COMPARED = re.compile(
    r"\b(?:better|more|rather|stronger|safer|faster|longer|less|worse) than (?!\d|an?\b|one\b|two\b|three\b|half\b"
    r"|once\b|twice\b|usual\b|before\b|normal\b)[^,;.]+?(?=\s(?:in|at|on|for|of|with|after|to)\b|[,;.]|$)"
)
# What a line says by standing under "Get help now", "Get help today", "See a doctor soon".
_SAID_BY_PLACE = {
    "now": "call an ambulance, the emergency number, hospital, help at once",
    "today": "get medical help today, the same day",
    "soon": "see a doctor soon",
}
# Words that a sentence may choose freely: they join a thing to another and carry no content of their own.
_LIGHT = meanings(
    "make cause bring take use come get become lead often mostly common help find found show treat pass need "
    "test person people age after over about points mean check increase lower raise give work alone long case sign "
    "reason feel another able go keep"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`why` is "" when supported, else one plain reason."""

    supported: bool
    why: str = ""


def verify(sentence: str, passages: Sequence[Passage], *, about: str = "") -> Verdict:
    """Checks numbers, names and medicines, content words, then what is turned round, denied, hardened or widened.

    Every word must stand in one of `passages`, most of them in the closest; that one decides on the rest. `about` names
    what a reply is about (its complaint): its own sentences need not say that again.
    """
    if not passages:
        return Verdict(False, "no passage is cited")
    held = {id(passage): _held(passage, about) for passage in passages}
    best = max(passages, key=lambda passage: _coverage(sentence, held[id(passage)]))
    why = (
        _unknown_number(sentence, passages)
        or _unknown_name(sentence, " ".join(held.values()))
        or _uncovered(sentence, " ".join(held.values()), held[id(best)])
        or _turned(sentence, best)
    )
    return Verdict(not why, why)


def _held(passage: Passage, about: str) -> str:
    """What a passage says in its own words, under its title, and by where it stands."""
    context = about if passage.kind == "reply" else ""
    return f"{_quote(passage)} {passage.title} {_SAID_BY_PLACE.get(passage.section, '')} {context}"


def _quote(passage: Passage) -> str:
    """Its words without what they only compare with: "works better than pills" says nothing of pills."""
    return _COMPARED.sub("", passage.quote)


def _unknown_number(sentence: str, passages: Sequence[Passage]) -> str:
    missing = foreign_quantity(fold(sentence), *(fold(passage.quote) for passage in passages))
    return f"the number {missing} is in no passage" if missing else ""


def _unknown_name(sentence: str, held: str) -> str:
    known = fold(held)
    named = [*_NAME.findall(sentence), *drugs_in(fold(sentence))]
    missing = [name for name in named if not re.search(rf"\b{re.escape(fold(name))}", known)]
    return f"{missing[0]} is in no passage" if missing else ""


def drugs_in(folded: str) -> list[str]:
    """Names of medicines in a folded text, in order (knowledge/reply_checks_drugs.yaml)."""
    return [str(name) for name in _drugs().findall(folded)]


@cache
def _drugs() -> re.Pattern[str]:
    return any_of(str(name) for name in load_table("reply_checks_drugs")["drugs"])


def _uncovered(sentence: str, held: str, best: str) -> str:
    if loose := sorted(meanings(sentence) - meanings(held) - _LIGHT):
        return f"the passages do not say: {', '.join(loose)}"
    return "the passages do not say: this in one place" if _coverage(sentence, best) < _BEST_SHARE else ""


def _coverage(sentence: str, held: str) -> float:
    said = meanings(sentence)
    total = sum(map(idf, said))
    return sum(map(idf, said & meanings(held))) / total if total else 0.0


def _turned(sentence: str, best: Passage) -> str:
    """Does the sentence turn round, deny, harden or widen what its closest passage says?"""
    said, held = fold(sentence), fold(best.quote)
    if word := turned_round(said, held):
        return f"the passage says the opposite of “{word}”"
    if (moved := _MOVES.search(said)) and not _MOVED.search(held):
        return f"the passage does not say “{moved[0]}”"
    if (moved := _DOWN.search(said)) and not _WENT_DOWN.search(held):
        return f"the passage does not say “{moved[0]}”"
    part = _closest_clause(said, _as_statement(held))
    if len(NEGATION.findall(said)) % 2 != len(NEGATION.findall(part)) % 2:
        return "the passage says the opposite or leaves the “not” out"
    if _HEDGE.search(part) and not _HEDGE.search(said):
        return "the passage says “may” or “often”, the sentence says it is so"
    if absolute := next((hit[0] for hit in _ABSOLUTE.finditer(said) if hit[0] not in held), ""):
        return f"“{absolute}” is in no passage"
    if word := _lessened(said, held):
        return f"the passage speaks of less {word}"
    if best.kind == "reply" and any(one.search(said) and not other.search(held) for one, other in _RELATIONS):
        return "the passage tells no cause or treatment"
    return ""


def _lessened(said: str, held: str) -> str:
    """The thing that a passage speaks of only as less or without, and the sentence as such; "" when there is none."""
    told = {hit["what"] for hit in _LESSENED.finditer(said)}
    for hit in _LESSENED.finditer(held):
        word = hit["what"]
        if word not in told and held.count(word) == 1 and re.match(rf"(?:the |much |more )?{word}\b", said):
            return word
    return ""


def _as_statement(held: str) -> str:
    """ "Do not smoke, since it harms the eyes" says that smoking harms the eyes."""
    hit = _ADVISED_AGAINST.match(held)
    return f"{hit['deed']}, {hit['why']}" if hit else held


def _closest_clause(said: str, held: str) -> str:
    """The clause of a passage, with the passage's subject, that says nearly all of what the sentence shares with it;
    else the whole."""
    subject, parts = subject_of(held), [part for part in _CLAUSE.split(held) if part]
    clauses = [parts[0], *(f"{subject} {part}" for part in parts[1:])] if parts else [held]
    clauses += _signs(held)
    shared = meanings(said) & meanings(held)
    best = max(clauses, key=lambda clause: (sum(map(idf, shared & meanings(clause))), -len(clause)))
    enough = sum(map(idf, shared & meanings(best))) >= _CLAUSE_SHARE * sum(map(idf, shared))
    return best if enough else held


def _signs(held: str) -> list[str]:
    """A warning once for each sign of its list."""
    hit = _LISTED.match(held)
    return [f"{hit['opening']} {sign}" for sign in _SIGN.split(hit["signs"]) if sign] if hit else []
