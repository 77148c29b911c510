"""Does the reply name the side the question named?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import SiteMention, are_near, find_sites, implied_sites
from curbside.clinical.reply_checks.contents import contents, holds, stem_of
from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_negated, problem
from curbside.clinical.sentences import Sentence, split_sentences

# The other side may be named as the healthy one to look at.
_COMPARED = re.compile(
    r"\b(?:comparison|compare[ds]?|reference|sound (?:side|one)|uninjured|good (?:side|one|left|right)|both sides"
    r"|healthy\s+(?:left|right|side|one|ear|eye|leg|arm|foot|hand|knee)|the\s+healthy|opposite|unaffected|(?:spreads?|move[sd]?|goes)\s+(?:over\s+)?(?:to|into|across)\s+(?:the|your|his|her)\s+(?:left|right|other)|crosses|join(?:s|ed)?|(?:left|right)\s+(?:leg|foot|arm|hand)\s+first)\b|"
    r"\b(?:left|right)\b(?:\s+\w+){0,3},?\s+(?:or|and|then|nor)\s+(?:\w+\s+){0,4}(?:left|right)\b"
)
# "The right one may hurt too": the other side is meant, within its clause.
_ADDED = re.compile(r"\b(?:other|as\s+well|also|too(?=\s*[,.;:)]|\s*$)|either|share)(?![a-z])")
_CLAUSE_ENDS = re.compile(r"[,;:()]")
# The sound hand does the work: "use the right hand for the chisel".
_WORKS = re.compile(
    r"(?:^|[.,;:]\s*)(?:please\s+)?(?:use|hold|carry|write|work|press|support|train|try|eat|brush)\b[^,;:]{0,25}$"
)
# Postures may be of any side.
_POSTURE = re.compile(
    r"\b(?:lie|lying|bite|sleep|sleeping|stand|standing|lean|leaning|hop|roll|turn|chew|chewing|nurse|feed|step|start"
    r"|begin|lead|kick|push)\b[^,;:]{0,20}$"
)
# How a side is said to be the ill one or the sound one; everyday words, our own list.
_ILL = (
    r"(?:sore|poor|painful|bad|hurt|hurting|injured|affected|swollen|puffy|aching|achy|troubled|troublesome|itchy|weak|numb"
    r"|stiff|broken|sprained|twisted|blocked|tender|bruised|infected|inflamed|irritated|burning|ill)"
)
_SOUND = r"(?:good|healthy|sound|uninjured|unaffected|unhurt|normal|pain-free|painless)"
_SIDE = r"(?P<side>left|right)(?:-hand)?"
# No side at all: "right now", "all right", "that is right, …", "what is left of it".
_NO_SIDE = (
    r"(?!\s+(?:now|away|then|there|after|before|over|amount|dose|time|track|direction|choice"
    r"|thing|as|by|so|behind|under|above|below|in|on|at|to|from|up|down|through)\b)"
)
_ILL_SIDE = re.compile(
    rf"\b{_ILL},?\s+(?:and\s+)?{_SIDE}{_NO_SIDE}"
    rf"|\b(?P<side2>left|right)(?:-hand)?\s+(?:side|one|\w+)\s+(?:is|was|that\s+is|which\s+is|that)?\s*"
    rf"(?:still\s+|so\s+|the\s+)?(?:{_ILL}|hurts|aches)\b"
    r"|\b(?P<side3>left|right)\b[^.;]{0,12}\b(?:since|as|because|which|where)\b[^.;]{0,12}\b(?:is|was)\s+(?:the|your|his"
    rf"|her)\s+(?:\w+\s+)?(?:\w+\s+(?:that\s+)?(?:you|he|she|is|was|has)\s+\w+|{_ILL})"
)
_SOUND_SIDE = re.compile(
    rf"\b{_SOUND},?\s+{_SIDE}{_NO_SIDE}|\b(?P<side2>left|right)(?:-hand)?\s+(?:side|one|\w+)\s+(?:is|was|which\s+is)\s+"
    rf"(?:{_SOUND}|fine)\b"
    r"|\b(?P<side3>left|right)(?:\s+\w+)?\s+(?:is|being)\s+(?:the|your|his|her)\s+(?:good|better|healthy|sound)\b"
    r"|\bbetter\s+(?P<side4>left|right)\s+(?:eye|ear|leg|arm|hand|foot|knee|hip|shoulder|side)\b"
)
# "On the right", "your right side": a side without a part.
_BARE = re.compile(
    rf"\b(?:on|at|in|of|to|over|from)\s+(?:the|your|his|her|that)\s+(?:(?:lower|upper|far|same)\s+)?{_SIDE}"
    r"(?=\s*[,.;:)]|\s*$|\s+(?:\d+|two|three|four|five|six|seven|eight|nine|ten|after|since|now|today|throbs|hurts|swells|gets|aches|bleeds|opens|becomes|turns|feels|looks|side|is|are|was|were|and|that|which|for|with|where|when|has|have|should|will|may|can|must|needs|first|taken|turning|isn't|doesn't|didn't|hasn't|won't|still|does|did)\b)"
    r"|\b(?P<side2>left|right)[-\s](?:sided?|hand\s+side)\b"
    # Organs that the list of sites lacks.
    r"|\b(?P<side4>left|right)\s+(?:upper\s+|lower\s+|middle\s+)?(?:kidney|lung|ovary|ureter|tonsil|testicle|lobe|sinus|molar|wisdom\s+tooth)\b"
    r"|\b(?:lower|upper)\s+(?P<side5>left|right)\b"
    # "I would like the right one examined."
    r"|\bthe\s+(?P<side3>left|right)\s+one\s+(?:should\s+be\s+|to\s+be\s+)?"
    r"(?:examined|looked\s+at|checked|seen|scanned|x-rayed|tested|treated|rinsed|sit(?:s|ting)|hang(?:s|ing)|higher|lower|hurts|aches|swells|swelled|hears|rests|throbs|turn(?:s|ing|ed)?|isn't|doesn't)\b"
)
# "It may jump from the left eye to the right one": the ill side comes first.
_SPREADING = re.compile(
    r"\bfrom\s+(?:the|your|his|her)\s+(?P<side>left|right)\b[^.;]{0,25}\bto\s+(?:the|your|his|her)\s+(?:left|right|other)\b"
)
# A complaint with a side that the asker never gave: "the tingling in your right hand".
_UNASKED = re.compile(
    r"\b(?:the|this|that|your|his|her)\s+[a-z]+\s+(?:in|of|on)\s+(?:your|his|her)\s+(?P<side>left|right)\s+(?!side\b)[a-z]+"
)
_ANY_SIDE = re.compile(r"\b(?P<side>left|right|both)\b(?=[\s-]+(?:side|one|hand|lower|upper|\w+)|\s*[,.;:)!?]|\s*$)")
_FINE = re.compile(
    r"\b(?:fine|normal|okay|ok|good|healthy|perfect|grand|all\s+right|no\s+problems?|nothing|unaffected|replaced|better)\b"
)
_SIDE_WORD = re.compile(r"\b(?:left|right)\b")
_CLAUSES = re.compile(r"[;,.:!?()\n]|\bbut\b|\bwhile\b|\bwhereas\b")
TYPE = "laterality_mismatch"


def find_laterality(case: ReplyCase) -> Iterator[Problem]:
    """A side given to the complaint where the question gives it the other one, or none at all."""
    asked_folded = _spelled_out(case.asked)
    ill = _ill_sides(asked_folded)
    sided_sites, past_sites = _sided_sites(asked_folded)
    side_of_words = _side_of_words(asked_folded)
    asked_words = frozenset(contents(asked_folded))
    # A part the question names without a side is on the one side that it names at all.
    if len(ill) == 1 and ill <= {"left", "right"}:
        unsided = {mention.site for mention in find_sites(asked_folded) if not mention.side}
        sided_sites |= {(site, side) for site in unsided - {one for one, _ in sided_sites} for side in ill}
    for sentence in case.sentences:
        seen: list[tuple[int, int]] = []
        for start, end, said, asked in (
            *_sited(sentence, sided_sites, past_sites),
            *_worked(sentence.text, sided_sites),
            *(_unsited(sentence.text, ill, asked_words) if len(ill) <= 1 else ()),
            *_worded(sentence.text, side_of_words),
            *_doubled(sentence.text, sided_sites),
        ):
            if any(low < end and start < high for low, high in seen):
                continue
            seen.append((start, end))
            message = f"The question says {asked or 'no side'}; the reply says {said}."
            yield problem(
                case, TYPE, sentence.start + start, sentence.start + end, severity=Severity.WARN, message=message
            )


_Slip = tuple[int, int, str, str]


# "R hand", "(L) knee", "pain in R groin": a capital for a side.
_CAPITAL = re.compile(
    r"(?<![A-Za-z0-9'])\(?(?P<side>[RL])\)?(?=\s+(?:is|was|side|sided|one|lower|upper|foot|hand|eye|ear|knee|hip|leg|arm|wrist|ankle|shoulder|groin|flank|breast"
    r"|elbow|thumb|calf|heel|testicle|temple|cheek|jaw|chest|lung|kidney|thigh|shin|big|index|middle|ring|little|great|neck|face|buttock)\b)"
)
# The half of the brain is not the side that is ill.
_BRAIN = re.compile(
    r"\b(?:left|right)[\s-]+(?:sided?\s+)?(?:(?:half|side)\s+of\s+(?:the|my|his|her)\s+)?(?:brain|hemisphere)"
)
# What was done to the other side once, or never was wrong with it.
_PAST_SIDE = re.compile(
    r"\b(?:surgery|operation|operated|replaced|replacement|removed|broke|fractured|years?\s+(?:ago|back)|in\s+(?:19|20)\d\d|(?:19|20)\d\d|as\s+a\s+(?:boy|girl|child)"
    r"|fine|normal|okay|ok|healthy|no\s+problems?)\b"
)


_TREATED = re.compile(
    r"\b(?:have|get|rest|ice|bandage|treat|cover|examine|scan|x-ray|(?:x-ray|ultrasound|mri|scan|picture)\s+of|look\s+at|drops\s+in(?:to)?)\s+(?:the|your|his|her)\s+$"
)
# "Big toe left became red".
_BEHIND = re.compile(
    r"\b(?P<site>toe|foot|knee|ear|eye|hand|wrist|ankle|hip|shoulder|leg|arm|elbow|thumb|breast|cheek)\s+(?P<side>left|right)"
    r"(?=\s*[,.;]|\s+(?:became|is|was|has|hurts|swollen|since|got|gets)\b|\s*$)"
)


def _spelled_out(asked: str) -> str:
    """The folded question with "R" and "L" as words and without the halves of a brain; its offsets do not matter."""
    spelled = _CAPITAL.sub(lambda hit: "right" if hit["side"] == "R" else "left", asked)
    return _BEHIND.sub(r"\g<side> \g<site>", _BRAIN.sub("brain", fold(spelled)))


def _sided_sites(asked: str) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Sites with the side the folded question gives them, and those of them that it only tells of as past or well."""
    sites, now = set(), set()
    for clause in _CLAUSES.split(asked):
        found = {(mention.site, mention.side) for mention in find_sites(clause) if mention.side}
        sites |= found
        if not _PAST_SIDE.search(clause):
            now |= found
    found = _beside_bare_sides(asked)
    return sites | found, sites - now - found


