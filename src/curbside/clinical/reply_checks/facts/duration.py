"""Does the reply give the length of the complaint as the question gave it?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.clauses import CONDITIONS
from curbside.clinical.reply_checks.facts.length_frames import (
    ON_DAY,
    ORDINAL,
    is_lived_through,
    on_day_days,
    ordinal_days,
)
from curbside.clinical.reply_checks.facts.named_times import (
    WEEKDAY_PAST,
    WEEKDAY_SPAN,
    began_today,
    framed_names,
    names_in,
)
from curbside.clinical.reply_checks.facts.pregnancy_weeks import other_pregnancy_weeks
from curbside.clinical.reply_checks.facts.told_lengths import (
    called_new,
    counted_otherwise,
    swapped_units,
    tied_lengths,
    told_lengths,
)
from curbside.clinical.reply_checks.lengths import (
    ANY_LENGTH,
    BEGINNINGS,
    CHANGED_WITHIN,
    DATES,
    ONLY_SINCE,
    bare_days,
    bare_lengths,
    days_of,
    lengths,
)
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "duration_mismatch"
_AGE = re.compile(r"[\s-]?(?:old\b|of age\b|pregnant\b|into\b)")
# A clause that gives advice, a course to expect, a condition or a share of people speaks of no length that has passed.
_NOT_OWN = re.compile(
    r"\b(?:if|should|unless|when|may|might|can|could|will|would|must|usually|often|typically|mostly|take|taking"
    r"|takes|try|rest|until|till"
    r"|within|after|before|next|following|coming|commonly|generally|normally|as a rule|on average|repeated|in "
    r"about|write|note|record|count|diary|film|avoid|keep|give|use|wear|apply|stay|continue|wait|put(?!\s+up\s+with)|leave"
    r"|repeat|check|measure|hold|drink"
    r"|eat|sleep|treat|treatment|course|cures?|heals?|settles?|fades?|improves?|gets? better|get better|better "
    r"(?:in|after)|cream|tablets?|dose|mg|%|at least|at most|up to|again in|people|patients|children|most|many "
    r"people|fine for|for a (?:week|month) or two|needs?|let"
    r"|expect|see|ask|call|come back|go on|go back|worth|plan|allow|test\w*|scan\w*|result|blood count|smoking"
    r"|stent|operation|surgery)\b"
)
# Words that say the length is of this complaint, in the clause itself.
_OWN = re.compile(
    r"\b(?:you|your|he|his|she|her)\b|\b(?:has|have|had|been|lasting|lasted|lasts|began|begun|started|going on"
    r"|ongoing|since|history)\b"
)
_CLAUSE = re.compile(
    r"[,;:(—–]\s|[\"“”„«»]|\b(?:which|and|but|so|because)\s(?=(?:has|have|you|had|began|started|it|the|he|she|i|your)\b)"
    r"|\bthat\s(?=(?:has|have|began|started|you|is|are)\b)"
)
# A condition holds to the end of its sentence, but not for "…, which you have had for two years".
_CONDITION = re.compile(rf"\b(?:{CONDITIONS}|unless|should|in case|as soon as)\b")
_RELATIVE = re.compile(r"\s*(?:which|that\s+(?:you|has)|you\s+have|you've)\b")
# "A cough that lasts as long as yours, more than eight weeks."
_YOURS = re.compile(
    r"\b(?:like|as long as|such as) yours,? (?:of |that is |which is )?(?:more than |over |about |nearly |now )?$"
)
_OFTEN = re.compile(
    r"\b(?:once|twice|(?:\w+|\d+)\s+times|every)\s+(?:a\s+|per\s+)?(?:day|night|week|morning|evening|hour)\b"
)
_COMPLAINT = re.compile(
    r"\b(?:\w*aches?|pains?|cough\w*|fevers?|attacks?|episodes?|sick|vomit\w*|bleed\w*|getting\s+up|rash|symptoms?"
    r"|dizz\w*|cramps?|snor\w*)\b"
)
_LONGER = re.compile(r"\b(?:more|longer)\s+than\s+$|\b(?:(?<!just )over|beyond|at\s+least)\s+$")
# A month is not two: beyond this ratio two honest roundings of one length no longer meet.
_TOLERANCE = 1.7
# The longest noun with its length at the head of a sentence, in characters.
_LONGEST_HEAD = 90
# "Forgetting" and "forgets" are one word by as many letters.
_STEM = 5


def find_durations(case: ReplyCase) -> Iterator[Problem]:
    """A length given as the complaint's that lies beside every length in the question.

    Lengths of what the question only mentions by the way (a dentist's holiday, a tablet taken, another's illness)
    excuse a length of the same thing, and not one of the complaint.
    """
    yield from _other_names(case)
    for sentence in case.sentences:
        for start, end, weeks in other_pregnancy_weeks(case.asked_folded, sentence.text):
            message = f"The question says {weeks} weeks pregnant."
            span = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)
    told = list(_asked_lengths(case))
    if not told:
        return
    counted = told_lengths(case.asked_sentences)
    every = [span for span, _ in told]
    main = [span for span, aside in told if not aside] or every
    for sentence in case.sentences:
        slips = [
            *swapped_units(sentence.text, counted),
            *counted_otherwise(sentence.text, counted),
            *_after_anything(sentence.text, every),
            *called_new(sentence.text, counted),
        ]
        for start, end, days in _own_lengths(sentence.text, case.asked_folded):
            longer = _LONGER.search(sentence.text[:start])
            ago = sentence.text.startswith(" ago", end)
            of_complaint = not ago and (
                _of_complaint(sentence.text, start, end)
                or _opens_with_complaint(sentence.text, start, case.asked_folded)
            )
            # What happened "some months ago" need not be what lasts; the question's own figure is no slip.
            tied = (
                []
                if (ago and days[0] < days[1]) or any(one.number and one.days == days for one in counted)
                else [one.days for one in tied_lengths(sentence.text, start, end, counted)]
            )
            if not all(
                any(_agree(days, span) or (longer and days[0] <= span[1]) for span in spans)
                for spans in (main if of_complaint else every, tied or every)
            ):
                slips.append((start, end))
        for start, end in dict.fromkeys(slips):
            message = "The reply gives another length of time than the question."
            low, high = sentence.start + start, sentence.start + end
            yield problem(case, TYPE, low, high, severity=Severity.WARN, message=message)


def _after_anything(sentence: str, every: list[tuple[float, float]]) -> Iterator[tuple[int, int]]:
    """ "Fever five months after the journey": a complaint so long after whatever it was, by no length asked of."""
    for hit in ANY_LENGTH.finditer(sentence):
        clause = _clause_before(sentence, hit.start())
        if not hit["low"] or not _AFTER.match(sentence, hit.end()) or not _COMPLAINT.search(clause):
            continue
        general = _NOT_OWN.search(clause) or _CONDITION.search(sentence, 0, hit.start())
        if not general and not any(_agree(days_of(hit), span) for span in every):
            yield hit.span()


_AFTER = re.compile(r"\s+(?:after|since|following)\s+[a-z]")


def _other_names(case: ReplyCase) -> Iterator[Problem]:
    """ "Since Monday" where the question has begun on a Friday; only where the question names one of the same class."""
    asked = names_in(case.asked_folded)
    for sentence in case.sentences:
        for start, end, kind, name in framed_names(sentence.text):
            today = kind == "day" and kind not in asked and began_today(case.asked_folded)
            if name in asked.get(kind, {name}) and not today:
                continue
            message = f"The question says {'today' if today else ', '.join(sorted(asked[kind])).title()}."
            span = (sentence.start + start, sentence.start + end)
            yield problem(case, TYPE, *span, severity=Severity.WARN, message=message)


def _asked_lengths(case: ReplyCase) -> Iterator[tuple[tuple[float, float], bool]]:
    """Every length or date of the question in days, and whether it is of something beside the complaint."""
    for sentence in case.asked_sentences:
        text = sentence.text
        hits = [(hit.start(), hit.end(), days_of(hit)) for hit in lengths(text) if not _AGE.match(text, hit.end())]
        hits += [
            (hit.start(), hit.end(), span) for pattern, span in (*DATES, *BEGINNINGS) for hit in pattern.finditer(text)
        ]
        hits += [(hit.start(), hit.end(), bare_days(hit)) for hit in bare_lengths(text)]
        hits += [(hit.start(), hit.end(), WEEKDAY_SPAN) for hit in WEEKDAY_PAST.finditer(text)]
        for start, end, days in hits:
            before = _ASKED_CLAUSE.split(text[:start])[-1]
            after = _ASKED_CLAUSE.split(text[end:])[0]
            # "The second time in a year": up to a year ago.
            if _WITHIN.search(text[:start]):
                days = (0.0, days[1])
            yield days, _ASIDE.search(f"{before} | {after}") is not None


_WITHIN = re.compile(r"\b(?:in|within|during)\s+(?:the\s+)?(?:last\s+|past\s+)?$")
_ASKED_CLAUSE = re.compile(r"[,;:(]\s|\b(?:but|then|because|so)\s")
_ASIDE = re.compile(
    r"\b(?:away|holiday|vacation|married|retired|took|taken|used|using|cream|tablets?|pills?|mg|course|prescribed|antibiotics?|spray"
    r"|tests?|tested|scan|x-ray|ecg|bloods|blood\s+(?:tests?|counts?|work)|normal|pacemaker|replaced|operat\w+|surgery|appointment|until|next|travel\w*|born|my\s+(?:mother|father|mum|mom|dad|sister|brother|son|daughter|wife"
    r"|husband|uncle|aunt|cousin|friend|neighbou?r|girlfriend|boyfriend|colleague)\s+(?:had|has|was|died|got|started))\b|\bin\s+\|"
)
_ABOUT_COMPLAINT = re.compile(
    r"\b(?:last(?:s|ed|ing)|began|begun|started|came\s+(?:up|on)|has\s+been|have\s+been|had\s+(?:it|this|them)|going\s+on|since)\b"
)


def _of_complaint(sentence: str, start: int, end: int) -> bool:
    clause = f"{_clause_before(sentence, start)} {sentence[start:end]}"
    return not _ASIDE.search(clause) and bool(_ABOUT_COMPLAINT.search(clause) or _COMPLAINT.search(clause))


def _own_lengths(sentence: str, asked: str) -> Iterator[tuple[int, int, tuple[float, float]]]:
    """Lengths that the folded sentence gives as those of the complaint: start, end, (least, most) days."""
    for hit in ANY_LENGTH.finditer(sentence):
        lived = not _CONDITION.search(sentence, 0, hit.start()) and is_lived_through(
            sentence, hit.start(), hit.end(), _COMPLAINT
        )
        if lived or _is_own(sentence, hit, asked):
            yield hit.start(), hit.end(), days_of(hit)
    for hit in ORDINAL.finditer(sentence):
        yield hit.start(), hit.end(), ordinal_days(hit)
    for hit in ON_DAY.finditer(sentence):
        if not _NOT_OWN.search(sentence, 0, hit.start()):
            yield hit.start(), hit.end(), on_day_days(hit)
    for hit in bare_lengths(sentence):
        clause = _clause_before(sentence, hit.start())
        conditional = _CONDITION.search(sentence, 0, hit.start()) and not _RELATIVE.match(clause)
        if conditional or _NOT_OWN.search(clause) or not _HAS_LASTED.search(f"{clause} {hit[0]}"):
            continue
        yield hit.start(), hit.end(), bare_days(hit)
    for pattern, span in (*BEGINNINGS, *ONLY_SINCE):
        for hit in pattern.finditer(sentence):
            clause = _clause_before(sentence, hit.start())
            if _FROM_NOW.match(hit[0]):
                continue
            if not _NOT_OWN.search(clause) and not _CONDITION.search(sentence, 0, hit.start()):
                yield hit.start(), hit.end(), span


# "Spacer: from tonight" lies ahead.
_FROM_NOW = re.compile(r"^(?:from|starting)\s+(?:today|tonight|this\s+week)\b")


def _clause_before(sentence: str, at: int) -> str:
    """What stands before `at` in its clause, 120 characters at most.

    What a cause may be or a person should do in an earlier clause says nothing of this one: "can be panic, which you
    have had for two years".
    """
    return _CLAUSE.split(sentence[:at][-120:])[-1]


def _is_dosing(clause: str) -> bool:
    """ "Shampoo twice a week for four weeks": how often, and no complaint that comes so often."""
    return _OFTEN.search(clause) is not None and _COMPLAINT.search(clause) is None


# "Halve your running for some weeks", "heel drops, slow and daily, for twelve weeks", "it comes and goes for a year".
_DONE = re.compile(
    r"^\W*(?:please\s+)?(?:halve|start|stop|seal|reduce|cut|write|begin|change|switch|lower|raise|soak|wrap|walk|swim|cycle|exercise|pause"
    r"|skip|cool|warm|wash|rinse|clean|cover|splint|tape|strap|work|try|do|make|go|be|set|hold|press|place|follow|have|look|watch)\b"
    r"|\b(?:first|daily|every|each|once|twice|slow|exercises?|it|they|this|that|numbs?|works?|helps?|comes?|lasts|gets?)\b"
)


_QUOTE = re.compile(r"[\"“”„«»]")


def _opens_with_complaint(sentence: str, end: int, asked: str) -> bool:
    """ "Heartburn for six months that …": a complaint with its length heads the sentence, nothing is to be done."""
    # Words to say at the desk stand for themselves.
    head = _QUOTE.split(sentence[:end])[-1]
    if len(head) > _LONGEST_HEAD or _DONE.search(head) or re.search(r"[;:]|,\s+(?:which|so|and\s+it)\b", head):
        return False
    return any(word[:_STEM] in asked for word in re.findall(rf"[a-z]{{{_STEM},}}", head))


# "The best part of a year after the twist".
_SINCE_EVENT = re.compile(
    r"\s+(?:after|since|from|on\s+from)\s+(?:the|your|his|her|that|this)\s+(?:\w+\s+)?(?:twist|fall|injury|accident|sprain|start|beginning|onset|bite"
    r"|blow|knock|crash|slip|strain|cut|burn|infection|cold|flu)\b"
)
_HARDLY_AFTER = re.compile(
    r"^\W*(?:after|with|at)\s+(?:only|just|barely|hardly|nearly|almost|already|more\s+than|not\s+even|all\s+of|no\s+more\s+than)\s+$"
)
# Words that make "for two weeks" a time that has passed.
_HAS_LASTED = re.compile(
    r"\b(?:has|have|had|been|\w+'ve|last(?:ed|ing|s)|ongoing|going\s+on|gone\s+on|suffer\w*|already|present|troubled|bothered|troubling"
    r"|bothering|started|began|that\s+old|there|ago|\w*aches?|pains?|cough\w*|limping|sneezing|itching|bleeding|dizzy|tired|hoarse|hurt\w*"
    r"|swollen|sore|stiff)\b"
)


# "Hearing that has dragged on for six weeks": whatever the rest of the sentence says.
_DRAGGED_ON = re.compile(
    r"\bhas\s+(?:now\s+|already\s+)?(?:dragged\s+on|gone\s+on|been\s+going\s+on|lasted|persisted|been\s+there|been\s+with\s+(?:you|him|her))"
    r"\s+(?:now\s+)?(?:for\s+)?(?:about\s+|over\s+|some\s+|more\s+than\s+)?$"
)


def _is_own(sentence: str, hit: re.Match[str], asked: str) -> bool:
    clause = _clause_before(sentence, hit.start())
    after = sentence[hit.end() : hit.end() + 40]
    conditional = _CONDITION.search(sentence, 0, hit.start()) and not _RELATIVE.match(clause)
    if _DRAGGED_ON.search(clause):
        return True
    if _HARDLY_AFTER.search(sentence[: hit.start()]) and not re.match(r"\s+of\s+\w+", after):
        return True
    if CHANGED_WITHIN.search(sentence[: hit.start()]) and not conditional:
        return True
    if _SINCE_EVENT.match(after) and not conditional and not _NOT_OWN.search(clause):
        return True
    if _is_dosing(clause) or conditional or _NOT_OWN.search(clause) or _AGE.match(after) or _NOT_OWN_AFTER.match(after):
        return False
    if _YOURS.search(sentence, 0, hit.start()):
        return True
    if re.match(r"\s+ago\b", after):
        return bool(re.search(r"\b(?:you|your|he|his|she|her|started|began|since|that|which)\b", clause))
    if re.search(r"\b(?:for|over|in|during|lasting|lasted|since)\s+(?:\w+\s+){0,2}$", clause):
        # "20 mg before breakfast, for four weeks": the clause says nothing of what lasts.
        if not _CLAUSE_SAYS.search(clause) and _NOT_OWN.search(sentence, 0, hit.start()):
            return False
        # "Headaches for more than a year": a complaint and its length need no verb; "in three months" needs one.
        if re.search(r"\b(?:over|in|during|within)\s+(?:the|these)\s+(?:past|last)\s+$", clause):
            # "The last six weeks of this pregnancy" need not have come yet.
            return not after.startswith(" of ")
        if re.search(r"\bfor\s+(?:\w+\s+){0,2}$", clause):
            return _HAS_LASTED.search(clause) is not None or _opens_with_complaint(sentence, hit.start(), asked)
        is_since = re.search(r"\b(?:lasting|lasted|since)\s+(?:\w+\s+){0,2}$", clause) is not None
        return is_since or _OWN.search(clause) is not None
    if re.match(r"(?:'s?|-long| long)?\s+(?:of|history|course)\b", after):
        return _OF_COMPLAINT.match(after) is not None
    if hit["unit"] != "hour" and re.match(r"\s+in\s+a\s+row\b", after):
        return True
    # "A toothache of several weeks".
    if re.search(rf"{_COMPLAINT.pattern}\s+(?:\w+\s+)?of\s+(?:\w+\s+)?$", clause):
        return True
    return bool(
        _OWN.search(clause)
        and re.search(r"\b(?:now|already|about|around|nearly|almost|been|lasted|your|these|had)\s+$", clause)
    ) or ("-" in hit[0] and re.search(r"\b(?:your|his|her|this|the)\s+(?:\w+\s+)?$", clause) is not None)


# "Two months of mangoes" are nothing that lasts; "two months of this", "of a cough", "a three-week history" are.
_OF_COMPLAINT = re.compile(
    rf"(?:'s?|-long| long)?\s+(?:history|course|of\s+(?:it|this|that|these|such|being|having|feeling|your|his|her"
    rf"|an?|the)\b|of\s+(?:[a-z-]+,?\s+){{0,2}}(?:{_COMPLAINT.pattern}|[a-z]+ing\b))"
)
# "Two weeks of treatment", "three times a day for a week", "a month of rest".
_NOT_OWN_AFTER = re.compile(
    r"'s?\s+time\b|\s+(?:at\s+(?:the\s+)?(?:most|least)\b"
    r"|of\s+(?:treatment|rest|tablets|antibiotics|physiotherapy|exercise|patience|\w*ing\b(?<!ing of)|cream"
    r"|use)|apart|before|after"
    r"|from\s+(?:now|today|tomorrow)|later|or\s+(?:two|so|more)\s+(?:before|until)|pregnan\w+)"
)


_CLAUSE_SAYS = re.compile(r"[a-z]+\s+(?:for|over|in|during|lasting|lasted|since)\s")


def _agree(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return one[0] <= other[1] * _TOLERANCE and other[0] <= one[1] * _TOLERANCE
