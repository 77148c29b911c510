"""Is a piece of the reply in another language than the rest?"""

import re
from collections.abc import Iterator

from curbside.clinical.reply_checks.lexicon import fold
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, problem
from curbside.clinical.reply_checks.strange_words import strange_runs

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
# The commonest function words that are no English words, by language (our own list).
_FOREIGN = {
    "Spanish": "el la los las una que por para con su usted está debe es pero cómo más muy tiene del al si hay y no "
    "favor puede "
    "sus como desde sobre hasta cuando también hay ser estar este esta esto fue son tome beba vea médico días "
    "semana lávese manos de e o a lo le se me mi tu nos cada día noche mañana tarde agua beber comer tomar "
    "dormir caminar descansar ejercicios "
    "evite lave tiene tengo dolor lado menos sin poco mucho siempre después antes",
    "French": "le les une des est vous votre pour avec dans que qui sur pas il elle sont mais être avez aux du ce "
    "cette vos et si chaque jour jours par ces mais prenez consultez médecin bien aussi pendant très faut doit "
    "peut sans chez de la et à un l d ses son sa leur manger boire dormir marcher prendre lait midi soir matin "
    "nuit eau repos "
    "amis deux trois fois après avant plus moins tête relever lit évitez buvez",
    "German": "der die das und ist nicht sie ihr ihre mit für auf ein eine zu den von sich bei wenn oder haben "
    "sollten dem bitte aus sind einen einem einer wird werden kann können auch nach noch nur oft aber als im am "
    "vom zum zur sowie "
    "bis täglich tage woche arzt ärztin wert gehen nehmen trinken jeden jede jedes tag abend morgen nacht essen "
    "schlafen spazieren geben schlucke kleine viel wenig mehr weniger "
    "wasser ihnen ihrem ihren ihm ihn dann damit wie was mal zweimal dreimal ruhe",
    "Portuguese": "os uma que não com para você seu sua por mais está dos das é pode se ou ao na no em deve "
    "quando muito também pelo pela dias médico tome de e o beber comer dormir água noite cada dia depois antes "
    "menos mais sempre",
    "Italian": "il lo gli una che di è per con non suo sua del della sono può se ma deve questo questa anche "
    "come più giorni medico prenda nel nella alla dal la le e un meno sera mattina notte giorno acqua bere "
    "mangiare dormire prendere dopo prima ogni molto poco "
    "caffè leggeri vestiti riposo",
    "Dutch": "het een van is niet u uw met voor op dat zijn als bij of kunt moet naar ook maar bij wordt worden "
    "kan geen nog dagen arts neem door uit elke water drinken eten slapen lopen avond ochtend nacht na voor meer "
    "minder veel weinig een",
}
_FOREIGN_WORDS = {language: _words(listed) for language, listed in _FOREIGN.items()}
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
            for one in strange_runs(case, english=_ENGLISH_PLAIN, foreign=_SURELY_FOREIGN)
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


# Words that are English too, or terms every language borrows: they say nothing of a language.
_SHARED = _words(
    "a i an in on at as is it to me or no so do die war was am also man den art ten pro per via plus post ante "
    "bei son sa sur le la de e o un d l lo se mi tu pain main long normal total final hotel rest fast hand arm "
    "finger winter warm still gut fort sin con dos once van up want need of op we he the and for but you your she "
    "his her be by had has have not water more"
)
# "Es", "un", "der" are in every English vocabulary and mark another language all the same.
_SURELY_FOREIGN = frozenset(
    word for word in frozenset().union(*_FOREIGN_WORDS.values()) - _SHARED - _ENGLISH_PLAIN - _ENGLISH if len(word) > 1
)
_RUN = re.compile(r"[A-Za-zÀ-ÿ']+(?:[ ,]+[A-Za-zÀ-ÿ']+)*")
_ACCENT = re.compile(r"[à-öø-ÿß]")
_WINDOW = 5
# Terms of medicine and loan words with accents.
_BORROWED = _words(
    "café déjà vu ménière lasègue fiancé fiancée naïve résumé cliché protégé guillain barré sjögren röntgen à la carte"
)


def _foreign_runs(case: ReplyCase) -> Iterator[tuple[int, int]]:
    """Five words or fewer in a row with two or more marks of one other language and no English function word."""
    known = fold(f"{case.reply.doctor} {case.reply.affiliation} {case.question.alias} {case.asked}")
    named = frozenset(_LATIN_WORD.findall(known))
    for run in _RUN.finditer(case.folded):
        tokens = list(_LATIN_WORD.finditer(case.folded, run.start(), run.end()))
        for at in range(len(tokens)):
            piece = tokens[at : at + _WINDOW]
            # The longest piece from here that holds no plain English word.
            stop = next((i for i, token in enumerate(piece) if token[0] in _ENGLISH_PLAIN), len(piece))
            piece = piece[:stop]
            piece_words = [token[0] for token in piece if token[0] not in named]
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
    for listed in _FOREIGN_WORDS.values():
        sure = sum(token in listed and token not in _SHARED for token in piece)
        accents = sum(_ACCENT.search(token) is not None and token not in listed for token in piece)
        accents -= sum(token in _BORROWED for token in piece)
        shared = sum(token in listed and token in _SHARED for token in piece)
        if sure or accents > 0:
            best = max(best, sure + max(0, accents) + min(shared, 1))
    return best
