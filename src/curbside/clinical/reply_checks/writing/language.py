"""Is a piece of the reply in another language than the rest?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.reply_checks.writing.foreign_words import borrowed, english_too, languages
from curbside.clinical.reply_checks.writing.strange_words import strange_runs

TYPE = "wrong_language_fragment"


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ENGLISH_PLAIN = _words(
    "the of and to is you that it for with are your this be not have if by can from an he she his her they we was "
    "were has had but which when what who how will would should could there their them than then some any each "
    "every after before more most less because since into over under"
)
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"(?:[\s，。、！？：；]*[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
    r"\uac00-\ud7af])+"
)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ']+")
_ENGLISH = _words(
    "the of and to a in is you that it for on with as are your this be or not have if by may can at from an i"
)
# Shorter pieces are names and technical terms.
_MIN_SCRIPT_CHARACTERS, _MIN_FOREIGN_WORDS, _MIN_SHARE = 4, 3, 0.3


def find_foreign_fragments(case: ReplyCase) -> Iterator[Problem]:
    """Runs of another script in a Latin reply, English runs in a Han reply, foreign sentences among English ones."""
    text = case.reply.text
    han = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
    latin = sum(len(word) for word in _LATIN_WORD.findall(text))
    if han * 3 > latin:
        spans = list(_english_runs(case))
    else:
        spans = [*_script_runs(case), *_foreign_sentences(case)]
        spans += [one for one in _foreign_runs(case) if not any(low <= one[0] < high for low, high in spans)]
        spans += [
            one
            for one in strange_runs(case, english=_ENGLISH_PLAIN, foreign=_surely_foreign())
            if not any(low < one[1] and one[0] < high for low, high in spans)
        ]
    for start, end in spans:
        message = "This piece is in another language than the rest of the reply."
        yield problem(case, TYPE, start, end, severity=Severity.WARN, message=message)


def _script_runs(case: ReplyCase) -> Iterator[tuple[int, int]]:
    known = f"{case.reply.doctor} {case.reply.affiliation} {case.question.alias} {case.asked}"
    for hit in _OTHER_SCRIPT.finditer(case.reply.text):
        is_gloss = case.reply.text[: hit.start()].rstrip().endswith(("(", "（"))
        if len(hit[0]) >= _MIN_SCRIPT_CHARACTERS and hit[0] not in known and not (is_gloss and len(hit[0]) <= 12):
            yield hit.start(), hit.end()


def _english_runs(case: ReplyCase) -> Iterator[tuple[int, int]]:
    for hit in re.finditer(r"[A-Za-z'’]+(?:[ ,;-]+[A-Za-z'’]+){4,}", case.reply.text):
        found = [word for word in _LATIN_WORD.findall(hit[0].lower()) if word in _ENGLISH]
        if len(found) >= _MIN_FOREIGN_WORDS and hit[0] not in case.asked and hit[0] not in case.reply.affiliation:
            yield hit.start(), hit.end()


@cache
def _surely_foreign() -> frozenset[str]:
    """ "Es", "ein", "der" are in every English vocabulary and mark another language all the same."""
    found = frozenset().union(*languages().values()) - english_too() - _ENGLISH_PLAIN - _ENGLISH
    return frozenset(word for word in found if len(word) > 1)


def _foreign_sentences(case: ReplyCase) -> Iterator[tuple[int, int]]:
    english = sum(word in _ENGLISH for word in _LATIN_WORD.findall(case.folded))
    if english < _MIN_FOREIGN_WORDS:
        return
    named = _named(case)
    for sentence in case.sentences:
        found = [word for word in _LATIN_WORD.findall(sentence.text) if word not in named]
        at_home = sum(word in _ENGLISH for word in found)
        most = max(
            # "No" three times over is English; two words must be the other language's alone.
            len(told) if len((told := listed.intersection(found)) - english_too()) > 1 else 0
            for listed in languages().values()
        )
        if most >= _MIN_FOREIGN_WORDS and most > at_home and most >= _MIN_SHARE * len(found):
            yield sentence.start, sentence.end


_RUN = re.compile(r"[A-Za-zÀ-ÿ']+(?:[ ,]+[A-Za-zÀ-ÿ']+)*")
_ACCENT = re.compile(r"[à-öø-ÿß]")
_WINDOW, _MARKED_SHARE = 5, 0.6


def _named(case: ReplyCase) -> frozenset[str]:
    known = fold(f"{case.reply.doctor} {case.reply.affiliation} {case.question.alias} {case.asked}")
    return frozenset(_LATIN_WORD.findall(known))


def _foreign_runs(case: ReplyCase) -> Iterator[tuple[int, int]]:
    """Five words or fewer in a row with two or more marks of one other language and no English function word."""
    known = fold(f"{case.reply.doctor} {case.reply.affiliation} {case.question.alias} {case.asked}")
    named = _named(case)
    for run in _RUN.finditer(case.folded):
        tokens = list(_LATIN_WORD.finditer(case.folded, run.start(), run.end()))
        for at in range(len(tokens)):
            piece = tokens[at : at + _WINDOW]
            # The longest piece from here that holds no plain English word.
            stop = next((i for i, token in enumerate(piece) if token[0] in _ENGLISH_PLAIN), len(piece))
            piece = piece[:stop]
            piece_words = [token[0] for token in piece if token[0] not in named and token[0] not in borrowed()]
            if len(piece_words) < _MIN_FOREIGN_WORDS:
                continue
            if (
                _marks(piece_words) >= _MIN_FOREIGN_WORDS - 1
                and case.folded[piece[0].start() : piece[-1].end()] not in known
            ):
                yield piece[0].start(), piece[-1].end()
                break


def _marks(piece: list[str]) -> int:
    """How many words of the piece mark the one language that fits best; a shared word counts beside a sure one only."""
    best = 0
    for listed in languages().values():
        sure = sum(token in listed and token not in english_too() for token in piece)
        accents = sum(_ACCENT.search(token) is not None and token not in listed for token in piece)
        shared = sum(token in listed and token in english_too() for token in piece)
        if sure + max(0, accents) > 1 or (sure and sure + shared >= _MARKED_SHARE * len(piece)):
            best = max(best, sure + max(0, accents) + min(shared, 1))
    return best
