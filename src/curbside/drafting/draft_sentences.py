"""May a sentence written for somebody else stand in a reply to this person?

Every rule leaves out. A sentence that is left out costs a doctor a line of typing; one that stands and is not true of
this person is overlooked more often than not (docs/clinical/drafts.md).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.check import check_reply
from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.reply_checks.problem import Severity
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.draft_sources import DraftSource
from curbside.drafting.evidence import Passage, topic_passages
from curbside.drafting.mentions import asserted_parts
from curbside.drafting.person import Person, fits_person, person_of
from curbside.drafting.points import kinds_of
from curbside.drafting.related import related_topics
from curbside.drafting.terms import content_stems, meanings, share_of_shorter
from curbside.drafting.topic_index import idf
from curbside.drafting.verify import drugs_in
from curbside.knowledge.topics import topics

_TOPICS = 6
# The share of a sentence's idf-weighted words that this question or its topics must say. Set on the tuning half of
# tests/evaluation/data/drafts.
_MIN_GROUND = 0.3
# A stem as rare as this says what a denial, or another question, is about (nats of idf).
_TELLING = 0.8
# What a sentence says of the reader as so: "you" with anything but a verb of being able or of being told to, and what
# is theirs beside body, bed and doctor.
_OF_READER = re.compile(
    r"\byou(?:'re|'ve|'d)?\b(?! (?:can|cannot|can't|could|may|might|should|must|will|would|need|want|wish|like"
    r"|have to|do not need|don't need)\b)"
    r"|\byour (?!(?:own |family |usual )?(?:doctor|gp|pharmacist|dentist|midwife|nurse|body|bed|bedroom|diet|meals?"
    r"|sleep|head|back|arms?|legs?|feet|hands?|skin|fingers?)\b)"
)
_CONDITION = re.compile(r"\b(?:if|when|whenever|whether|unless|until|once|should|in case|as long as)\b")
# Words that point at the one case they were written for.
_ONE_CASE = re.compile(
    r"\bin (?:your|this|her|his) case\b|\bin someone like you\b|\bat (?:your|this|that|his|her) age\b|\bfor your age\b"
    r"|\bthis (?:course|picture|pattern|story|mix|combination)\b|\bthat you describe\b|\bthe (?:photo\w*|picture)s?\b"
    r"|\b(?:last|next) (?:week|month|time|year|winter|summer|spring|autumn|monday|tuesday|wednesday|thursday|friday)\b"
    r"|\b(?:has|have) (?:gone|come back|eased|returned|improved)\b|\b(?:from|by) here\b|\bfrom what you\b"
    r"|\bI (?:am|was|cannot|can't)\b",
    re.I,
)
# Sends the reader to somebody, so that what it names is a sign to watch for.
_SENDS = re.compile(r"\b(?:see|seen|show|call|go to|get help|be checked|need(?:s)? a doctor|emergency)\b")
_SIDE = re.compile(r"\b(left|right)\b(?! away| now| amount| size| angle| dose| time| way| kind| answer| thing| place)")
_DOSE = re.compile(
    r"\b\d+(?:[.,]\d+)?\s?(?:mg|mcg|µg|g|ml|iu|units?|milligrams?|micrograms?|grams?|drops?|puffs?|tablets?)\b"
)
# Stems of the WHO's nonproprietary names (INN stem book): what ends so is a medicine.
_DRUG_LIKE = re.compile(
    r"\b[a-z]{2,}(?:triptan|prazole|statin|sartan|olol|cillin|mycin|conazole|oxetine|citalopram|xaban|gliptin|gliflozin"
    r"|profen|setron|ciclovir|pril|oxacin|cycline|dronate|tadine|tirizine|azepam|zolam|semide|thiazide|solone|sone|caine|gabalin"
    r"|gabapentin|formin)s?\b"
)
# "The splint", "the tablets": a thing this person may not have. Parts of the body and of a home everybody has.
_THE = re.compile(r"\bthe (?:\w+ )?(\w+)\b")
_AT_HAND = meanings(
    "head bed bedroom foot leg hand arm hair skin face neck back nose mouth ear eye joint muscle evening morning night"
    " day house room window water air light same rest other"
)
_LEANS = re.compile(
    r"^\W*(?:it|its|they|their|them|this|these|that|those|such|both|he|she|his|her|then|also|so|but|and|or|here|there"
    r"|too(?! (?:little|much|many))|neither|either|instead|otherwise|still|as well|for (?:this|that)|in (?:this|that)"
    r"|(?:some|most|others?|many|few)(?= (?:of|are|is|can|may|do|does|will|have|go|get)\b))\b"
)
_WHERE = frozenset({"missing_safety_net", "department_signature_mismatch"})
# Words any sentence of a reply may use.
_FREE = meanings(
    "doctor see visit help emergency call number clinic appointment check examine examination test result week month"
    " day hour year hand first next step advice advise plan common cause symptom sign reason likely unlikely usual"
    " start stop keep try avoid wait soon quickly slowly today sooner before after return worse better new longer time"
    " person people body health worry careful easy hard possible need want look find show give take make go come ask"
    " tell write note read"
)


@dataclass(frozen=True, slots=True)
class DraftCase:
    """What is known of a question that a sentence is held against. `said` and `denied` are meanings; `ground` is what
    question and topics speak of; `names` the stems of its topics' names, `claims` their sentences."""

    question: CaseQuestion
    person: Person
    words: str
    said: frozenset[str]
    denied: frozenset[str]
    ground: frozenset[str]
    names: frozenset[str]
    claims: tuple[Passage, ...]


