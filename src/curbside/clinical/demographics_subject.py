"""Who a question is about: the writer or somebody the writer tells of, never merely somebody mentioned."""

import re
from dataclasses import dataclass, field

from curbside.clinical.demographics_age import AgeMention
from curbside.clinical.demographics_kin import HAN_KIN, KIN_WORD, find_kin

_SENTENCE = re.compile(r"[^.!?。！？\n]+")
_AGE_GAP = r"(?:[\w.'’-]+\s){0,4}?"
_MY_KIN = re.compile(rf"\b(?:my|our|a)\s+{_AGE_GAP}(?P<kin>{KIN_WORD})(?P<poss>['’]s)?(?![\w-])", re.IGNORECASE)
_MY_N_OLD = re.compile(
    r"\b(?:my|our)\s+(?:[\w.-]+[-\s]){1,3}(?:year|month|week|day|yr|"
    r"mo)s?[-\s]olds?\b",
    re.IGNORECASE,
)
_HAN_MY_KIN = re.compile("我(?:的|家)?(?:[^，。,.]{0,4}?)(?P<kin>" + "|".join(HAN_KIN) + ")")
_THIRD = re.compile(r"\b(?:he|she|his|her|him|they)(?:['’]s|['’]d)?\b", re.IGNORECASE)
# What a writer says of themselves as carer or questioner, not as patient.
_CARER = re.compile(
    r"\bI(?:['’]m|\s+am)?\s+(?:\w+ly\s+|so\s+|very\s+|really\s+|a\s+bit\s+|just\s+)?(?:worried|"
    r"concerned|scared|wondering|asking|writing|hoping|"
    r"want|would\s+like|noticed|think|thought|gave|took|give|take\s+(?:him|her)|called|know|wonder|read|"
    r"heard|hope|"
    r"need\s+(?:help|advice|to\s+know)|do\s+not\s+know|don['’]t\s+know|was\s+told|saw|found|asked|"
    r"tried\s+giving|"
    r"(?:his|her|the)\s+(?:mother|father|mom|mum|dad|carer|wife|husband|daughter|son))\b",
    re.IGNORECASE,
)
_SELF_STATE = re.compile(
    r"\b(?:I(?:['’](?:m|ve|d)|m|ve)?|me|myself)\b(?!\s+(?:know\s+(?:if|what|whether)|what))|"
    r"\bmy\s+(?!\s)",
    re.IGNORECASE,
)
_FAMILY_HISTORY = re.compile(
    r"\b(?:had|died|passed|was\s+diagnosed|suffered|also\s+(?:has|have|had)|runs?\s+in|history\s+of|"
    r"both\s+have|"
    r"diagnosed\s+(?:with|at))\b",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"\b(?:my|our)\s+(?:\w+\s)?(?P<kin>" + KIN_WORD + r")s?\s+(?:says?|said|thinks?|told|tells|"
    r"suggest(?:s|ed)|noticed|"
    r"wants?|keeps?\s+telling|drove|took|gave|is\s+(?:a\s+(?:nurse|doctor)|worried|pregnant\s+too)|"
    r"and\s+I)\b"
    r"|\b(?:with|by|from|to|like|than|between|sex\s+with)\s+(?:my|our)\s+(?:\w+\s)?" + KIN_WORD + r"\b",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(
    rf"\b(?:asking|question|query|advice|help)\s+(?:is\s+)?(?:for|about|on\s+behalf\s+of)\s+(?:my|a|"
    rf"our)\s+{_AGE_GAP}(?P<kin>{KIN_WORD})\b"
    rf"|\b(?:on\s+behalf\s+of|it['’]?s\s+about)\s+(?:my|a|our)\s+{_AGE_GAP}(?P<kin2>{KIN_WORD})\b",
    re.IGNORECASE,
)

# Without a kin word or "my 3 year old" nobody but the writer can be meant.
_ANY_KIN = re.compile(rf"\b{KIN_WORD}s?\b|\bolds?\b|" + "|".join(HAN_KIN), re.IGNORECASE)
_MY_GAP = re.compile(r"\b(?:my|our)\s+(?:\w+\s){0,2}$", re.IGNORECASE)
_KIN_IN = re.compile(rf"\b{KIN_WORD}\b", re.IGNORECASE)


@dataclass(slots=True)
class _Votes:
    self_votes: float = 0.0
    kin_votes: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    current: str | None = None

    def add(self, relation: str, weight: float, word: str | None = None) -> None:
        self.kin_votes[relation] = self.kin_votes.get(relation, 0.0) + weight
        if word:
            self.words.setdefault(relation, word)


def find_subject(text: str) -> tuple[str, str | None]:
    """(subject, the kin word that named them or None). Counts, sentence by sentence, who has the complaint.

    A tie goes to the writer: a family history beside one's own complaint is the commoner text.
    """
    if not _ANY_KIN.search(text):
        return "self", None
    votes = _Votes()
    if explicit := _EXPLICIT.search(text):
        word = explicit["kin"] or explicit["kin2"]
        votes.add(find_kin(word)[0], 3, word)
    for sentence in _SENTENCE.finditer(text):
        _vote(sentence[0], votes)
    if not votes.kin_votes:
        return "self", None
    relation = max(votes.kin_votes, key=lambda key: votes.kin_votes[key])
    if votes.kin_votes[relation] > votes.self_votes:
        return relation, votes.words.get(relation)
    return "self", None


def _vote(sentence: str, votes: _Votes) -> None:
    named = _named_kin(sentence)
    if named is not None:
        relation, word = named
        votes.current = relation
        history = bool(_FAMILY_HISTORY.search(sentence)) and not _MY_N_OLD.search(sentence)
        votes.add(relation, 0.4 if history else 1 + bool(_MY_N_OLD.search(sentence)), word)
    elif votes.current and _THIRD.search(sentence):
        votes.add(votes.current, 1)
        return
    rest = _MY_KIN.sub(" ", _MY_N_OLD.sub(" ", _CARER.sub(" ", _SOCIAL.sub(" ", sentence))))
    if _SELF_STATE.search(rest) and (named is None or re.search(r"\bI\b|\bI['’]", rest)):
        votes.self_votes += 1


def _named_kin(sentence: str) -> tuple[str, str | None] | None:
    """The person a sentence is about, where a kin word names them as more than a companion."""
    rest = _SOCIAL.sub(" ", sentence)
    if han := _HAN_MY_KIN.search(rest):
        return find_kin(han["kin"])[0], han["kin"]
    if hit := _MY_KIN.search(rest):
        return find_kin(hit["kin"])[0], hit["kin"]
    return ("child", None) if _MY_N_OLD.search(rest) else None


# Who is meant stands near; a "sentence" without an end must not make reading its ages take the square of its length.
OWNER_REACH = 300


def owner_of(text: str, mention: AgeMention) -> str:
    """Whose age a mention is: self, child, parent, partner or other, read from its own sentence."""
    sentence = max(text.rfind(mark, 0, mention.start) for mark in ".!?\n。") + 1
    start = max(sentence, mention.start - OWNER_REACH)
    after = text[mention.end : mention.end + 40]
    said = text[start : mention.end]
    own = _KIN_IN.search(text[mention.start : mention.number_start])
    if mention.form in ("near", "bare", "of_years") and own:
        return find_kin(own[0])[0]
    if _MY_GAP.search(text[start : mention.start]) and not _MY_KIN.search(said):
        kin = re.match(rf"[\s-]*(?:\w+\s){{0,2}}?(?P<kin>{KIN_WORD})\b", after, re.IGNORECASE)
        return find_kin(kin["kin"])[0] if kin else "child"
    return _nearest_owner(said)


def _nearest_owner(before: str) -> str:
    kin = list(_MY_KIN.finditer(before))
    own = [hit.start() for hit in re.finditer(r"\b(?:I|I['’]?m|Im|im|i)\b", before)]
    third = [hit.start() for hit in re.finditer(r"\b(?:he|she)\b", before, re.IGNORECASE)]
    last_kin = kin[-1].end() if kin else -1
    if third and third[-1] > max(last_kin, own[-1] if own else -1):
        return find_kin(kin[-1]["kin"])[0] if kin else "third"
    if last_kin > (own[-1] if own else -1):
        return find_kin(kin[-1]["kin"])[0]
    han = _HAN_MY_KIN.search(before)
    return find_kin(han["kin"])[0] if han else "self"
