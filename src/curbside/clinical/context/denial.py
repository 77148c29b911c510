"""Which signs deny without a trigger word, and where does a denial end though no stop word says so?

The families follow NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009); the wordings are our own. Every text
given is folded: lower case, straight apostrophes.
"""

import re

from curbside.clinical.context.answers import looked_for_and_not_found

# "We ruled pneumonia out": the two halves stand around what they deny.
_RULED_APART = re.compile(r"\b(?<!to )(?<!not )(?<!'t )ruled(?=(?:\s+[\w']+){1,4}\s+out\b)")
# "No one in the house has diarrhoea", but "nobody has checked my pressure".
_NOBODY_HAS = re.compile(
    r"\b(?:no\s+one|nobody|none)(?:\s+[\w']+){0,4}?\s+(?:has|have|had|gets?|got)\s+(?!\w+(?:ed|en|ne|wn|ld|nd)\b)"
)
# A note's clause that begins so denies what follows: "Absent reflexes", "Unlikely gout", "Neg nausea".
_INITIAL = re.compile(
    r"(?:^|(?<=[,;:.]\s)|(?<=\band )|(?<=\bwith ))"
    r"(?:absent|(?:very\s+|highly\s+)?unlikely|doubt|neg|nil)\.?\s+(?=[a-z])"
)
# "(-) fever", "-fever, +cough", "-ve for blood": a bare minus denies only beside a plus, else it is a dash.
_MINUS = re.compile(r"(?<![\w)])(?:\(\s*[-–]\s*\)|[-–]ve(?:\s+for)?\b|∅)(?=\s*[a-z])")
_BARE_MINUS = re.compile(r"(?<![\w)])[-–](?=\s?[a-z])")
_PLUS = re.compile(r"(?<![\w+])\+\s?[a-z]")
# "Non-tender lump" denies the next word alone.
_NON = re.compile(r"\bnon[- ](?=[a-z])")
# "Cough: no, phlegm: none", "neck stiffness (-)": a form filled in; "pain: no better" is none.
_ANSWERED_NO = re.compile(
    r":\s*(?:no|none|nil|neg|negative|denie[ds]|absent|not present)(?=\s*(?:[,.;\n]|$))|(?<=[a-z])\s*\(\s*[-–]\s*\)"
    r"|(?<=[a-z])\s+[-–]\s+(?:no|none|nil|neg|negative|denied|absent)(?=\s*(?:[,.;\n]|$))|(?<=[a-z])\s+[-–]ve\b"
    r"|(?<=[a-z])\s*\(\s*(?:no|none|nil|neg|negative|denied|absent)\s*\)"
    r"|(?<=[a-z])\?\s+(?:no|none|nil|nope|nah|never|not\s+(?:at\s+all|really|any))(?=\s*(?:[,.;\n]|$))"
    r"|(?<=[a-z])\s+(?:nope|nah|never|not\s+at\s+all|no\s+longer)(?=\s*(?:[,.;\n]|$))|(?<=[a-z]),\s+no(?=\s*[.;])"
)
# "I have everything but a fever", not "everything is fine except the cough".
_ALL_BUT = re.compile(
    r"(?:\b(?:have|has|had|having|got|shows?)\s+(?:\w+\s+)?everything|\b(?:every|all(?:\s+(?:of\s+)?the)?)\s+(?:other\s+)?(?:symptoms?|signs?)|,\s*everything)\b"
    r"(?:(?!\b(?:fine|normal|ok|okay|good|negative|well|clear|better|gone|improved)\b)[^.;:]){0,30}?"
    r"\b(?:except|but|minus|save|apart\s+from|other\s+than)\s+(?:for\s+)?(?:an?\s+|the\s+|any\s+)?"
)
# A note's heading over a list of what is not there.
_NEGATIVES = re.compile(
    r"\b(?:(?:pertinent|significant|relevant)\s+)?negatives(?:\s+(?:include[ds]?|are|were)\b|:)"
    r"|\bdenied\s+by\s+(?:the\s+)?(?:patient|pt)\s*:"
)
# "Fever yes, cough no": a bare no behind a thing denies it only beside a yes.
_YES = re.compile(r"(?<=[a-z])\s+yes\b")
_BARE_NO = re.compile(r"(?<=[a-z])\s+no(?=\s*(?:[,.;\n]|$))")
_FREE = re.compile(r"(?<=[a-z])[- ]free\b(?!\s+(?:of|from|time|to)\b)")
# "Fever? None." is answered in the next sentence; "no better" is no answer.
_NO_BEHIND = re.compile(
    r"\s*(?!no\s+(?:better|change|improvement|idea|matter)\b)(?:a:\s*)?(?:no|none|nope|nil|never|not\s+that\s+\w+)\b"
    r"[^.!?;\n]{0,24}(?:[.!,;\n]|$)"
)

