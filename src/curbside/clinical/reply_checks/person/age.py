"""Does the reply give the asker's age as the question gives it?"""

import re
from collections.abc import Iterator

from curbside.clinical.demographics.age_number import NUMBER_WORDS, read_number
from curbside.clinical.reply_checks.lengths import meets
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "age_mismatch"
# "Thirty-five weeks" is no "thirty".
_WHOLE = r"(?!-(?:one|two|three|four|five|six|seven|eight|nine)\b)"
_N = rf"(?P<n>\d{{1,3}}|(?:{NUMBER_WORDS}){_WHOLE})"
_PERSON = (
    r"(?:man|woman|girl|boy|child|lad|lass|fellow|chap|bloke|patient|lady|gentleman|person|somebody|someone|adult|mother|father|husband|wife"
    r"|son|daughter)"
)
_TENS_WORDS = r"(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight|ninet)ies"
_PART = r"(?:very\s+)?(?:early|mid|mid-|middle|late)?[\s-]*"
# What follows a number that is no age: a unit, a time, a share.
_UNIT = (
    r"(?!\s?(?:weeks?|months?|days?|hours?|minutes?|degrees|°|percent|per\s|%|kg|kilos?|cm|mm|mg|ml|g\b|st\b|lb"
    r"|am\b|pm\b|o'?clock"
    r"|times|beats|steps|metres|meters|to\s+\d|-\s?\d|[.,:/]\d|mmhg|or\s+\d|in\s+the\s+(?:morning|evening)|points?"
    r"|units?))"
)
# Stages of life: (least, most) years, as everyday English and the age groups of MeSH ("Age Groups") use the words.
_STAGES = {
    "newborn": (0.0, 0.4),
    "infant": (0.0, 2.0),
    "baby": (0.0, 2.5),
    "toddler": (0.8, 4.5),
    "preschooler": (2.5, 6.9),
    "kindergartener": (2.5, 6.9),
    "first-grader": (5.0, 8.0),
    "secondary school pupil": (10.0, 19.9),
    "retiree": (50.0, 130.0),
    "retired person": (50.0, 130.0),
    "septuagenarian": (70.0, 79.99),
    "sexagenarian": (60.0, 69.99),
    "schoolboy": (5.0, 18.9),
    "schoolgirl": (5.0, 18.9),
    "schoolchild": (5.0, 15.9),
    "teen": (12.0, 19.99),
    "teenager": (12.0, 19.99),
    "adolescent": (10.0, 21.0),
    "young adult": (16.0, 35.9),
    "grown man": (18.0, 130.0),
    "grown woman": (18.0, 130.0),
    "pensioner": (50.0, 130.0),
    "senior": (55.0, 130.0),
    "octogenarian": (80.0, 89.99),
    "nonagenarian": (90.0, 99.99),
}
_MIDDLE_AGE = (38.0, 66.0)
_STAGE_WORDS = "|".join(sorted(_STAGES, key=len, reverse=True))
_AS_ONE = (
    r"\b(?:as|in|for|being|like|you\s+are|you're|he\s+is|she\s+is|he's|she's|now\s+that\s+you\s+are)\s+(?:still\s+)?an?\s+"
    r"(?:(?:healthy|young|small|growing|tall|active|busy|fit|little|tiny|older|older|typical|well)\s+){0,2}"
)
# "As a baby sitter", "in an infant school", "as a teenager you had": another thing, or another time.
_NOT_OTHERS = (
    r"(?!['-]|\s+(?:sitter|school|seat|monitor|bath|shampoo|sister|brother|at\s+home|you\s+(?:had|were)"
    r"|(?:s?he)\s+(?:had|was))\b)"
)
_STATED = tuple(
    re.compile(pattern)
    for pattern in (
        # "34-year-old", "four years old", "years of age": whoever speaks of one patient says it of that one.
        rf"\b{_N}[\s-]years?[\s-](?:old|of age)\b",
        # "At 71", "repeated questions at 81", "at his 54 years"; numbers that are temperatures are sorted out below.
        r"\bat\s+(?:(?:your|his|her|the)\s+(?:age\s+of\s+|\w+\s+age\s+of\s+)?|(?:the\s+)?age\s+(?:of\s+)?|only\s+"
        rf"|just\s+|nearly\s+|almost\s+)?{_N}\b{_UNIT}",
        rf"\b(?:your|his|her)\s+age,?\s+(?:of\s+|is\s+|being\s+|\()?{_N}\b",
        r"\b(?:you|he|she)(?:\s+(?:are|is)|'re|'s)\s+(?:only\s+|now\s+|just\s+|still\s+"
        rf"|already\s+)?(?:a\s+)?{_N}\b(?=[,.;]|\s+(?:and|so|which|now|years)\b){_UNIT}",
        rf"\b(?:since|as|because)\s+(?:you|he|she)(?:\s+(?:are|is)|'re|'s)\s+{_N}\b{_UNIT}",
        # "At ten years", "below his 84 years", "and you only 45", "boys of ten, like yours".
        rf"\bat\s+(?:only\s+|just\s+|nearly\s+)?{_N}\s+years\b(?!\s+(?:after|later|from|since|post|out))",
        rf"\b(?:under|below|beyond|past|despite)\s+(?:your|his|her)\s+{_N}\s+years\b",
        rf"\byou\s+(?:only|just|barely|not\s+yet)\s+{_N}(?=\s*[,.;)]|\s+(?:your|and|years)\b){_UNIT}",
        rf"\b(?:boys|girls|men|women|children|lads|people|patients|ladies)\s+(?:of|aged)\s+{_N},?\s+(?P<like>(?:just\s+|exactly\s+)?(?:like|such\s+as)\s+(?:you|yours|him|his|her|hers)(?:rself|rs)?)\b",
        rf"\bin\s+(?:the|your|his|her)\s+{_PART}{_TENS_WORDS},?\s+(?P<like>where\s+(?:you|he|she)\s+(?:are|is)|(?:just\s+)?(?:like|such\s+as|as)\s+(?:you|he|she|him|her)(?:\s+(?:are|is))?)\b",
        rf"\byour\s+{_N}[\s-]years?[\s-]old\b",
        # "You are not even twenty-five yet".
        rf"\b(?:you|he|she)(?:\s+(?:are|is)|'re|'s)\s+(?P<below>not\s+even|not\s+yet|hardly|barely)\s+{_N}\b(?=\s*[,.;]|\s+yet\b){_UNIT}",
        # "With your seventy years", "your 62 years".
        rf"\b(?:with|at|for|of|after|despite)\s+(?:your|his|her)\s+{_N}\s+years\b(?!\s+(?:of|in|as|at|with)\b)",
        rf"\b(?:somebody|someone|anyone|you\s+are|you're|he\s+is|she\s+is|a\s+man|a\s+woman)\s+(?:who\s+is\s+)?"
        rf"(?:nearing|approaching|close\s+to|almost|just\s+over|just\s+under|not\s+far\s+off)\s+(?P<about>\d{{2}}|{NUMBER_WORDS})\b{_UNIT}",
        r"\b(?:at|of|past|in)\s+(?:your\s+|his\s+|her\s+)?(?P<retired>retirement\s+age|retirement)\b|\bnow\s+that\s+(?:you|he|she)(?:'re|'s|\s+are|\s+is|\s+have|\s+has)\s+(?P<retired2>retired)\b",
        r"\b(?:you|he|she)(?:'re|'s|\s+are|\s+is)\s+still\s+(?P<growing>growing|at\s+school|in\s+puberty)\b",
        rf"\bbab(?:y|ies)\s+of\s+(?P<babymonths>\d{{1,2}}|{NUMBER_WORDS})\s+months\b",
        rf"\b(?:boy|girl|lad|child)\s+of\s+(?P<childmonths>\d{{1,2}}|{NUMBER_WORDS})\s+months\b",
        rf"\b{_PERSON}\s+(?:of|aged|who\s+is|who\s+turned|who\s+has\s+turned|not\s+yet|of\s+nearly"
        rf"|past)\s+(?:only\s+|just\s+)?{_N}\b{_UNIT}",
        rf"\b(?:turned|turning|not\s+yet)\s+{_N}\b(?=[\s,.]){_UNIT}",
        rf"\b{_PERSON}\s+in\s+(?:his|her|their|your|the)\s+{_PART}{_TENS_WORDS}\b",
        rf"\b(?:in|at|into)\s+(?:your|his|her)\s+{_PART}{_TENS_WORDS}\b",
        rf"\bin\s+their\s+{_PART}{_TENS_WORDS},?\s+(?P<like>(?:just\s+)?(?:like|such\s+as)\s+(?:you|him|her)(?:rself|rs)?)\b",
        rf"\b(?:in|at|into)\s+(?:your|his|her)\s+{_PART}(?P<decade>[2-9]0)'?s\b",
        rf"{_AS_ONE}(?P<stage>{_STAGE_WORDS})\b{_NOT_OTHERS}",
        # "Toddlers of her age", "as teenagers like you".
        rf"\b(?P<stages>{_STAGE_WORDS})s\s+(?:of|at)\s+(?:your|his|her)\s+(?:age|stage)\b|\b(?P<stages2>{_STAGE_WORDS})s\s+like\s+"
        r"(?:you|him|her)\b",
        r"\b(?:your|his|her)\s+(?:first|second|third)\s+(?P<birthday>birthday)\b",
        r"\b(?:in|at|reached|past|into)\s+(?:your\s+|his\s+|her\s+)?(?P<middle>middle\s+age|midlife)\b|\b(?:as|for|in|being)\s+"
        r"(?:an?\s+|someone\s+|somebody\s+)?(?P<middle2>middle-aged)\b",
        # "Being over forty", "now that you are past sixty".
        rf"\b(?:being|you\s+are|you're|he\s+is|she\s+is|he's|she's)\s+(?:well\s+)?(?P<bound>over|under|past|above|below)\s+{_N}\b{_UNIT}",
        rf"\bat\s+(?:just\s+|only\s+)?(?P<months>\d{{1,2}}|{NUMBER_WORDS})\s+(?:months?|weeks?)(?:\s+old|\s+of\s+age)?\b",
        r"\b(?:as\s+an|being\s+an|you\s+are\s+an|you're\s+an|at\s+your|in\s+an)\s+(?P<old>elderly|older|advanced|old)"
        r"(?:\s+(?:age|person|man|woman|patient|adult))?\b",
    )
)
# Ages of others and of people in general: "from 50 on", "in people over 65", "children of 6 to 12".
_GENERAL = re.compile(
    r"\b(?:over|under|above|below|before|after|until|till|from|between|past|beyond|by|older\s+than|younger\s+than"
    r"|up\s+to|since"
    r"|aged|around|about)\s+(?:the\s+age\s+of\s+|age\s+)?$"
    r"|\b(?:people|patients|men|women|children|adults|babies|anyone|everyone|those|teenagers|boys"
    r"|girls)\b[^.;!?]{0,25}$"
    r"|\b(?:mother|father|brother|sister|uncle|aunt|parents?|grand\w+|cancer|cousin)\b[^.;!?]{0,25}$"
)
# "Your last test is two years old": a thing's age.
_THING = re.compile(
    r"(?<!\byou )(?<!\bhe )(?<!\bshe )\b(?:is|are|was|were)\s+(?:now\s+|only\s+|about\s+|over\s+|already\s+)?$"
)
_GENERAL_AFTER = re.compile(
    r"\s*(?:-|–|to|or)\s*(?:\d|over|older|more|above|under)|\s*(?:\+|on\b|and\s+(?:over|older|above|up)|upwards)"
)
# "Ask at 12 Wharf Road".
_ADDRESS_AFTER = re.compile(
    r"\s+(?:\w+\s+){1,3}(?:road|street|lane|avenue|drive|close|square|place|way|court|crescent|terrace|gardens|row|walk"
    r"|hill|quay|boulevard)\b"
)
_MEASURED = re.compile(
    r"\b(?:fever|temperature|pulse|heart\s+rate|pressure|wash\w*|oven|speed|degrees|°|sugar|level|bmi|score|saturation|oxygen|thermostat|room|hba1c|ferritin|tsh|h(?:a?e)moglobin|peak\s+flow|readings?|values?|scale)\b"
)
# A measure's word stands before its number; a temperature's also right behind it ("at 38, that is a fever").
_MEASURED_REACH, _MEASURED_BEHIND = 40, 32
_COOLEST, _HOTTEST = 34, 43
_SMALL = 13
_TENS = {"twent": 20, "thirt": 30, "fort": 40, "fift": 50, "sixt": 60, "sevent": 70, "eight": 80, "ninet": 90}
# "Elderly" below this age is a mix-up of records rather than a matter of taste (WHO: older person, 60 and over).
_OLDER_FROM = 55.0
_BABY_YEARS = 1.0
_OLDEST = 120
_YOU = re.compile(r"\byou(?:r|rs|rself)?\b")
# A number of the question that may be somebody's age: no dose, no measure, no count of things.
_TOLD_NUMBER = re.compile(
    r"(?<![\d.,/])\d{1,3}(?![\d%/]|[.,]\d|\s?(?:mg|mcg|g|kg|ml|iu|units?|days?|hours?|hrs?|weeks?|minutes?|mins?|times|x|mm|cm|tablets?|puffs?|drops?|bpm|degrees)\b)"
)
# "My two year old nephew", "since he was seven": an age told in words.
_TOLD_WORD = re.compile(
    rf"\b(?P<n>{NUMBER_WORDS})(?=[\s-]+(?:years?|yrs?|yo|y/o|months?|mths?|weeks?)\b)|\b(?:is|was|am|turned|aged|at|age)\s+"
    rf"(?:only\s+|just\s+|now\s+)?(?P<n2>{NUMBER_WORDS})\b"
)
_BAND = re.compile(r"(\d{1,3})\s*(?:-|–|—|~|to)\s*(\d{1,3})")


