"""Who a question is about: the writer or somebody the writer tells of, never merely somebody mentioned."""

import re
from dataclasses import dataclass, field

from curbside.clinical.demographics.age import AgeMention
from curbside.clinical.demographics.kin import HAN_KIN, HAN_KIN_WORD, KIN_WORD, find_kin

_SENTENCE = re.compile(r"(?:[^.!?。！？\n]|\.(?=\d))+")
_AGE_GAP = r"(?:[\w.'’-]+\s){0,4}?"
_MY_KIN = re.compile(rf"\b(?:my|our|a)\s+{_AGE_GAP}(?P<kin>{KIN_WORD})(?P<poss>['’]s)?(?![\w-])", re.IGNORECASE)
_MY_N_OLD = re.compile(
    r"\b(?:my|our)\s+(?:[\w.-]+[-\s]){1,3}(?:year|month|week|day|yr|"
    r"mo)s?[-\s]olds?\b",
    re.IGNORECASE,
)
# Chinese drops the "my": a relative that opens a clause is the writer's.
_HAN_MY_KIN = re.compile(rf"(?:我(?:的|家)?[^，。,.我]{{0,4}}?|(?:^|[，。,.！？!?；;：:\s]))(?P<kin>{HAN_KIN_WORD})")
_HAN_SAYS = re.compile(
    rf"我?(?:的|家)?{HAN_KIN_WORD}(?:也|都)?(?:不知道|不曉得|不晓得|不讓|不让|說|说|叫我|覺得|觉得|認為|认为|建議我|建议我)"
    rf"|[跟和被向對对][我]?(?:的)?{HAN_KIN_WORD}"
)
_HAN_CARER = re.compile(
    "我(?:們|们|也|很|真的|非常|有點|有点|好)*(?:擔心|担心|害怕|想問|想问|想請問|想请问|該怎麼|该怎么|不知道|給他|给他|給她|给她|帶他|带他|帶她|带她|要帶|要带|該|该)"
)
# The first characters of the kin words: a cheap look before the expensive one.
_HAN_KIN_ANY = re.compile("[" + "".join(sorted({word[0] for word in HAN_KIN})) + "]")
_HAN_SELF = re.compile("我(?![們们])|本人")
# "Mom is 82", "the baby has a rash", "Dad's legs": a relative that opens the text needs no "my".
_OPENS_WITH_KIN = re.compile(
    r"^\W*(?:so\s+|hi\W+|hello\W+)?(?:the\s+)?(?P<kin>mom|mum|dad|mother|father|grandma|grandpa|nan|hubby|baby|toddler)"
    r"(?:['’]s\s+\w|\s+(?:is|has|keeps?|gets?|can|can['’]?t|cannot|won['’]?t|does|doesn['’]?t|stopped|started|refuses|cries|vomits|coughs|"
    r"snores|fell|complains|sleeps|eats|hasn['’]?t|isn['’]?t)\b)",
    re.IGNORECASE,
)
_THIRD = re.compile(r"\b(?:he|she|his|her|him|they)(?:['’]s|['’]d)?\b", re.IGNORECASE)
# "As a 13 year old girl" is the writer; "as a mother of a girl" is not the girl.
_SELF_AS = re.compile(
    r"\b(?:as|am|i['’]?m)\s+(?:(?:just|only|still|currently)\s+)?an?\s+"
    r"(?:(?!(?:of|with|to|whose|for|and|has|have|by)\b)[\w.'’-]+\s){0,5}?(?:girl|boy|teen(?:ager)?|kid|child|student|lad|lass)\b",
    re.IGNORECASE,
)
# "I have a 14 year old": the age is the child's.
_HAVING = re.compile(
    r"\b(?:have|has|had|got|of|with|for|to|about|raising)\s+(?:an?|one|our|two)\s+(?:\w+\s)?$", re.IGNORECASE
)
_YOUNG_WORDS = frozenset(["girl", "boy", "teen", "teenager", "kid"])
# What a writer says of themselves as carer or questioner, not as patient.
_CARER = re.compile(
    r"\bI(?:['’]m|\s+am)?\s+(?:\w+ly\s+|so\s+|very\s+|really\s+|a\s+bit\s+|just\s+)?(?:worried|"
    r"concerned|scared|wondering|asking|writing|hoping|"
    r"have\s+(?:got\s+)?an?\s+(?=[\w.]+[\s-](?:year|month|week|day|yr|yo|mo)s?[\s-]?olds?\b)|"
    r"want|would\s+like|noticed|think|thought|gave|took|give|take\s+(?:him|her)|called|know|wonder|read|"
    r"heard|hope|"
    r"need\s+(?:help|advice|to\s+know)|do\s+not\s+know|don['’]t\s+know|was\s+told|saw|found|asked|"
    r"tried\s+giving|(?:['’]m\s+|am\s+)?at\s+(?:a\s+loss|my\s+wits?['’]?\s+end)|"
    r"can(?:no|['’])?t\s+(?:seem\s+to\s+)?(?:figure\s+out|work\s+out|find\s+out|tell)|"
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
    sentence = _SELF_AS.sub("I am", sentence)
    named = _named_kin(sentence)
    if named is not None:
        relation, word = named
        votes.current = relation
        history = bool(_FAMILY_HISTORY.search(sentence)) and not _MY_N_OLD.search(sentence)
        votes.add(relation, 0.4 if history else 1 + bool(_MY_N_OLD.search(sentence)), word)
    elif votes.current and _THIRD.search(sentence):
        votes.add(votes.current, 1)
        return
    rest = _without_others(sentence)
    own = _SELF_STATE.search(rest) and (named is None or re.search(r"\bI\b|\bI['’]", rest))
    if own or (named is None and _HAN_SELF.search(_HAN_CARER.sub(" ", sentence))):
        votes.self_votes += 1


def _without_others(sentence: str) -> str:
    """The sentence without what is said of relatives and what the writer says as carer."""
    # Three of the four searches need a kin word or an age; most sentences have neither.
    if not _ANY_KIN.search(sentence):
        return _CARER.sub(" ", sentence)
    return _MY_KIN.sub(" ", _MY_N_OLD.sub(" ", _CARER.sub(" ", _SOCIAL.sub(" ", sentence))))


def _named_kin(sentence: str) -> tuple[str, str | None] | None:
    """The person a sentence is about, where a kin word names them as more than a companion."""
    rest = _HAN_SAYS.sub(" ", _SOCIAL.sub(" ", sentence))
    if han := _HAN_MY_KIN.search(rest):
        return find_kin(han["kin"])[0], han["kin"]
    if hit := _MY_KIN.search(rest) or _OPENS_WITH_KIN.match(rest):
        return find_kin(hit["kin"])[0], hit["kin"]
    return ("child", None) if _MY_N_OLD.search(rest) else None


# Who is meant stands near; a "sentence" without an end must not make reading its ages take the square of its length.
OWNER_REACH = 300


def owner_of(text: str, mention: AgeMention) -> str:
    """Whose age a mention is: self, child, parent, partner or other, read from its own sentence."""
    sentence = max(text.rfind(mark, 0, mention.start) for mark in ".!?\n。！？") + 1
    start = max(sentence, mention.start - OWNER_REACH)
    after = text[mention.end : mention.end + 40]
    said = text[start : mention.end]
    own = _KIN_IN.search(text[mention.start : mention.number_start])
    opens = not text[start : mention.start].strip()
    if mention.form == "near" and own and own[0].lower() in _YOUNG_WORDS and opens:
        return "self"
    if _HAVING.search(text[start : mention.start]):
        kin = re.match(rf"[\s-]*(?:\w+\s){{0,2}}?(?P<kin>{KIN_WORD})\b", after, re.IGNORECASE)
        return find_kin(kin["kin"])[0] if kin else "child" if mention.years < 20 else "other"
    if mention.form in ("near", "bare", "of_years") and own:
        return find_kin(own[0])[0]
    if _MY_GAP.search(text[start : mention.start]) and not _MY_KIN.search(said):
        kin = re.match(rf"[\s-]*(?:\w+\s){{0,2}}?(?P<kin>{KIN_WORD})\b", after, re.IGNORECASE)
        return find_kin(kin["kin"])[0] if kin else "child"
    return _nearest_owner(said)


def _nearest_owner(before: str) -> str:
    before = _SELF_AS.sub("I", before) if " a" in before.lower() else before
    kin = list(_MY_KIN.finditer(before))
    own = [hit.start() for hit in re.finditer(r"\b(?:I|I['’]?m|Im|im|i)\b", before)]
    third = [hit.start() for hit in re.finditer(r"\b(?:he|she)\b", before, re.IGNORECASE)]
    last_kin = kin[-1].end() if kin else -1
    if third and third[-1] > max(last_kin, own[-1] if own else -1):
        return find_kin(kin[-1]["kin"])[0] if kin else "third"
    if last_kin > (own[-1] if own else -1):
        return find_kin(kin[-1]["kin"])[0]
    return _han_owner(before)


def _han_owner(before: str) -> str:
    """The last person named before the age; 我 without a relative is the writer."""
    if not _HAN_KIN_ANY.search(before):
        return "self"
    clear = _HAN_SAYS.sub("，", before)
    han = [*_HAN_MY_KIN.finditer(clear)]
    own = [hit.start() for hit in _HAN_SELF.finditer(clear)]
    if not han or (own and own[-1] > han[-1].end()):
        return "self"
    return find_kin(han[-1]["kin"])[0]
