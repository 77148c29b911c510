"""Does the reply give the patient a symptom or habit the question denied?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.findings.reading import Status, find_all
from curbside.clinical.reply_checks.contents import contents, stem_of
from curbside.clinical.reply_checks.facts.presupposed import Denied, find_presupposed
from curbside.clinical.reply_checks.lexicon import any_of, compile_phrase, entry, fold, words
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, is_general, is_negated, problem
from curbside.clinical.reply_checks.safety.safety_net import is_warning
from curbside.knowledge.vocabulary import concepts

TYPE = "contradicts_stated_negative"
_SAYING = (
    r"mention|mentioned|describe|described|report|reported|notice|noticed|experience|experienced|suffer from|note"
    r"|noted|complain of"
)
# Words that say "this is the patient's": right before the symptom, with at most four words between.
_CLAIM = re.compile(
    r"\b(?:as an?|being an?|your|his|her|their|(?:you|he|she) (?:have|has|had)(?: had| been(?: having)?| also)?"
    r"|you've(?: had| been)?"
    r"|(?:you|he|she) (?:are|is|were|was)|you're|(?:you|he|she) (?:gets?|feels?|felt)"
    rf"|(?:you|he|she) (?:also )?(?:{_SAYING}|wear|smoke|drink|take|use|wears|smokes|drinks|takes|uses|are "
    r"experiencing|are having"
    r"|say you have|said you have)|given the|given your|because of|due to|despite|in spite of|together with|along "
    r"with|on top of|combined with|in view of"
    r"|with the|after the|since the|but the|and the|the fact that you|that (?:you|he|she) (?:have|has"
    r"|had))(?:\s+[a-z-]+){0,4}\s+$"
)
# "The rash you describe", "the vomiting he has had", "the burning when you pass water", "the numbness in your foot".
_THE = re.compile(
    r"(?:^|[,;:]\s*|\b(?:that|and|but|since|as|because|of|for|with|by|from|until)\s+)(?:the|this|that|these"
    r"|those)\s+(?:[a-z-]+\s+){0,2}$"
)
_AFTERWARDS = re.compile(
    rf"^[^.;!?,]{{0,30}}?\b(?:(?:that |which )?(?:you|he|she) (?:drinks?|takes?|uses?|smokes?|have|has|had"
    rf"|{_SAYING}|feels?|pass|passes|are having|gets?)"
    r"|(?:in|of|on) (?:your|his|her)|on top|speaks? for|points? to|fits?|comes? with|goes? with|needs? (?:a|to)"
    r"|will|may|is|are|was|were)\b"
)
# "He should drink less alcohol", "cut down on the cigarettes": advice that takes the habit as given.
_LESS = re.compile(
    r"\b(?:less|fewer|cut(?:ting)? (?:down|back|out)(?: on)?|reduc\w+|stop(?:ping)?|quit(?:ting)?|give up|giving "
    r"up|stay off|lay off)\s+"
    r"(?:the\s+|your\s+|his\s+|her\s+)?(?:[a-z]+\s+)?$"
)
_HABITS = frozenset({"smoking", "alcohol"})
# "Without a fall", "a fall would need a check", "the risk of bleeding": no claim.
_NO_CLAIM = re.compile(
    r"\b(?:without|no|not|never|risk of|signs? of|chance of|danger of|fear of|lack of|absence of|free of|against"
    r"|prevents?|avoid|(?:dipsticks?|tests?|tested|checks?|checked|counts?|looks?|watch|screen\w*|go|come|back|hospital|ambulance)\s+for)\s+"
    r"(?:[a-z-]+\s+)?$"
    # "Also once you are pregnant."
    r"|\b(?:once|until|before|as soon as|by the time)\s+(?:you|he|she)\s+(?:are|is|get|gets|become|becomes)\s+$"
)


def find_stated_negatives(case: ReplyCase) -> Iterator[Problem]:
    """A symptom or fact claimed of the patient that the question names only to deny it."""
    seen: list[tuple[int, int]] = []
    tabled = (Denied(name, pattern) for name, pattern in _patterns().items() if _is_denied(case, name))
    for start, end, name in (*_listed(case), *_taken_as_given(case), *_read(case), *find_presupposed(case, tabled)):
        if any(start < high and low < end for low, high in seen):
            continue
        seen.append((start, end))
        message = f"The question says there is no {name}."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _listed(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    """Claims of the plain table of symptoms and habits."""
    for name in (name for name in _patterns() if _is_denied(case, name)):
        for sentence in case.sentences:
            if is_warning(sentence.text):
                continue
            for hit in _claims(name, sentence.text):
                advised = name in _HABITS and _LESS.search(sentence.text, 0, hit.start())
                if not advised and (
                    is_general(sentence.text, hit.start()) or not _is_claimed(sentence.text, hit.start(), hit.end())
                ):
                    continue
                yield sentence.start + hit.start(), sentence.start + hit.end(), name


# Where a claiming phrase is no claim: what may be, what others have, what is asked and what to come for.
_NOT_TAKEN = re.compile(
    r"\b(?:if|should|unless|whether|when\s+(?:you|he|she)\s+(?:have|has|get|gets)|in\s+case|(?:would|could|might)(?!\s+(?:also\s+)?(?:like|want|love|prefer))|any|ask\s+whether|do\s+you|did\s+you|are\s+you"
    r"|people|patients|(?<!as\s)some(?:one|body)|anyone|often|usually|sometimes)\b"
)


# "A leg that folds under you would deserve an examination."
_SUBJUNCTIVE = re.compile(r"(?:\s+\w+){0,3}\s+(?:would|could|might)\b")


def _taken_as_given(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    """Phrases that take what the question denies as given, whatever frame they stand in."""
    for name, patterns in _claiming().items():
        if not _is_denied(case, name):
            continue
        for sentence in case.sentences:
            if sentence.text.endswith("?"):
                continue
            for pattern in patterns:
                for hit in pattern.finditer(sentence.text):
                    # "You are not losing weight" says no more than the question.
                    if _SUBJUNCTIVE.match(sentence.text, hit.end()) or words("negators").search(hit[0]):
                        continue
                    if is_negated(sentence.text, hit.start()) or _NOT_TAKEN.search(sentence.text, 0, hit.start()):
                        continue
                    yield sentence.start + hit.start(), sentence.start + hit.end(), name


def _read(case: ReplyCase) -> Iterator[tuple[int, int, str]]:
    """Claims of whatever concept the reader finds denied in the question, in words the table need not hold."""
    status: dict[str, set[Status]] = {}
    for finding in find_all(case.asked, subject=case.subject):
        status.setdefault(finding.concept, set()).add(finding.status)
    denied = {concept for concept, found in status.items() if found == {Status.ABSENT}}
    if not denied:
        return
    for finding in find_all(case.reply.text, subject=case.subject):
        if finding.concept not in denied or finding.status is not Status.PRESENT:
            continue
        sentence = next((one for one in case.sentences if one.start <= finding.start < one.end), None)
        if sentence is None:
            continue
        # "I drop small things, but no weakness": the reply's own words stand in the question and deny nothing.
        if _says_itself(case, finding.text) or _is_guessed(finding.concept, finding.text):
            continue
        start, end = finding.start - sentence.start, finding.end - sentence.start
        if not is_general(sentence.text, start) and _is_claimed(sentence.text, start, end):
            yield finding.start, finding.end, concepts()[finding.concept].label


def _is_guessed(concept: str, said: str) -> bool:
    """A single word read as a misspelling ("pickles" for prickles): a doctor's letter is taken as it is spelt."""
    known = {
        stem_of(fold(word))
        for phrase in (concepts()[concept].label, *concepts()[concept].phrases)
        for word in phrase.split()
    }
    return " " not in said.strip() and stem_of(fold(said)) not in known