def find_age(case: ReplyCase) -> Iterator[Problem]:
    """An age given as the patient's that neither the record's band nor the question's own words allow."""
    recorded, written = _recorded(case.question.age), _written(case.age_years)
    # A record that the text contradicts holds the age of the one who writes for another.
    is_writers = (
        case.subject != "self" and recorded is not None and written is not None and not meets(recorded, written)
    )
    told = {hit[0] for hit in _TOLD_NUMBER.finditer(case.asked_folded)}
    told |= {f"{read_number(hit['n'] or hit['n2']):g}" for hit in _TOLD_WORD.finditer(case.asked_folded)}
    if is_writers:
        told -= set(re.findall(r"\d{1,3}", case.question.age))
    for sentence in case.sentences:
        of_writer = not is_writers or _YOU.search(sentence.text) is not None
        allowed = [span for span in (recorded if of_writer else None, written) if span]
        if not allowed:
            return
        for pattern in _STATED:
            for hit in pattern.finditer(sentence.text):
                low, high = _stated(hit)
                if low > _OLDEST:
                    continue
                if any(low <= upper and lower <= high for lower, upper in allowed) or f"{low:g}" in told:
                    continue
                if _is_of_others(sentence.text, hit) or _is_of_a_baby(case, hit):
                    continue
                message = "The reply gives another age than the question."
                start, end = sentence.start + hit.start(), sentence.start + hit.end()
                yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