def _is_compared(sentence: str, start: int, end: int) -> bool:
    return _COMPARED.search(sentence, max(0, start - _COMPARED_REACH), end + _COMPARED_REACH) is not None


_COMPARED_REACH = 60
# "What your left hand can do alone", "do not let the right knee do all the work": the sound side is meant.
_WORKS_AFTER = re.compile(
    r"\s+(?:(?:can|may|should|will|must|has\s+to|to)\s+)?(?:do(?:es|ing)?|manage|take(?:s|\s+over)?|carry|carries)\s+(?:\w+\s+){0,3}?(?:alone|work|by\s+itself|load|lifting|weight)\b"
)


def _worked(sentence: str, sided: set[tuple[str, str]]) -> Iterator[_Slip]:
    """Work left to the side that is ill alone."""
    for mention in find_sites(sentence):
        asked = {side for site, side in sided if are_near(site, mention.site)}
        before = sentence[: mention.start]
        if asked != {mention.side} or mention.side == "both" or _NOT_WORKING.search(before):
            continue
        if _WORKS_AFTER.match(sentence, mention.end):
            yield mention.start, mention.end, mention.side, f"that the {mention.side} one is ill"


_NOT_WORKING = re.compile(r"\b(?:cannot|can't|not|never|don't|until|before|once|when)\b")