def _says_itself(case: ReplyCase, said: str) -> bool:
    own = contents(fold(said))
    return bool(own) and all(
        any(
            not is_negated(sentence.text, hit.start())
            for sentence in case.asked_sentences
            for hit in re.finditer(rf"(?<![a-z]){re.escape(word)}", sentence.text)
        )
        for word in own
    )


# "Because she fell on that side", "that the leg keeps buckling on you": taken as given of this patient.
_GIVEN = re.compile(
    r"\b(?:since|because|as|that|seeing\s+that|given\s+that|now\s+that|considering|the\s+fact\s+that)\s+(?:[a-z']+\s+){0,2}?"
    r"(?:you|he|she|it|your|his|her|the|there\s+(?:is|was|are))\b(?![^,;.]*\b(?:makes?|causes?|leads?|gives?|brings?|helps?|tests?)\b)[^,;.]{0,40}$"
)
# "Take paracetamol as on the packet for the pain": a remedy for whoever has it.
_REMEDY = re.compile(
    r"\b(?:take|taken|use|used|tablets?|paracetamol|ibuprofen|gel|drops|cream|medicines?)\b[^;.]*\bfor\s+(?:the\s+|any\s+)?$"
)
_ON_THEM = re.compile(r"^\s+(?:\w+\s+){0,3}?(?:on|from|in|at|by|with)\s+(?:you|your|him|his|her)\b")
# What stands as the sentence's subject with a plain verb: "two glasses of wine make it worse".
_POSSESSED = re.compile(r"\b(?:your|his|her)\s+(?:[a-z-]+\s+){0,5}$")