# "Better than that of a man of forty", "as a boy of eight": a person to compare with, or the same one long ago.
_THAN = re.compile(r"\b(?:than|unlike|compared\s+(?:with|to)|as\s+\w+\s+as)\b[^.;,]{0,40}$")
_AS_THEN = re.compile(r"\b(?:remembers?|remembered|was|were|had|used\s+to)\b[^.;]{0,40}\bas\s+an?\s+$")
_WOULD = re.compile(r"\s+(?:would|might)\b")
_TO_COME = re.compile(
    r"\b(?:(?:that|which|who)\s+(?:still\s+)?[a-z]+s|(?:will|would|may|might|could)\s+(?:\w+\s+){0,2}[a-z]+)\s+(?:again\s+|back\s+)?$"
)
_ANY_CHILD = re.compile(
    r"(?:\s+years)?\s+(?:a|any|every|most|many)\s+(?:child|baby|toddler|children|babies|people|men|women)\b"
)
# "The acne you had in your twenties", "by the time you are in your sixties".
_ANOTHER_TIME = re.compile(
    r"\b(?:had|was|were|did|smoked|until|since|back|by\s+the\s+time|(?:once|when)\s+(?:you|he|she))\b[^.;,]{0,40}$"
)
_HOURS = 24
_CLOCK = re.compile(
    r"\b(?:opens?|closes?|bed|asleep|wakes?|lunch|breakfast|supper|tomorrow|tonight|evening|morning|appointment|phone|ring|mondays?|tuesdays?|wednesdays?"
    r"|thursdays?|fridays?|saturdays?|sundays?|o'clock|shift|alarm)\b"
)
# "Who had eczema as a baby" tells of then.
_HAD_THEN = re.compile(r"\b(?:had|was|were|suffered|got|already)\b[^.;,!?]{0,40}$")


