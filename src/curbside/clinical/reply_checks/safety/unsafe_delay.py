"""Does the reply tell somebody with an emergency sign to wait?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import alternatives, compile_phrase, entry, phrases, words
from curbside.clinical.reply_checks.pattern_checks import first_hit
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, is_negated, problem
from curbside.clinical.reply_checks.safety.delayed_net import delayed_net
from curbside.clinical.reply_checks.safety.late_care import danger_asked, hastens, is_acute, late_care
from curbside.clinical.urgency.screening import Urgency

TYPE = "unsafe_delay"
_PAST = re.compile(
    r"\b(?:years? ago|months? ago|in (?:19|20)\d\d|as a child|history of|used to|in the past|last year|afraid of"
    r"|worried about|fear of)\b"
)

_IDLE = re.compile(
    r"\b(?:wait|hold off|no (?:need|reason|hurry|rush)|put (?:it|this|that) off|not (?:need|have)|not urgent|"
    r"rest|stay home|sleep)\b"
)
_AT_ONCE = re.compile(
    r"\b(?:today|tonight|now|at once|immediately|(?:the )?same day|right away|straight away|without delay|"
    r"ambulance|emergency)\b"
)
# Put off by weeks, what should be seen within days is as unsafe as an emergency put off to tomorrow.
_WEEKS = re.compile(r"\b(?:weeks?|months?|no (?:hurry|rush)|next appointment|routine appointment|when convenient)\b")
_SOON = re.compile(
    r"\b(?:this week|(?:in|with)in (?:the )?(?:next )?(?:a |one |two |three |few |a few )?(?:hours?|days?|"
    r"24 hours|48 hours)|"
    r"tomorrow|in the next (?:few )?days)\b"
)
_CONDITION = re.compile(
    r"\b(?:if|when|should)\b[^.!?]{0,120}?\b(?P<sign>limp|stiff neck|confus\w+|drows\w+|unconscious|speech|"
    r"slurr\w+|face (?:droops|changes)|"
    r"numb between|(?:hold|pass) urine|faint\w*|blood|short of breath|trouble breathing|blue|chest pain|"
    r"weak(?:er|ness)?|paraly\w+|"
    r"convuls\w+|fits?|seizures?|suicid\w+|harm yourself|sight|vision)\b"
)
# What has gone on for weeks is believed to be as calm as the reply that answers it, unless the table of signs speaks.
_LONG = re.compile(
    r"\b(?:weeks?|months?|years?)\s+(?:after|ago|now|later|already)\b|\b(?:for|since|last|past"
    r"|over)\s+(?:\w+\s+){1,3}(?:weeks?|months?|years?)\b"
)
_NEEDLESS = re.compile(
    r"(?:\b(?:no|not|without)|n't) (?:any )?(?:need|have|reason|necessary|required|having)?\s?(?:to )?$"
)


# A danger that waits for nothing, as replies word it. Beside any wish to wait in its own sentence it is unsafe.
# After NHS "When to call 999" and "When to go to A&E", pages not opened; our own wordings, unreviewed.
DANGER = re.compile(
    r"\b(?:hot and red with fever|(?:red|hot|swollen)[^.;]{0,20}with (?:a )?fever|fever with (?:shivering|rigors"
    r"|a stiff neck|a rash)|stiff neck|very drowsy|drows(?:y|iness)"
    r"|unrousable|limp|unconscious\w*|(?:sudden(?:ly)?|one day to the next)[^.;]{0,30}confus\w+"
    r"|confus\w+[^.;]{0,30}(?:sudden\w*|one day to the next)|sudden confusion"
    r"|(?:speech|face|arm)[^.;]{0,30}(?:sudden\w*|droops?|changes?|goes weak|slurr\w+)|slurr\w+|weakness (?:of|on"
    r"|in) one side|one[- ]sided weakness|paraly\w+"
    r"|chest (?:pain|pressure|tightness)|(?:pain|pressure|tightness) in (?:the|your|his|her) chest|short(?:ness)? "
    r"of breath|trouble breathing|breathless\w*|blue lips|gasp\w*"
    r"|vomit\w* (?:of )?blood|cough\w* (?:up )?blood|black (?:\w+ )?stools?|blood in (?:the|your|his|her) (?:vomit"
    r"|stools?)|bleed(?:s|ing)? (?:heavily|a lot)|if you bleed|heavy bleeding"
    r"|strong pain in (?:the|your) belly|severe (?:belly|abdominal|stomach) pain|faint(?:s|ed|ing)?\b|pass(?:es"
    r"|ed)? out|collaps\w+|convuls\w+|seizures?|(?:a )?fit\b(?! for)"
    r"|(?:cannot|can't|unable to|not able to|no longer) (?:pass|hold|empty)[^.;]{0,12}(?:urine|water|bladder"
    r"|bowels?)|pass(?:es)? no urine|numb(?:ness)? between|saddle|foot (?:gets|becomes|goes) weak"
    r"|loss of (?:sight|vision)|los(?:e|es|ing) (?:your |his |her )?(?:sight|vision)|sees? double|vomits? in the "
    r"morning|wakes? from pain|unsteady|worst headache"
    r"|thoughts of (?:suicide|harming|ending|death)|harm(?:ing)? (?:yourself|himself|herself)|suicid\w+|hits? "
    r"(?:his|her|your) head|swelling of the (?:tongue|throat|face|lips)"
    r"|swollen (?:tongue|throat|lips)|one leg (?:swells|is swollen|becomes)|overdose|swallow\w* a (?:battery|magnet))\b"
)
# Dangers that waiting advice names beside those of the rules; our own wordings, unreviewed, one feature of many.
MORE_DANGER = re.compile(
    r"\b(?:crushing|unbearable|worst headache|flashing lights|pain under the ribs|(?:kicks?|moves?|movements?) less"
    r"|fewer (?:kicks|movements)|less movement|(?:waters?|fluid) (?:leaks?|breaks?|broke)|leak\w* fluid|rash that (?:"
    r"does not|doesn't|stays)[a-z ]{0,20}|(?:cannot|can't) be (?:woken|roused)|hard to wake|won't wake|floppy"
    r"|(?:end(?:ing)?|take|taking) (?:your|his|her) (?:own )?life|hurt(?:ing)? (?:yourself|himself|herself)|yellow"
    r" (?:skin|eyes)|(?:skin|eyes) turns? yellow|(?:toes|lips|face|foot|leg)\b[a-z ]{0,14} (?:blue|white)|cold legs?"
    r"|testicle\w*|double vision|sees? double|sudden(?:ly)? (?:deaf\w*|blind\w*)|curtain|tarry|coffee grounds|(?:can"
    r"not|can't) (?:breathe|swallow|speak|finish a sentence|catch your breath)[a-z ]{0,12}|(?:tongue|throat|lips|"
    r"face) swells?|red (?:streaks|lines)|shaking chills|shivers?|rigors|soaks?(?: through)? (?:a|two) pads?[a-z ]{0,8}"
    r"|battery|bleach|drain cleaner|fever of (?:39|4\d)\S*|high fever)\b"
)
# Waiting in any words: to be patient, to sleep on it, to mention it some time, to watch it at home, to give it days.
WAITS = re.compile(
    r"\b(?:waits?\b(?! no)|waiting|sleep it off|let (?:him|her|it|them) sleep|let (?:him|her|them|it) (?:rest|lie"
    r"|settle|be)|watch (?:him|her|it|this|over)|over the (?:weekend|holidays|coming days|next days)|until (?:the "
    r")?(?:morning|weekend|evening)|first see|be patient|patience|no (?:hurry|rush"
    r"|need to (?:hurry|rush|go|call|see))|not urgent|not an emergency|see (?:whether|if) (?:it|this|that|they"
    r"|the)"
    r"|see (?:whether|if)[^.;]{0,60}(?:goes? away|settles?|passes|improves?|gets? better)|can be (?:watched"
    r"|observed|left|dealt with later)|watch(?:ed)? (?:it |this |him |her )?(?:at home|for)|observe (?:it |this "
    r")?(?:at home|for)|give it (?:another |a |some |two |three |few )"
    r"|mention (?:it|this|that|them)|next (?:routine |regular |yearly )?(?:visit|check(?:-up)?|appointment|month)"
    r"|for next month|yearly check|routine (?:visit|check|appointment)|after the weekend"
    r"|until (?:monday|tuesday|wednesday|thursday|friday|next|the next|after|tomorrow|his|her|your)|some days|a "
    r"few days|in a few (?:days|weeks)|over the next (?:few )?(?:days|weeks)|another (?:week|two weeks|month)"
    r"|(?:rest|lie down|stay) (?:at home|in bed)? ?and (?:see|call)"
    r"|a week to see|when (?:it is )?convenient|at (?:your|his|her) (?:leisure|convenience)|put (?:it|this) off"
    r"|hold off|take (?:your|his|her) time)\b"
)
_NO_WAIT = re.compile(
    r"(?:\b(?:not|never|cannot|rather than|instead of|without|should not|no time to|too "
    r"dangerous to)|n't)\s+(?:\w+\s){0,2}$"
)
# A danger that is itself said with a "not".
_LOST = re.compile(r"\b(?:cannot|can't|no urine|no longer|unable)\b")
# Each part of a sentence has its own deed and its own "if".
_PARTS = re.compile(r";|,\s+(?:and|but)\s+|\s[–—]\s")
# A sentence that also sends the person now, or within a day or two, is the safety net itself.
SENDS = re.compile(
    r"\b(?:at once|immediately|right away|straight away|without delay|same day|today|tonight|ambulance|emergency "
    r"(?:room|department|number|service)|a&e|casualty|999|911|112"
    r"|hospital|within (?:a|one|two|24|48) (?:days?|hours?)|urgently)\b"
)


def _waits_in_danger(sentence: str) -> tuple[int, int] | None:
    """Where the folded sentence wishes to wait, in a part that names a danger and sends nobody anywhere soon."""
    low = 0
    for cut in (*_PARTS.finditer(sentence), None):
        high = cut.start() if cut else len(sentence)
        hit = _waits_in_part(sentence[low:high])
        if hit is not None:
            return low + hit.start(), low + hit.end()
        low = cut.end() if cut else high
    return None


@cache
def _sure_waits() -> re.Pattern[str]:
    """Deeds of waiting: "chest pain for a few days" waits for nobody and must not hold a reply back."""
    return re.compile(str(entry("sure_waits")))


def _waits_in_part(part: str) -> "re.Match[str] | None":
    danger = DANGER.search(part)
    if danger is None or SENDS.search(part):
        return None
    for hit in _sure_waits().finditer(part):
        # "No hurry if you bleed" denies the hurry, not the bleeding.
        from_here = hit.end() if hit.end() <= danger.start() else 0
        denied = is_negated(part[from_here:], danger.start() - from_here, reach=30) and not _LOST.search(danger[0])
        if not denied and not _NO_WAIT.search(part[: hit.start()]):
            return hit
    return None


def find_unsafe_delay(case: ReplyCase) -> Iterator[Problem]:
    """Advice to wait beside a danger, which blocks; else care put off where question or reply presses, which warns."""
    found = list(_advised_delays(case))
    yield from found
    late = None if found else late_care(case)
    if late is not None:
        start, end, reason = late
        message = f"Care is put off, and nothing sends the person there now ({reason})."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _advised_delays(case: ReplyCase) -> Iterator[Problem]:
    """Advice to wait beside a sign of an emergency in the question or in the same sentence, and no call to go now."""
    asked = _sign_in(case.asked_folded)
    goes_now = sends_now(case.folded)
    presses = (is_acute(case) or not _LONG.search(case.asked_folded)) and not hastens(case)
    for sentence in case.sentences:
        waits = _waits_in_danger(sentence.text)
        if waits is not None:
            message = "Waiting is advised beside a sign of danger in the same sentence."
            start, end = sentence.start + waits[0], sentence.start + waits[1]
            yield problem(case, TYPE, start, end, severity=Severity.BLOCK, message=message)
            continue
        net = delayed_net(sentence.text, (DANGER, MORE_DANGER))
        if net is not None:
            message = f"What should be acted on at once is put off ({net.sign})."
            start, end = sentence.start + net.start, sentence.start + net.end
            severity = Severity.BLOCK if net.certain else Severity.WARN
            yield problem(case, TYPE, start, end, severity=severity, message=message)
            continue
        hit = first_hit(sentence, phrases("delay_phrases"))
        if hit is None or _is_refused(sentence.text, hit) or _also_sends_now(sentence.text, hit):
            continue
        urgent = (
            _IDLE.search(hit[0])
            and _WEEKS.search(sentence.text)
            and not _sees_within_days(case)
            and danger_asked(case, Urgency.URGENT)
        )
        of_asker = (
            ""
            if goes_now or _is_of_family(sentence.text, hit)
            else asked or (danger_asked(case, Urgency.EMERGENCY) if presses else "")
        )
        part = _part_around(sentence.text, hit)
        sign = _sign_in(part) or _condition_in(part, hit) or of_asker or urgent
        if sign:
            message = f"Waiting is advised beside a sign of an emergency ({sign})."
            start, end = sentence.start + hit.start(), sentence.start + hit.end()
            yield problem(case, TYPE, start, end, severity=Severity.BLOCK, message=message)


def _part_around(sentence: str, hit: re.Match[str]) -> str:
    """ "A scan can wait; if you faint, ring 999": what stands behind a semicolon has its own deed."""
    low = max((cut.end() for cut in _HALVES.finditer(sentence, 0, hit.start())), default=0)
    cut = _HALVES.search(sentence, hit.end())
    return sentence[low : cut.start() if cut else len(sentence)]


_HALVES = re.compile(r";\s|\s[–—]\s")


def _is_of_family(sentence: str, hit: re.Match[str]) -> bool:
    """ "Because your sister had it, mention it at your next visit": what a relative had waits, nobody's danger does."""
    return _family_had().search(sentence, 0, hit.start()) is not None


