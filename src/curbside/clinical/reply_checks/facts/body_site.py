"""Does the reply speak of the body part the question spoke of?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.body_sites import SiteMention, are_near, find_sites, implied_sites
from curbside.clinical.reply_checks.contents import contents, holds
from curbside.clinical.reply_checks.facts.body_zones import find_other_zone
from curbside.clinical.reply_checks.facts.treated_sites import is_put_on
from curbside.clinical.reply_checks.lexicon import listed, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, general_from, is_called_fine, is_negated, problem
from curbside.clinical.reply_checks.safety.safety_net import is_warning

TYPE = "body_site_mismatch"
# With more parts than this in the question, any part may be meant.
_MOST_ASKED = 6
# What is done to a part, or with it, is advice: "lift the heels", "wash your hands", "put two fingers on your wrist".
_ADVICE = re.compile(
    r"^\W*(?:please\s+)?(?:try|keep|put|lift|raise|wash|rest|move|stretch|bend|place|hold|press|use|avoid|cool"
    r"|warm|massage"
    r"|wear|apply|rub|roll|turn|look|watch|compare|feel|check|have|let|sleep|lie|sit|stand|breathe"
    r"|strengthen)\b[^,;]{0,60}$"
)
# What to be seen for names parts nobody complained of.
_SAFETY_NET = re.compile(
    r"(?:^\W*|\b(?:please|and|then|should|must|or)\s+)(?:ring|dial)\b|\b(?:999|112|911|111|a&e|urgent\s+care|book\s+within|emergency|phoning|ringing|calling|going\s+in\b|any\s+hour|watch\s+for|look\s+out|warning\s+signs|go\s+(?:to|within|today|the)|within\s+(?:a|one|two)\s+(?:day|week)|ambulance|hospital"
    r"|(?:should|must|needs?\s+to|has\s+to)\s+be\s+(?:seen|checked|examined"
    r"|looked\s+at)|same\s+day"
    r"|at\s+once|see\s+(?:a|your)\s+(?:doctor|gp))\b"
)
# Treatment of a part: it is the ill one. Not "lotion on your hands", which anybody may use.
_TREATED_BEFORE = re.compile(
    r"\b(?:sleeve|brace|splint|bandage|strapping|tape|sling|cast|compress(?:es)?|ointment|steroid\s+cream|numbing\s+gel"
    r"|(?:ice|cool|cold|heat|warm)\s+packs?|ice|oil|drops|plaster|cream|gel)\s+(?:\w+\s+){0,2}?(?:around|on|onto|over|in"
    r"|into|for|against|to)\s+(?:the|your|his|her|that|this)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:rest|ice|strap|bandage|splint|immobili[sz]e|exercise|x-ray(?:\s+of)?|scan\s+(?:of\s+)?|ultrasound\s+of"
    r"|picture\s+of)\s+(?:the|your|his|her|that|this)\s+(?:\w+\s+)?$"
)
_STILL_AFTER = re.compile(r"\s+(?:still|at\s+rest|rested|strapped|bandaged)\b")
_KEPT = re.compile(r"\b(?:keep|keeping|hold|leave)\s+(?:the|your|his|her)\s+(?:\w+\s+)?$")
# Complaints that name their part themselves.
_NAMING = {
    "backache": "back",
    "back pain": "back",
    "stomach ache": "abdomen",
    "stomachache": "abdomen",
    "tummy ache": "abdomen",
    "toothache": "mouth",
    "earache": "ear",
    "sore throat": "throat",
    "headache": "head",
    "headaches": "head",
}
_NAMES_ITS_PART = "|".join(sorted(_NAMING, key=len, reverse=True))
_NAMED_HERE = re.compile(
    rf"\b(?P<complaint>{_NAMES_ITS_PART})s?\b(?:\s+(?:of\s+this\s+kind|like\s+(?:this|yours)"
    r"|(?:that\s+)?you\s+(?:describe|mention|report|write)))"
    rf"|\b(?:your|this|that|his|her)\s+(?:\w+\s+)?(?P<complaint2>{_NAMES_ITS_PART})s?\b"
)
# On the skin a neighbour is another place: spots on the chin are not spots on the scalp.
_ON_SKIN = re.compile(
    r"\b(?:rash|spots?|bumps?|pimples?|acne|patch|patches|rings?|ringworm|blisters?|moles?|lesions?|freckles?|wart|warts"
    r"|scabs?|blackheads?|boils?|cysts?)\b"
)
_APART_ON_SKIN = frozenset(
    {
        frozenset(("face", "head")),
        frozenset(("face", "ear")),
        frozenset(("head", "ear")),
        frozenset(("chest", "abdomen")),
        frozenset(("arm", "hand")),
        frozenset(("leg", "foot")),
        frozenset(("neck", "head")),
    }
)


def find_body_site(case: ReplyCase) -> Iterator[Problem]:
    """A complaint or its treatment at a part that the question neither names nor implies, nor any part beside it."""
    asked = {
        mention.site
        for sentence in case.asked_sentences
        for mention in find_sites(sentence.text)
        if not _is_denied(sentence.text, mention.start)
        and not (case.subject == "self" and _OF_ANOTHER.search(sentence.text[: mention.start]))
        and not is_called_fine(sentence.text, mention.end)
    }
    yield from find_other_zone(case, TYPE)
    if len(asked) > _MOST_ASKED:
        return
    meant = asked | implied_sites(case.asked_folded)
    if not meant:
        return
    named = {mention.site for mention in find_sites(case.asked_folded)}
    asked_words = frozenset(contents(case.asked_folded))
    for sentence in case.sentences:
        found = [*_known_elsewhere(sentence.text, meant | named, asked_words)]
        if not (_SAFETY_NET.search(sentence.text) or is_warning(sentence.text)):
            found += [
                (start, end)
                for start, end in _elsewhere(sentence.text, asked, meant)
                if not (_IS_WELL.match(sentence.text, end) and sentence.text[start:end] in case.asked_folded)
            ]
            found += _retold_elsewhere(sentence.text, meant, case.asked_folded)
        for start, end in dict.fromkeys(found):
            message = f"The question does not mention this part; it speaks of: {', '.join(sorted(asked or meant))}."
            span = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)


# "The sight is good and the breasts dry": what is well there may be told of here.
_IS_WELL = re.compile(
    r"\s+(?:(?:is|are|was|were)\s+)?(?:good|fine|normal|well|dry|clear|clean|healthy|quiet|unharmed)\b"
)
# "The spots on your legs", "that hollow at the outside of the ankle": a thing of the question's, placed anew.
_KNOWN_THING = re.compile(
    r"\b(?:the|that|this|your|his|her|these|those)\s+(?:\w+\s+)?(?P<what>[a-z]{4,})\s+(?:at|on|in|round|around|behind|under|above|below|along|over)\s+"
    r"(?:the|your|his|her|both|one)\s+(?:(?:left|right|lower|upper|outside|inside|back|front|side|top|base|of|the|your|his|her|sole|both)\s+){0,4}$"
)
# "The operated knee", "the groin like yours", "the neck where she has it".
_OPERATED = re.compile(r"\b(?:the|your|his|her)\s+(?:operated|sewn|plastered|splinted)\s+$")
_WHERE = re.compile(
    r"\s+(?:like\s+(?:yours|his|hers)|where\s+(?:you|he|she)\s+(?:have|has|feels?|had)\s+(?:it|them|this))\b"
)


def _known_elsewhere(sentence: str, named: set[str], asked_words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """What the question tells of, placed at a part that it does not even deny."""
    until = general_from(sentence)
    for mention in find_sites(sentence):
        if any(are_near(mention.site, site) for site in named):
            continue
        before = sentence[max(0, mention.start - 80) : mention.start]
        thing = _KNOWN_THING.search(before)
        placed = (
            thing is not None and thing["what"] not in listed("no_complaints") and holds(asked_words, thing["what"])
        )
        placed = placed and mention.start < until and not is_negated(sentence, mention.start)
        if placed or _OPERATED.search(before) or _WHERE.match(sentence, mention.end):
            yield mention.start, mention.end


# Parts that everyday advice names whatever the complaint: "keep the pressure off your hands".
_ANYBODYS = frozenset({"hand", "foot", "head", "back"})
# "My wife had one on her leg": another's part.
_OF_ANOTHER = re.compile(
    r"\bmy\s+(?:wife|husband|partner|mother|father|mum|mom|dad|sister|brother|friend|neighbou?r|colleague|son|daughter|aunt|uncle|cousin"
    r"|gran\w*|roommate|flatmate)\b[^.;!?]*\b(?:her|his|their)\s+(?:\w+\s+)?$"
)


# "I don't want the hands to go", "I can't close the arm": the part is spoken of all the same.
_WISHED = re.compile(
    r"\b(?:want|wish|able|can't|cannot|can not|couldn't|bear|close|open|use|move|lift|raise|bend|touch)\b[^,.;]*$"
)


def _is_denied(sentence: str, place: int) -> bool:
    return is_negated(sentence, place) and _WISHED.search(sentence[:place]) is None


def _elsewhere(sentence: str, asked: set[str], meant: set[str]) -> Iterator[tuple[int, int]]:
    until = general_from(sentence)
    for mention in find_sites(sentence[:until]):
        if any(are_near(mention.site, site) for site in meant):
            on_skin = _ON_SKIN.search(sentence[max(0, mention.start - 40) : mention.start])
            apart = asked and all(
                frozenset((mention.site, site)) in _APART_ON_SKIN or not are_near(mention.site, site) for site in asked
            )
            if not (on_skin and apart):
                continue
        if _is_complaint(sentence, mention) or _is_treated(sentence, mention):
            yield mention.start, mention.end
    for hit in _NAMED_HERE.finditer(sentence, 0, until):
        site = _NAMING[hit["complaint"] or hit["complaint2"]]
        if not any(are_near(site, other) for other in meant) and not is_negated(sentence, hit.start()):
            yield hit.start(), hit.end()


def _retold_elsewhere(sentence: str, meant: set[str], asked: str) -> Iterator[tuple[int, int]]:
    """ "An ankle that swells after an afternoon of kneeling": what the asker says of one part, told of another."""
    for mention in find_sites(sentence):
        does = _THAT_DOES.match(sentence, mention.end)
        if does is None or any(are_near(mention.site, site) for site in meant):
            continue
        if _A_PART.search(sentence, 0, mention.start) and re.search(rf"\b{re.escape(does['verb'][:_STEM])}", asked):
            yield mention.start, mention.end


# A verb told again shares this many first letters: "swells" and "swollen" do not, "trembles" and "trembled" do.
_STEM = 5
_A_PART = re.compile(r"\ban?\s+(?:(?:left|right|single)\s+)?$")
_THAT_DOES = re.compile(r"\s+(?:that|which)\s+(?:(?:has|have|still|often|only|keeps?)\s+){0,2}(?P<verb>[a-z]{5,})")


def _is_treated(sentence: str, mention: SiteMention) -> bool:
    """ "A sleeve around the elbow", "keep the shoulder still", "rest the ankle"."""
    before = sentence[max(0, mention.start - 60) : mention.start]
    # A "not" takes nothing back here: where nothing should rub, or no dressing is needed, the part is meant even so.
    anybodys = mention.site in _ANYBODYS and re.search(r"\b(?:your|his|her)\s+(?:\w+\s+)?$", before) is not None
    if not anybodys and is_put_on(sentence, mention.start, mention.end):
        return True
    if is_negated(sentence, mention.start):
        return False
    if _TREATED_BEFORE.search(before):
        return True
    return bool(_KEPT.search(before) and _STILL_AFTER.match(sentence, mention.end))


def _is_complaint(sentence: str, mention: SiteMention) -> bool:
    """ "your ankle pain", "pain in your ankle", "the rash on the shin"; not "raise your leg"."""
    after = sentence[mention.end : mention.end + 40]
    before = sentence[max(0, mention.start - 60) : mention.start]
    complaint = words("complaints").pattern
    beside = re.match(
        rf"\s+(?:(?:is|are|feels?|was|were|has been|have been|joint|muscle|that|which|still|and|when|you)\s+){{0,3}}"
        rf"(?:very\s+|so\s+|also\s+)?{complaint}",
        after,
    )
    placed = re.search(
        rf"{complaint}[^,;.]{{0,24}}?\b(?:in|of|on|around|near|at|to|down|along|from|behind|under|inside)\s+(?:\w+\s+){{0,2}}$",
        before,
    )
    adjective = re.search(rf"(?:\b(?:your|her|his|the|an?)\s+(?:\w+\s+)?|^\W*){complaint}\s+$", before)
    if not (beside or placed or adjective) or is_negated(sentence, mention.start):
        return False
    # "A severe headache or bad belly pain": one of several things that may come.
    if not (placed or adjective) and re.search(r"\bor\s+(?:\w+\s+)?$", before):
        return False
    # "An ear infection and a urine infection": one of several things it may be.
    if not (placed or adjective) and re.search(r"\ban?\s+(?:\w+\s+)?$", before):
        return False
    # "Rest the sore knee" places the complaint all the same.
    return bool(adjective or placed) or not _ADVICE.search(sentence[: mention.start])