def _sited(sentence: Sentence, sided: set[tuple[str, str]], past: set[tuple[str, str]]) -> Iterator[_Slip]:
    """A sided site of the asker's, where the question names only the other side for it and its neighbours."""
    for mention in find_sites(sentence.text):
        if _is_compared(sentence.text, mention.start, mention.end) or _WORKS_AFTER.match(sentence.text, mention.end):
            continue
        asked = {side for site, side in sided if are_near(site, mention.site)}
        before = sentence.text[: mention.start]
        if (mention.site, mention.side) in past and _TREATED.search(before) and not _PAST_SIDE.search(sentence.text):
            asked -= {mention.side}
        if not _is_contrary(mention.side, asked) or _POSTURE.search(before) or _is_added(sentence.text, mention):
            continue
        if mention.site in ("hand", "arm", "wrist", "finger") and _WORKS.search(before):
            continue
        # "If only one leg swells": of a complaint on both sides, one side may be spoken of under a condition.
        conditional = general_from(sentence.text, "conditional_words") < mention.start
        if asked == {"both"} and conditional:
            continue
        yield mention.start, mention.end, mention.side, ", ".join(sorted(asked))


# "The right-sided narrowing", "right-handed": a side on a word that is no part of the body.
_ON_WORD = re.compile(
    r"\b(?P<side>left|right)(?:-sided|-side|-hand)?\s+(?P<word>[a-z]{4,})\b|\b(?P<side2>left|right)-(?P<word2>handed|footed|eyed)\b"
)
_BOTH_ILL = re.compile(
    r"\bboth\s+(?:of\s+)?(?:your\s+|his\s+|her\s+|the\s+)?(?P<site>[a-z]+)\s+(?:are|were|have\s+been)\s+(?:\w+\s+)?(?:affected|involved|sore|swollen|painful|ill|inflamed|numb"
    r"|weak|red|blocked|infected|stiff|itchy)\b|\bas\s+both\s+(?P<site2>[a-z]+)\b"
)


