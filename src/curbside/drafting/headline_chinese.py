"""Headlines of questions in Chinese: the asker's own clauses, so that no headline mixes two languages."""

import re
from collections.abc import Iterator
from itertools import count

from curbside.clinical.demographics.kin import HAN_KIN, HAN_KIN_WORD
from curbside.clinical.findings import Reading, Status, read
from curbside.clinical.findings.time import times_said
from curbside.clinical.privacy import redact
from curbside.clinical.privacy.scripts import is_simplified
from curbside.drafting.headline_title import LONGEST
from curbside.knowledge.vocabulary import concepts

# Han: Unicode 15, Blocks.txt; a text with kana or Hangul is not Chinese.
_HAN, _NOT_CHINESE = (
    re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]"),
    re.compile(r"[\u3040-\u30ff\u1100-\u11ff\uac00-\ud7af]"),
)
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
# A Chinese word has some one and a half characters on average.
_CHARACTERS_A_WORD = 1.5
# More Latin words than a medicine's or a test's name are a clause in another language.
_MOST_LATIN = 2
_CLAUSE = re.compile(r"[^，,。！!？?；;…\n\r]+[？?]?")
# Courtesies and the writer's "I" at the start of a clause, particles and thanks at its end (our own list).
_OPENING = re.compile(
    r"^(?:(?:我?想?[請请]?[問问]一?下?|[醫医][生師师]|大夫|您好|你好|哈[囉啰]|而且|另外|[還还]有|然[後后]|因[為为]|但是?|所以)[\s:：]*)+"
)
# Left out where nobody else is spoken of.
_SELF = re.compile(rf"^(?:我的?|[她他]的?)(?![們们]|{HAN_KIN_WORD})")
_CLOSING = re.compile(r"(?:(?:[該该]|要)?怎[麼么][辦办]|[謝谢]{2}.*|(?<![不得])了|呢|啊|喔|哦|呀)+$")
_ASKS = re.compile(
    r"[？?]|[嗎吗]$|怎[麼么]|是不是|可不可以|[該该]不[該该]|要不要|[會会]不[會会]|什[麼么]|[為为]何|能不能|[誰谁哪]"
)
# A mark of who somebody is, a title that a name may stand before, what somebody said, a name set apart by a space.
_PERSONAL = re.compile(
    r"@|https?:|www\.|\d{4,}|\[[^\]\n]*\]|我叫|名叫|[醫医][師师生]|先生|小姐|女士|老[師师]|同[學学]|[說说]|某"
    r"|(?:^|\s)[\u4e00-\u9fff]{2,4}\s"
)
_DENIES = re.compile(r"^(?:我|也|都|[並并])*(?:[沒没]|[無无]|不)")
_SHORTEST, _LEAST_OF_TITLE, _USUAL = 2, 3, 30
# What a headline needs stands early; bounds the time a hostile text can take.
_MOST_CLAUSES = 40
_FALLBACK = ("健康諮詢", "健康咨询")


def is_chinese(text: str) -> bool:
    """Is more of `text` Chinese than is written in Latin letters?"""
    words = _han(text) / _CHARACTERS_A_WORD
    return words > len(_LATIN_WORD.findall(text)) and not _NOT_CHINESE.search(text)


def holds_chinese(text: str) -> bool:
    return _HAN.search(text) is not None


def _han(text: str) -> int:
    return len(_HAN.findall(text))


def chinese_wordings(title: str, body: str) -> Iterator[str]:
    """Wordings from the most fitting on, in the asker's words; never empty. The caller bounds both texts."""
    # Whoever asks is taken out before anything is cut: "我叫" tells that a name follows.
    text = redact(f"{title}\n{body}").text
    clauses = list(_CLAUSE.finditer(text))[:_MOST_CLAUSES]
    reading = read(text)
    told, timed = _told(text, clauses, reading)
    kin = _kin(text, reading.subject)
    first = [_joined(clauses, at, told | timed, _USUAL) for at in sorted(told)]
    # "頭痛" says less than "頭痛三天".
    first = sorted(first, key=lambda one: any(one in other and one != other for other in first))
    own = _tidy(text.partition("\n")[0], alone=re.search(HAN_KIN_WORD, text) is None)
    wordings = [own if _han(own) > _LEAST_OF_TITLE else "", *first]
    wordings += [_joined(clauses, at, told | timed, LONGEST) for at in sorted(told)]
    if not told:
        wordings += _asked(clauses)
    shown = [one for one in wordings if _han(one) >= _SHORTEST]
    yield from dict.fromkeys(longer for one in shown for longer in (_of_kin(kin, one), one))
    if not shown:
        yield _FALLBACK[is_simplified(text)]