_OR = re.compile(r"^\s*(?:,\s*(?:[a-z-]+\s*){1,3}){0,3},?\s*\bor\b")


def _is_claimed(sentence: str, start: int, end: int) -> bool:
    if is_negated(sentence, start) or _NO_CLAIM.search(sentence[:start]) or _REMEDY.search(sentence[:start]):
        return False
    before = sentence[max(0, start - 70) : start]
    after = sentence[end : end + 60]
    # "Together with fever or chills": one of several things that may come.
    if _OR.match(after) and not re.search(r"\b(?:your|you|his|he|her|she)\b", before):
        return False
    if _CLAIM.search(before) or _POSSESSED.search(before) or _GIVEN.search(before):
        return True
    if _THE.search(before):
        return bool(_AFTERWARDS.match(after) or _ON_THEM.match(after))
    return False


# "I am allergic to nothing", "fever: no".
_DENIED_AFTER = re.compile(
    r"\s+(?:to|of|with)\s+(?:nothing|none|no\s+one)\b|\s*[:=-]\s*(?:no|none|never|nil|negative)\b"
)


def _is_denied(case: ReplyCase, name: str) -> bool:
    by_phrase = [hit.span() for one in _denials().get(name, ()) for hit in one.finditer(case.asked_folded)]
    said = [True for _ in by_phrase]
    said += [
        is_negated(sentence.text, hit.start()) or _DENIED_AFTER.match(sentence.text, hit.end()) is not None
        for sentence in case.asked_sentences
        for hit in (_patterns()[name].finditer(sentence.text) if name in _patterns() else ())
        if not any(low <= sentence.start + hit.start() < high for low, high in by_phrase)
    ]
    return bool(said) and all(said)


# "Blood pressure", "blood test": a word of the list inside another thing's name.
_COMPOUND = re.compile(
    r"[\s-]+(?:pressure|tests?|counts?|sugars?|samples?|results?|work|vessels?|thinners?|groups?|flow|supply|cells?|clots?|donation)\b"
)


def _claims(name: str, sentence: str) -> Iterator[re.Match[str]]:
    for hit in _patterns()[name].finditer(sentence):
        if name == "blood" and _COMPOUND.match(sentence, hit.end()):
            continue
        # "Iron lost in pregnancy": one of long ago, or of people in general.
        if hit[0] == "pregnancy" and not re.search(r"\b(?:your|her|this)\s+(?:\w+\s+)?$", sentence[: hit.start()]):
            continue
        yield hit
    for pattern in _phrases().get(name, ()):
        yield from (hit for hit in pattern.finditer(sentence) if not words("negators").search(hit[0]))


@cache
def _denials() -> dict[str, tuple[re.Pattern[str], ...]]:
    return _compiled("symptom_denials")


@cache
def _claiming() -> dict[str, tuple[re.Pattern[str], ...]]:
    return _compiled("claiming_phrases")


@cache
def _phrases() -> dict[str, tuple[re.Pattern[str], ...]]:
    return _compiled("symptom_phrases")


def _compiled(key: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    return {
        str(name): tuple(compile_phrase(key, str(pattern)) for pattern in patterns)
        for name, patterns in entry(key).items()
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: any_of(fold(str(word)) for word in wordings) for name, wordings in entry("symptoms").items()}