@cache
def _family_had() -> re.Pattern[str]:
    kin = alternatives(str(word) for group in entry("kin").values() for word in group)
    return re.compile(
        rf"\b(?:your|his|her)\s(?:{kin})\s(?:had|has had|once had|died of|was (?:told|found|diagnosed))\b"
    )


def _condition_in(sentence: str, hit: re.Match[str]) -> str:
    """ "If she is limp, watch her for a few days": what the reply itself says to look out for, put off."""
    if not _IDLE.search(hit[0]) and not re.search(r"\bwatch|observe|monitor|mention\b", hit[0]):
        return ""
    condition = _CONDITION.search(sentence)
    return condition["sign"] if condition else ""


def _also_sends_now(sentence: str, hit: re.Match[str]) -> bool:
    """ "See a doctor within a week, and today if you vomit blood": the sign has its own, nearer day."""
    return not _IDLE.search(hit[0]) and _AT_ONCE.search(sentence) is not None


def _sees_within_days(case: ReplyCase) -> bool:
    """Whether the reply sends to somebody within this week anywhere."""
    return _SOON.search(case.folded) is not None


def sends_now(reply: str) -> bool:
    """Does the folded text send somebody to care at once, and not only say that there is no need to?"""
    hits = (hit for pattern in phrases("go_now_phrases") for hit in pattern.finditer(reply))
    return any(not _NEEDLESS.search(reply[max(0, hit.start() - 25) : hit.start()]) for hit in hits)


def _sign_in(text: str) -> str:
    """The first emergency sign of a folded text that is neither denied nor long past, "" when there is none."""
    for name, pattern in _signs():
        for hit in pattern.finditer(text):
            line_start = max(text.rfind(mark, 0, hit.start()) for mark in ".!?\n") + 1
            around = text[max(line_start, hit.start() - 60) : hit.end() + 30]
            if not is_negated(text[line_start:], hit.start() - line_start) and not _PAST.search(around):
                return name
    return ""


def _is_refused(sentence: str, hit: re.Match[str]) -> bool:
    """ "do not wait until" refuses to wait; "no need to go" is itself the delay."""
    before = sentence[max(0, hit.start() - 25) : hit.start()]
    refused = re.search(
        r"(?:\b(?:not|never|cannot|rather than|instead of|without|avoid|dangerous to)|n't)\s+(?:\w+\s)?$",
        before,
    )
    conditional = words("safety_triggers").search(before) and re.search(r"\bwait\b", hit[0]) is None
    return bool(refused or conditional)


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = entry("emergency_signs")
    return tuple((str(row["name"]), compile_phrase("emergency_signs", str(row["pattern"]))) for row in rows)
