"""Is a piece of the reply in another language than the rest?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem

TYPE = "wrong_language_fragment"
_OTHER_SCRIPT = re.compile(
    r"[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    r"(?:[\s，。、！？：；]*[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0900-\u097f\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])+"
)
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ']+")
# The commonest function words that are no English words, by language (our own list).
_FOREIGN = {
    "Spanish": "el la los las una que por para con su usted está debe es pero cómo más muy tiene del al si hay y no "
    "favor puede "
    "sus como desde sobre hasta cuando también hay ser estar este esta esto fue son tome beba vea médico días "
    "semana lávese manos",
    "French": "le les une des est vous votre pour avec dans que qui sur pas il elle sont mais être avez aux du ce "
    "cette vos et si chaque jour jours par ces mais prenez consultez médecin bien aussi pendant très faut doit "
    "peut sans chez",
    "German": "der die das und ist nicht sie ihr ihre mit für auf ein eine zu den von sich bei wenn oder haben "
    "sollten dem bitte aus sind einen einem einer wird werden kann können auch nach noch nur oft aber als im am "
    "vom zum zur sowie "
    "bis täglich tage woche arzt ärztin wert gehen nehmen trinken",
    "Portuguese": "os uma que não com para você seu sua por mais está dos das é pode se ou ao na no em deve "
    "quando muito também pelo pela dias médico tome",
    "Italian": "il lo gli una che di è per con non suo sua del della sono può se ma deve questo questa anche "
    "come più giorni medico prenda nel nella alla dal",
    "Dutch": "het een van is niet u uw met voor op dat zijn als bij of kunt moet naar ook maar bij wordt worden "
    "kan geen nog dagen arts neem door uit",
}
_FOREIGN_WORDS = {language: frozenset(listed.split()) for language, listed in _FOREIGN.items()}
_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "a",
        "in",
        "is",
        "you",
        "that",
        "it",
        "for",
        "on",
        "with",
        "as",
        "are",
        "your",
        "this",
        "be",
        "or",
        "not",
        "have",
        "if",
        "by",
        "may",
        "can",
        "at",
        "from",
        "an",
        "i",
    ]
)
# Shorter pieces are names and technical terms.
_MIN_SCRIPT_CHARACTERS, _MIN_FOREIGN_WORDS, _MIN_SHARE = 4, 3, 0.3


def find_foreign_fragments(case: ReplyCase) -> Iterator[Problem]:
    """Runs of another script in a Latin reply, English runs in a Han reply, foreign sentences among English ones."""
    text = case.reply.text
    han = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
    latin = sum(len(word) for word in _LATIN_WORD.findall(text))
    spans = _english_runs(case) if han * 3 > latin else (*_script_runs(case), *_foreign_sentences(case))
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


def _foreign_sentences(case: ReplyCase) -> Iterator[tuple[int, int]]:
    english = sum(word in _ENGLISH for word in _LATIN_WORD.findall(case.folded))
    if english < _MIN_FOREIGN_WORDS:
        return
    for sentence in case.sentences:
        found = _LATIN_WORD.findall(sentence.text)
        at_home = sum(word in _ENGLISH for word in found)
        most = max(sum(word in listed for word in found) for listed in _FOREIGN_WORDS.values())
        if most >= _MIN_FOREIGN_WORDS and most > at_home and most >= _MIN_SHARE * len(found):
            yield sentence.start, sentence.end