def _side_of_words(asked: str) -> dict[str, set[str]]:
    """Which sides the clauses of the question name that hold a word: narrowing → {left}."""
    found: dict[str, set[str]] = {}
    for clause in _CLAUSES.split(asked):
        sides = {hit["side"] for hit in _sides_in(clause)}
        for hit in _HANDED.finditer(clause):
            found.setdefault(hit[2], set()).add(hit[1])
        for word in contents(clause) if sides else ():
            found.setdefault(stem_of(word), set()).update(sides)
    return found


_HANDED = re.compile(r"\b(left|right)-?\s?(handed|footed|eyed)\b")


def _worded(sentence: str, sides: dict[str, set[str]]) -> Iterator[_Slip]:
    """A side on a word that the question has on the other side alone."""
    for hit in _ON_WORD.finditer(sentence):
        if _is_compared(sentence, hit.start(), hit.end()) or _adds(sentence, hit.start(), hit.end()):
            continue
        side, word = hit["side"] or hit["side2"], hit["word"] or hit["word2"]
        asked = sides.get(word if hit["word2"] else stem_of(word), set())
        if len(asked) == 1 and side not in asked and "both" not in asked and not is_negated(sentence, hit.start()):
            yield hit.start(), hit.end(), side, next(iter(asked))


def _doubled(sentence: str, sided: set[tuple[str, str]]) -> Iterator[_Slip]:
    """ "Because both eyes are affected" where the question has one."""
    for hit in _BOTH_ILL.finditer(sentence, 0, general_from(sentence, "conditional_words")):
        for mention in find_sites(hit["site"] or hit["site2"]):
            asked = {side for site, side in sided if are_near(site, mention.site)}
            if len(asked) == 1 and "both" not in asked:
                yield hit.start(), hit.end(), "both", next(iter(asked))


def _is_added(sentence: str, mention: SiteMention) -> bool:
    return _adds(sentence, mention.start, mention.end)


def _adds(sentence: str, start: int, end: int) -> bool:
    """Is the other side meant besides, in the clause around [start, end)?"""
    ends = [hit.start() for hit in _CLAUSE_ENDS.finditer(sentence)]
    low = max((place for place in ends if place <= start), default=0)
    high = min((place + 1 for place in ends if place >= end), default=len(sentence))
    return _ADDED.search(sentence, low, high) is not None