_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be)\s+$")
_PASSIVE_WORDS = frozenset({"denied", "excluded", "ruled out"})
_LIST_HEAD = re.compile(r"\b(?:denie[sd]|denying|negatives?|negative\s+for|no)\s*:")

# A pronoun with its verb begins a clause of its own, unless the denial runs into it ("nor do I have");
# ", with" ends a denial and nothing else ("without jaundice, with itching").
_NEW_CLAUSE = re.compile(
    r"\b(?<!\bnor )(?<!\bhave )(?<!\bdo )(?<!\bdid )(?<!\bdoes )(?<!think )(?<!believe )(?<!never )(?<!\bthat )"
    r"(?<!\bif )(?<!\btime )(?<!once )"
    r"(?:i|he|she|they|we)\s+(?:have|has|feels?|felt|is|am|are|was|were|had|gets?|got)\b|,\s+with\b"
    r"|,\s+(?:(?:still|is|he's|she's)\s+)?(?:eating|drinking|sleeping|feeding|playing|peeing|breathing|walking|talking|acting)\b"
    # "No stroke, scattered changes compatible with migraine."
    r"|,\s+(?:[\w-]+\s+){1,4}(?:compatible|consistent|in\s+keeping)\s+with\b"
)
_JOINED = re.compile(r",|\band\b")
# "No nausea, the headache comes every evening": what has a verb of its own behind it begins a clause.
_OWN_VERB = re.compile(
    r"\s*(?:\(\+\)|(?:of\s+\d+|yes|positive|present|pos|is|are|was|were|has|have|had|persists?|continues?|remains?|lingers?"
    r"|started|began|comes?|came|keeps?|gets?|got|goes\s+on|went\s+on|lasts?|worsens?|worsened|returned|twice|every"
    r"|all\s+(?:day|night|the\s+time)|on\s+and\s+off)\b)(?!\s+(?:been\s+)?(?:seen|noted|found|noticed|present|reported"
    r"|identified|observed|detected|absent|denied|negative|not|ruled))"
)
# "Neither the cough nor the fever has gone", "never did the pain let up".
_NOT_OVER = re.compile(
    r"(?:\s+(?:nor|or|and)\s+(?:the\s+|my\s+|his\s+|her\s+)?\w+)?\s+(?:ever\s+|really\s+|fully\s+)?"
    r"(?:let\s+up|stops?|go(?:es)?\s+away|eases?|leaves?|improves?|gets?\s+better|subsides?|settles?|disappears?|resolves?"
    r"|(?:has|have)\s+(?:gone|stopped|eased|improved|changed|cleared|subsided|settled|disappeared|resolved))\b"
)
# These take what is mine or hers as given, and "the" thing spoken of in another phrase: "no wheezing during this cold".
# "It is not the flu" denies the flu.
_TAKES_AS_GIVEN = re.compile(r"(?:no|not|nobody|none|neither|[a-z]+n'?t|nor|did|does|do|has|have|had|is|was)\b")
_GIVEN = re.compile(
    r"\b(?:my|his|her|their|our|your)\s+(?:[\w-]+\s+)?$"
    r"|\w\s+(?!nor\b|or\b|and\b|had\b|has\b|have\b|get\b|got\b)[\w'-]+\s+(?:the|this|these|those)\s+(?:[\w-]+\s+)?$"
)
# "I did not hit my head" denies the blow, not a head one has.
_BODY_PART = re.compile(
    r"(?:head|eyes?|face|ears?|nose|mouth|throat|neck|chest|breasts?|heart|back|belly|stomach|tummy|arms?|hands?|wrists?"
    r"|fingers?|legs?|knees?|ankles?|f(?:oo|ee)t|toes?|skin|bladder|bowels?|water)\b(?!\s+(?:pains?|aches?|hurts?))"
)
_OR = re.compile(r"\b(?:or|nor)\b")
_OR_REACH = 40
# "The headache persists and vomiting was not seen": the denial behind belongs to the last clause.
_VERB_BETWEEN = re.compile(
    r"\b(?:is|are|has|have|had|persists?|continues?|remains?|worsens?|worsened|improves?|improved|stays?)\b"
    r"[^,;]*(?:,|\band\b)"
)