def _asked(clauses: list[re.Match[str]]) -> list[str]:
    """What is asked, with what stands before it; then whatever is said."""
    everything = set(range(len(clauses)))
    asked = [at for at in everything if _ASKS.search(clauses[at][0])]
    before = [_joined(clauses, at - 1, {at}, _USUAL) for at in asked if at and at - 1 not in asked]
    alone = [_joined(clauses, at, set(), _USUAL) for at in asked]
    with_question = [one for one in before if one.endswith("？")]
    said = [at for at in sorted(everything) if not _DENIES.search(clauses[at][0])]
    return [*with_question, *alone, *(_joined(clauses, at, everything, _USUAL) for at in said)]


def _of_kin(kin: str, wording: str) -> str:
    """The wording with whom it is about, unless it says so or speaks of the writer."""
    return wording if "我" in wording or kin in wording or len(kin + wording) > LONGEST else kin + wording


def chinese_marked(base: str) -> Iterator[str]:
    """The wording with a number that tells equal questions apart, without end."""
    for number in count(2):
        mark = f"（{number}）"
        yield base[: LONGEST - len(mark)] + mark


def _told(text: str, clauses: list[re.Match[str]], reading: Reading) -> tuple[set[int], set[int]]:
    """Numbers of the clauses that tell a present complaint, and of those that tell a time."""
    facts = [f.start for f in reading.findings if f.status is Status.PRESENT and _is_complaint(f.concept)]
    times = [time.start for time in times_said(text)]
    told = [at for at, clause in enumerate(clauses) if not _ASKS.search(clause[0]) and _holds(clause, facts)]
    return set(told), {at for at, clause in enumerate(clauses) if _holds(clause, times)}


def _is_complaint(concept: str) -> bool:
    return concepts()[concept].kind in ("symptom", "condition")


def _holds(clause: re.Match[str], starts: list[int]) -> bool:
    return any(clause.start() <= start < clause.end() for start in starts)


def _joined(clauses: list[re.Match[str]], at: int, going_on: set[int], most: int) -> str:
    """Clause `at` and those right behind it that go on telling, up to `most` characters; "" when it may not show."""
    text = clauses[at].string
    alone = re.search(HAN_KIN_WORD, text) is None
    made, last = _tidy(clauses[at][0], alone=alone), clauses[at].end()
    for after in range(at + 1, len(clauses)) if made else ():
        # Only a comma may stand between: what follows a full stop is another matter.
        further = (
            _tidy(clauses[after][0], alone=alone) if after in going_on and clauses[after].start() - last == 1 else ""
        )
        if not further or len(f"{made}，{further}") > most or text[last] not in "，,":
            break
        made, last = f"{made}，{further}", clauses[after].end()
    return made if len(made) <= most else ""


def _tidy(clause: str, *, alone: bool) -> str:
    """The clause without courtesies and particles, and without "I" where only the writer is spoken of (`alone`).

    "" when it may say who asks, is empty or in another language.
    """
    asks = _ASKS.search(clause) is not None
    plain = _CLOSING.sub("", _OPENING.sub("", clause.strip().strip("，,。.；; ")).rstrip("？? "))
    plain = " ".join((_SELF.sub("", plain) if alone else plain).split())
    if not holds_chinese(plain) or len(_LATIN_WORD.findall(plain)) > _MOST_LATIN or _PERSONAL.search(clause):
        return ""
    return f"{plain}？" if asks and _ASKS.search(plain) else plain


def _kin(text: str, subject: str) -> str:
    """The word for whom the question is about, when it is not the writer."""
    said = (word[0] for word in re.finditer(HAN_KIN_WORD, text))
    return next((word for word in said if HAN_KIN[word][0] == subject), "")