@lru_cache(maxsize=16)
def draft_case(question: CaseQuestion, also: str = "") -> DraftCase:
    """Reads once what all sentences are held against. `also`: what the person said elsewhere; what they deny there
    counts even where the letter says it."""
    question = replace(question, body=f"{question.body}\n\n{also}".strip())
    asked = f"{question.title}. {question.body}"
    said = meanings(asserted_parts(asked))
    slugs = [topic.slug for topic in related_topics(question, limit=_TOPICS)]
    claims = tuple(passage for slug in slugs for passage in topic_passages(topics()[slug]))
    of_topics = frozenset[str]().union(*(meanings(claim.quote) for claim in claims))
    return DraftCase(
        question=question,
        person=person_of(question),
        words=fold(asked),
        said=said,
        denied=(meanings(asked) - said) | (meanings(also) - meanings(asserted_parts(also))),
        ground=said | of_topics | _FREE,
        names=frozenset[str]().union(*map(_names_of, slugs)),
        claims=claims,
    )


def _names_of(slug: str) -> frozenset[str]:
    """The content stems of what the topic is called."""
    return frozenset[str]().union(*map(content_stems, (topics()[slug].title, *topics()[slug].synonyms)))


def why_untrue(sentence: str, source: DraftSource, case: DraftCase) -> str:
    """One plain reason why a sentence of `source` may not be true of this person, "" when none is seen."""
    folded = fold(sentence)
    why = _of_another(folded, case) or _of_other_group(sentence, folded, case) or _of_medicine(folded, case)
    if not why and not _SENDS.search(folded):  # signs to watch for may name what is not there
        why = _of_other_question(sentence, source, case) or _denied(folded, case) or _against_topics(sentence, case)
    if not why and source.kind == "answer":  # a block was written for nobody
        why = _without_ground(sentence, folded, case)
    return why or why_unchecked(sentence, case)


def leans(sentence: str) -> bool:
    """Does the sentence begin with a word for something in the sentence before?"""
    return _LEANS.search(fold(sentence)) is not None


def why_unchecked(sentence: str, case: DraftCase) -> str:
    """What the checks of a reply find in the sentence alone, "" when nothing."""
    found = check_reply(case.question, CaseReply(sentence))
    return next((p.message for p in found if p.severity is not Severity.HINT and p.type not in _WHERE), "")


def _of_another(folded: str, case: DraftCase) -> str:
    if any(mark in folded for mark in '“”"„«»'):
        return "it quotes somebody"
    if _ONE_CASE.search(folded):
        return "it speaks of the case it was written for"
    for hit in _OF_READER.finditer(folded):
        before = folded[: hit.start()]
        if not _CONDITION.search(before) and not _says(folded[hit.start() :], case):
            return "it tells of the person it was written for"
    return ""


def _of_other_question(sentence: str, source: DraftSource, case: DraftCase) -> str:
    """A word that the other question says and this one does not is about the person who asked that one."""
    foreign = (content_stems(source.asked) - content_stems(case.words) - case.names - _FREE) & content_stems(sentence)
    found = sorted(stem for stem in foreign if idf(stem) >= _TELLING)
    return f"only the other question speaks of: {', '.join(found)}" if found else ""


def _says(clause: str, case: DraftCase) -> bool:
    """Does this question say all of what the clause tells of the reader?"""
    told = meanings(re.split(r"[,;:.]", clause, maxsplit=1)[0]) - _FREE
    return bool(told) and told <= case.said


def _of_other_group(sentence: str, folded: str, case: DraftCase) -> str:
    if not fits_person(sentence, case.person):
        return "it speaks of another age, sex or of a pregnancy"
    asked = set(_SIDE.findall(case.words))
    if any(side not in asked for side in _SIDE.findall(folded)):
        return "it names a side the question does not"
    return ""


def _denied(folded: str, case: DraftCase) -> str:
    """A cause, a deed or a fact that speaks of what the person says is not so."""
    condition = _CONDITION.search(folded)
    plain = folded[: condition.start()] if condition else folded
    told = meanings(asserted_parts(plain)) - _FREE
    found = sorted(stem for stem in told & case.denied if idf(stem) >= _TELLING)
    return f"the question denies: {', '.join(found)}" if found else ""


def _of_medicine(folded: str, case: DraftCase) -> str:
    if _DOSE.search(folded):
        return "it names a dose"
    named = [*drugs_in(folded), *(hit[0] for hit in _DRUG_LIKE.finditer(folded))]
    unsaid = [name for name in named if name not in case.words]
    return f"the question does not name {unsaid[0]}" if unsaid else ""


def _without_ground(sentence: str, folded: str, case: DraftCase) -> str:
    if _SENDS.search(folded) and _CONDITION.search(folded):
        return ""
    if "action" in kinds_of(sentence):
        absent = [hit[1] for hit in _THE.finditer(folded) if meanings(hit[1]) - case.ground - _AT_HAND]
        return f"this person may have no {absent[0]}" if absent else ""
    told = meanings(sentence) - _FREE
    total = sum(map(idf, told))
    if total and sum(map(idf, told & case.ground)) < _MIN_GROUND * total:
        return "neither the question nor its topics speak of this"
    return ""


def _against_topics(sentence: str, case: DraftCase) -> str:
    return next((why for claim in case.claims if (why := find_conflict(claim.quote, sentence))), "")


def are_twins(one: str, others: Sequence[str], *, share: float = 0.7) -> bool:
    """Does one of the others say the same: this share of the shorter one's words?"""
    mine = content_stems(one)
    known = [stems for other in others if (stems := content_stems(other))]
    return bool(mine) and any(share_of_shorter(mine, theirs) >= share for theirs in known)