def denial_signs(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    """Direction, start and end of every sign in the sentence [start, end) of `text`, listed triggers aside."""
    found = [
        ("forward", one) for said in (_RULED_APART, _NOBODY_HAS, _NEGATIVES) for one in _matches(said, text, start, end)
    ]
    # "^" stands for the sentence's start.
    sentence = text[start:end]
    found += [("near", (low + start, high + start)) for low, high in _matches(_INITIAL, sentence, 0, len(sentence))]
    found += [("near", one) for one in _matches(_MINUS, text, start, end)]
    if _PLUS.search(text, start, end):
        found += [("near", one) for one in _matches(_BARE_MINUS, text, start, end)]
    found += [("next", one) for said in (_NON, _ALL_BUT) for one in _matches(said, text, start, end)]
    answers = (_ANSWERED_NO, _FREE, _BARE_NO) if _YES.search(text, start, end) else (_ANSWERED_NO, _FREE)
    found += [("close", one) for answer in answers for one in _matches(answer, text, start, end)]
    if answered := looked_for_and_not_found(text, start, end):
        found.append(("within", answered))
    if sentence.endswith("?") and _NO_BEHIND.match(text, end):
        found.append(("close", (end, end + 1)))
    return [(direction, low, high) for direction, (low, high) in found]


def is_said_of_next(text: str, start: int, end: int) -> bool:
    """Does the trigger [start, end) speak of what follows it?

    Not so in "nausea was denied, cough is worse", nor in "no, the pain is back".
    """
    if text[start:end] == "no" and text.startswith((",", ")"), end):
        return False
    return text[start:end] not in _PASSIVE_WORDS or not _PASSIVE.search(text, max(0, start - 8), start)


def lists_denials(text: str, start: int, end: int) -> bool:
    """Is the sentence [start, end) a list under a heading, "Denies: fever; cough; rash", in which ";" ends nothing?"""
    return text.find(";", start, end) >= 0 and _LIST_HEAD.search(text, start, end) is not None


# "It's not the headache that bothers me": there is one.
_CLEFT = re.compile(
    r"\s+(?:itself\s+|alone\s+|so\s+much\s+)?(?:that|which|what)(?:['’]s|\s+(?:really\s+|actually\s+)?"
    r"(?:bothers?|worr(?:y|ies)|scares?|concerns?|frightens?|troubles?|gets|is|keeps|brings|brought|hurts|made|makes|causes?|caused|i\b(?!['’]?\w*\s+(?:know|remember|recall|aware|noticed|can|could))))"
)
# "I've never had a headache this bad": this one is there.
_COMPARED = re.compile(
    r"\s+(?:quite\s+|anywhere\s+near\s+)?(?:(?:this|that|so|as)\s+(?:bad|severe|strong|long|intense|often|much|painful|heavy|deep)"
    r"|like\s+(?:this|that|it|the\s+one))\b"
)
_SUCH = re.compile(r"\bsuch\s+(?:an?\s+)?(?:\w+\s+)?$")
# "Until Tuesday I'd never had vertigo": since then there is.
_UNTIL_BEFORE = re.compile(
    r"\b(?:until|till)\s+[^,.;]{2,25},?\s*(?:(?:i|he|she|we)(?:'d|'s|'ve)?\s+)?(?:(?:had|have|has)\s+)?$"
)
# "I'm not saying I have no pain": a denial denied.
_DENIED_TWICE = re.compile(
    r"(?:\b(?:not|never|wrong\s+to|hard\s+to|untrue\s+to|cannot)|n't)\s+"
    r"(?:(?:to\s+)?(?:say|saying|said|claim|claiming|pretend|pretending|mean|meaning)\b|(?:that|as\s+if|as\s+though|true|like)\b"
    r"|(?:(?:been|remember|recall|had)\s+)?(?:an?\s+|one\s+|the\s+)?(?:single\s+)?(?:day|night|week|hour|minute|month|morning|meal)\b)"
    r"[^,.;:]{0,25}$"
)
_NO_AGAIN = re.compile(r"\s*(?:no|without|zero)\b")
# "No fever, cough for two weeks": what has a time of its own is there, unless the list goes on to it.
_TIME_BEHIND = re.compile(
    r"\s+(?:for\s+(?:(?:the\s+)?(?:past|last)\s+)?(?:about\s+|over\s+)?(?:\d|an?\b|two|three|four|five|six|some|several|weeks|days|months)|since\b|x\s?\d)"
)
# "No wheezing, no fever, cough at night": who says "no" to each says it of no other, unless an "or" goes on.
_DENIED_AGAIN = re.compile(r",\s*(?:and\s+)?(?:no|not|without)\s+[^,.;:]{2,30},")
_EACH_DENIED = re.compile(r"\b(?:no|not|without)\s+[^,.;:]{2,30},\s*(?:and\s+)?$")
_ONE_COMMA = re.compile(r"[^,;]*,\s*(?:a\s+|an\s+)?(?:[\w-]+\s+)?$")


def has_denial_ended(text: str, start: int, low: int, high: int, *, phrase_end: int) -> bool:
    """Does the denial [start, low) say nothing of the phrase [high, phrase_end) behind it?

    So when a clause of its own begins between them, when the phrase is said not to end, or is taken as given: "nobody
    treats my asthma", "no wheezing during this cold".
    """
    if (
        _UNTIL_BEFORE.search(text, max(0, start - 45), start)
        or _DENIED_TWICE.search(text, max(0, start - 60), start)
        or _NO_AGAIN.match(text, low, high)
    ):
        return True
    if "never" in text[start:low] and (_COMPARED.match(text, phrase_end) or _SUCH.search(text[low:high])):
        return True
    if (
        text.find(",", low, high) >= 0
        and (_DENIED_AGAIN.search(text, low, high) or _EACH_DENIED.search(text[max(0, start - 40) : start]))
        and not _OR.search(text, low, phrase_end + _OR_REACH)
    ):
        return True
    if _CLEFT.match(text, phrase_end) or (_TIME_BEHIND.match(text, phrase_end) and _ONE_COMMA.match(text[low:high])):
        return True
    if _NOT_OVER.match(text, phrase_end) or _NEW_CLAUSE.search(text, low, high) or text.find("+", low, high) >= 0:
        return True
    given = _TAKES_AS_GIVEN.fullmatch(text[start:low].split()[0]) and _GIVEN.search(text, low, high)
    if given and not _BODY_PART.match(text, high):
        return True
    return has_verb_of_its_own(text, low, high, phrase_end=phrase_end)


def has_verb_of_its_own(text: str, low: int, high: int, *, phrase_end: int) -> bool:
    """Does the phrase [high, phrase_end), joined by a comma or "and" to what ends at `low`, begin a statement?"""
    if _JOINED.search(text, low, high) is None:
        return False
    # "No pain at rest, pain when walking": what was denied a moment ago is named again because it is there.
    return _OWN_VERB.match(text, phrase_end) is not None or text[high:phrase_end] in text[low:high]


def ends_at_comma(text: str, low: int, high: int, *, phrase_end: int) -> bool:
    """Does a denied verb end at the comma before the phrase? "Not dizzy, sick or faint" goes on to its "or"."""
    return text.find(",", low, high) >= 0 and not _OR.search(text, low, phrase_end + _OR_REACH)


def is_denial_of_another(text: str, low: int, high: int) -> bool:
    """Does a statement stand in [low, high), between a phrase and the denial that follows it?"""
    return _VERB_BETWEEN.search(text, low, high) is not None


def _matches(pattern: re.Pattern[str], text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text, start, end)]