def _is_of_others(sentence: str, hit: re.Match[str]) -> bool:
    """Is this an age of people in general or of somebody else, or no age at all but a temperature?"""
    said = hit.groupdict().get("n") or ""
    # "It does not stop at six": a small number in words after a bare "at" may count anything.
    if (
        re.fullmatch(r"at\s+[a-z]+", hit[0])
        and not re.match(r"\s+years\b", sentence[hit.end() :])
        and said.isalpha()
        and read_number(said) < _SMALL
    ):
        return True
    number = hit.start("n") if hit.groupdict().get("n") else hit.start()
    before = sentence[:number]
    if hit.groupdict().get("stage") and _HAD_THEN.search(before):
        return True
    if hit.groupdict().get("like"):
        return False
    if _THAN.search(before) or _AS_THEN.search(sentence[: hit.start()]) or _WOULD.match(sentence, hit.end()):
        return True
    # "A wrist that grinds at forty-five" tells of an age to come, "at two years a child …" of any child.
    if hit[0].startswith("at ") and (_TO_COME.search(sentence[: hit.start()]) or _ANY_CHILD.match(sentence, hit.end())):
        return True
    if hit.groupdict().get("tens") and _ANOTHER_TIME.search(sentence[: hit.start()]):
        return True
    if re.fullmatch(r"at\s+(?:\w+\s+)?\S+", hit[0]) and read_number(said or "99") <= _HOURS and _CLOCK.search(sentence):
        return True
    if (
        (not hit.groupdict().get("bound") and _GENERAL.search(before))
        or _THING.search(before)
        or _GENERAL_AFTER.match(sentence, hit.end())
    ):
        return True
    if not hit[0].startswith("at "):
        return False
    behind = _MEASURED_BEHIND if said and _COOLEST <= read_number(said) <= _HOTTEST else 0
    measured = _MEASURED.search(sentence, max(0, hit.start() - _MEASURED_REACH), hit.end() + behind)
    return bool(measured or _ADDRESS_AFTER.match(sentence, hit.end()))