def _unsited(sentence: str, ill: frozenset[str], asked_words: frozenset[str]) -> Iterator[_Slip]:
    """Sides said to be the ill, the sound or the meant one, against the one side of the question's complaint."""
    if not ill:
        if not _ADVISED.search(sentence):
            for hit in _UNASKED.finditer(sentence, 0, general_from(sentence)):
                yield hit.start(), hit.end(), hit["side"], ""
        return
    asked = next(iter(ill))
    if asked == "both":
        return
    for pattern, contrary in ((_ILL_SIDE, True), (_SPREADING, True), (_SOUND_SIDE, False)):
        for hit in pattern.finditer(sentence):
            side = _side_of(hit)
            if (side != asked) is contrary and not is_negated(sentence, hit.start()):
                yield hit.start(), hit.end(), side, asked
    if {"left", "right"} <= set(_SIDE_WORD.findall(sentence)):
        return
    until = general_from(sentence, "conditional_words")
    for hit in _BARE.finditer(sentence):
        # "If the wound on the left throbs more": what is known already stays where it is under any condition.
        does = re.match(r"\s+([a-z]{4,})", sentence[hit.end() : hit.end() + 20])
        known = (
            _KNOWN.search(sentence[: hit.start()]) is not None
            or re.search(r"\bsame\s+(?:left|right)", hit[0]) is not None
            or (does is not None and holds(asked_words, does[1]))
        )
        if (hit.start() >= until and not known) or _is_compared(sentence, hit.start(), hit.end()):
            continue
        if _adds(sentence, hit.start(), hit.end()):
            continue
        if _side_of(hit) != asked and not _POSTURE.search(sentence[: hit.start()]):
            yield hit.start(), hit.end(), _side_of(hit), asked


_KNOWN = re.compile(
    r"\b(?:the|this|that|your|his|her)\s+(?:bulge|hernia|mole|patch|wound|pain|swelling|lump|rash|ache|cut|scar|socket|burn|cramps?|numbness|tingling|weakness|bruise|blisters?|noise|ringing|spot)\s+$"
)
_ADVISED = re.compile(r"^\W*(?:please\s+)?(?:put|place|press|hold|raise|lift|feel|touch|keep|rest|try|move)\b")


def _side_of(hit: re.Match[str]) -> str:
    return next(value for name, value in hit.groupdict().items() if name.startswith("side") and value)


def _ill_sides(asked: str) -> frozenset[str]:
    """Sides of the question's complaints: those of clauses that call nothing fine; every side when all do."""
    sides: list[tuple[str, bool]] = []
    for clause in _CLAUSES.split(asked):
        fine = _FINE.search(clause) is not None
        sides += [(hit["side"], fine) for hit in _sides_in(clause)]
    meant = {side for side, fine in sides if not fine} or {side for side, _ in sides}
    return frozenset({"both"} if {"left", "right"} <= meant else meant)


def _sides_in(clause: str) -> Iterator[re.Match[str]]:
    for hit in _ANY_SIDE.finditer(clause):
        if not re.match(_NO_SIDE.replace("(?!", "(?:", 1), clause[hit.end() :]) and not re.search(
            r"\b(?:all|that's|it's|am i|you're|is|are|get|got|quite|just|he|she|they|i|has|have|was|were)\s+$",
            clause[: hit.start()],
        ):
            yield hit


def _beside_bare_sides(asked: str) -> set[tuple[str, str]]:
    """Sites of a sentence that gives a side without a site: "a headache on the right, behind the eye"."""
    found: set[tuple[str, str]] = set()
    for sentence in split_sentences(asked):
        bare = {_side_of(hit) for hit in _BARE.finditer(sentence.text)}
        if len(bare) == 1:
            sites = {mention.site for mention in find_sites(sentence.text) if not mention.side}
            found |= {(site, side) for side in bare for site in sites | implied_sites(sentence.text)}
    return found


def _is_contrary(side: str, asked: set[str]) -> bool:
    """Is `side` one the question never names here? Somebody's "both knees" beside "my left knee" excuses none."""
    return side in ("left", "right") and bool(asked) and side not in asked