def _is_of_a_baby(case: ReplyCase, hit: re.Match[str]) -> bool:
    """ "Safe for a baby", "the scan at nine weeks": said to those who expect one, or of children in general."""
    groups = hit.groupdict()
    young = groups.get("months") or (groups.get("stage") and _STAGES[re.sub(r"\s+", " ", groups["stage"])][0] < 3)
    if not young or re.match(r"(?:being|he|she|you)\b", hit[0]):
        return False
    return case.subject != "child" or re.search(r"\bpregnan|\bbreastfe", case.asked_folded) is not None


def _stated(hit: re.Match[str]) -> tuple[float, float]:
    """Lowest and highest age in years that the words allow."""
    groups = hit.groupdict()
    if stage := groups.get("stage") or groups.get("stages") or groups.get("stages2"):
        return _STAGES[re.sub(r"\s+", " ", stage)]
    if groups.get("birthday"):
        return 0.0, 3.2
    if groups.get("middle") or groups.get("middle2"):
        return _MIDDLE_AGE
    if groups.get("retired") or groups.get("retired2"):
        return 50.0, 130.0
    if groups.get("growing"):
        return 3.0, 21.0
    if about := groups.get("about"):
        return read_number(about) - 5, read_number(about) + 5
    if months := groups.get("babymonths") or groups.get("childmonths"):
        return max(0.0, read_number(months) / 12 - 0.1), read_number(months) / 12 + 0.1
    if months := groups.get("months"):
        years = read_number(months) / (12 if "month" in hit[0] else 52)
        return max(0.0, years - 0.1), years + 0.1
    if number := groups.get("n"):
        years = read_number(number)
        if bound := groups.get("bound"):
            return (0.0, years) if bound in ("under", "below") else (years, 130.0)
        # "Not yet sixty" is younger, "past sixty" older, by ten years at most.
        if groups.get("below") or re.search(r"\bnot\s+yet\s+\S+$|\bnearly\s+\S+$|\balmost\s+\S+$", hit[0]):
            return max(0.0, years - 10), years - 0.01
        return years, years + 0.99
    if groups.get("old"):
        return _OLDER_FROM, 130.0
    decade = float(groups["decade"]) if groups.get("decade") else float(_TENS[hit["tens"]])
    return decade, decade + 9.99


def _recorded(age: str) -> tuple[float, float] | None:
    if band := _BAND.search(age):
        return float(band[1]), float(band[2]) + 0.99
    number = re.search(r"\d{1,3}", age)
    if number is None:
        return None
    years = read_number(number[0])
    is_open = re.search(r"\+|over|older|above|up", age.lower()) is not None
    if re.search(r"month|week|day|under", age.lower()):
        return 0.0, 2.0
    return years, 130.0 if is_open else years + 0.99


def _written(years: float | None) -> tuple[float, float] | None:
    """A baby grows out of its months fast: within a third; older people within the year."""
    if years is None:
        return None
    if years < _BABY_YEARS:
        return years * 2 / 3, years * 4 / 3 + 0.1
    return float(int(years)), float(int(years)) + 0.99
