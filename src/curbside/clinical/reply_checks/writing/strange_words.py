"""Which pieces of a reply consist of words that hardly occur in English text?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.model_files import open_tokenizer
from curbside.clinical.reader_model import MODEL_FOLDER
from curbside.clinical.reply_checks.lexicon import entry
from curbside.clinical.reply_checks.reading import ReplyCase
from curbside.clinical.reply_checks.writing.foreign_words import best_language, borrowed
from curbside.errors import ModelUnavailable
from curbside.knowledge.vocabulary import concepts

# A run of words of which this share are no English words at all is another language, whichever, once they weigh this
# much: one each, two with a letter that English has not.
_MIN_STRANGE, _MIN_STRANGE_SHARE = 4, 0.6
_WHOLE_WORDS, _WHOLE_STRANGE, _WHOLE_SHARE = 5, 2, 0.3
_SHORT_WORD, _PART_LETTERS, _BUILT_LETTERS = 7, 4, 9
# Everyday words of one other language weigh too, those that English has as well half as much; a piece said by itself
# that holds nothing else needs less.
_LEAST_PIECE_WORDS, _LEAST_PIECE_STRANGE, _LEAST_EVIDENCE, _LEAST_ALONE, _PIECE_SHARE = 3, 2, 3.0, 2.0, 0.7
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAME_SENTENCE = re.compile(r"[.!?:;()\n\"“”/+&]")
# Endings of medicines and of medical terms (our own list), which no vocabulary of everyday text holds.
_TERM = re.compile(
    r"(?:mycin|micin|cillin|oxacin|azole|prazole|sartan|statin|olol|pril|dipine|zosin|triptan|setron|gliptin|gliflozin"
    r"|tide|mab|nib|vir|profen|coxib|caine|azepam|zolam|pam|pine|idone|etine|oxetine|ipramine|triptyline|phylline|terol"
    r"|sone|solone|onide|parin|xaban|thiazide|semide|formin|glitazone|dronate|cycline|fungin|bine|platin|barbital|toin"
    r"|amine|idine|azine|oxide|itis|osis|oses|iasis|aemia|emia|uria|algia|opathy|pathy|ectomy|otomy|ostomy|plasty|scopy"
    r"|scope|gram|graph|graphy|metry|meter|logist|logy|logical|genic|lysis|penia|philia|phobia|plegia|paresis|rrhea"
    r"|rrhoea|rrhage|trophy|trophic|oma|omas|omata|ase|ine|ide|ol|gen|cyte|cytes|phyll|phage|phagia|dipsia|esthesia"
    r"|aesthesia|stenosis|ectasis|ptosis|rophy|ular|aceous|oid|oids|iform|static|tensive|tension|therapy)s?$"
)
_ENDINGS = re.compile(
    r"(?:s|es|ed|d|ing|ly|er|ers|ish|y|ness|able|al|ic|ous|ise|ize|ised|ized|ising|izing|isation|ization)$"
)


def strange_runs(
    case: ReplyCase, *, english: frozenset[str], foreign: frozenset[str] = frozenset()
) -> Iterator[tuple[int, int]]:
    """Pieces whose words an English reader has hardly ever seen and that hold no English function word.

    The words known are the whole words of the learned reader's vocabulary (some 22,000 of the commonest of English
    text); names, medicines and what the question says itself are left out. Without the reader's files nothing is found.
    """
    known = _known_besides(foreign)
    if not known:
        return
    said = f"{case.reply.doctor} {case.reply.affiliation} {case.question.alias} {case.asked}"
    named = frozenset(word.lower() for word in _LETTERS.findall(said))
    start = 0
    for mark in [*_SAME_SENTENCE.finditer(case.reply.text), None]:
        end = mark.start() if mark else len(case.reply.text)
        tokens = list(_LETTERS.finditer(case.reply.text, start, end))
        start = mark.end() if mark else end
        found = list(_strange_in(tokens, known, named, english))
        yield from found or _spoken_in(case.reply.text, tokens, known, named, english)


def _strange_in(
    tokens: list[re.Match[str]], known: frozenset[str], named: frozenset[str], english: frozenset[str]
) -> Iterator[tuple[int, int]]:
    run: list[re.Match[str]] = []
    for token in [*tokens, None]:
        if token is not None and token[0].lower() not in english:
            run.append(token)
            continue
        # A capital inside a sentence makes a name.
        words_ = [one for one in run if one is tokens[0] or not one[0][0].isupper()]
        strange = [one for one in words_ if not _is_known(one[0].lower(), known, named)]
        weight = sum(1 if one[0].isascii() else 2 for one in strange)
        # A whole sentence in short words without one plain word of English needs less; jargon has long ones.
        whole = len(run) == len(tokens) >= _WHOLE_WORDS and len(words_) == len(run)
        whole = whole and max(len(one[0]) for one in run) <= _SHORT_WORD
        least, share = (_WHOLE_STRANGE, _WHOLE_SHARE) if whole else (_MIN_STRANGE, _MIN_STRANGE_SHARE)
        if len(strange) > 1 and weight >= least and len(strange) >= share * len(run):
            yield strange[0].start(), strange[-1].end()
        run = []


def _spoken_in(
    text: str, tokens: list[re.Match[str]], known: frozenset[str], named: frozenset[str], english: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Runs without an English function word, and their pieces between commas, that one other language explains."""
    run: list[re.Match[str]] = []
    ends: re.Match[str] | None = None
    for token in [*tokens, None]:
        if token is not None and token[0].lower() not in english:
            run.append(token)
            continue
        pieces = _between_commas(text, run)
        for piece in (run, *pieces) if len(pieces) > 1 else pieces:
            # A piece is said by itself where commas or the sentence's ends stand on both sides of it.
            before = ends if piece[0] is run[0] else run[run.index(piece[0]) - 1]
            after = token if piece[-1] is run[-1] else run[run.index(piece[-1]) + 1]
            alone = (before is None or "," in text[before.end() : piece[0].start()]) and (
                after is None or "," in text[piece[-1].end() : after.start()]
            )
            if _is_spoken(piece, tokens[0], known, named, alone=alone):
                yield piece[0].start(), piece[-1].end()
                break
        run, ends = [], token


def _between_commas(text: str, run: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    pieces: list[list[re.Match[str]]] = []
    for token in run:
        if pieces and "," not in text[pieces[-1][-1].end() : token.start()]:
            pieces[-1].append(token)
        else:
            pieces.append([token])
    return pieces


def _is_spoken(
    piece: list[re.Match[str]], first: re.Match[str], known: frozenset[str], named: frozenset[str], *, alone: bool
) -> bool:
    words_ = [token[0].lower() for token in piece if token is first or not token[0][0].isupper()]
    if len(words_) < _LEAST_PIECE_WORDS - alone:
        return False
    strange = {word for word in words_ if not _is_known(word, known, named) and not _is_built(word, known)}
    marked = best_language(words_)
    evidence = sum(
        (1 if word.isascii() else 2) + (word in marked) if word in strange else 0.5 * (word in marked)
        for word in words_
    )
    told = sum(word in strange or word in marked for word in words_)
    if alone and strange and told == len(words_) == len(piece):
        return evidence >= _LEAST_ALONE and (len(piece) >= _LEAST_PIECE_WORDS or bool(marked and len(strange) > 1))
    if not marked or len(strange) < _LEAST_PIECE_STRANGE:
        return False
    return evidence >= _LEAST_EVIDENCE and told >= _PIECE_SHARE * len(words_)


def _is_built(word: str, known: frozenset[str]) -> bool:
    """ "Painkillers", "hyperventilate", "ibuprofen": of two English words, behind a prefix, or with a term's ending."""
    stem = _ENDINGS.sub("", word)
    if _TERM.search(word) or _TERM.search(stem):
        return True
    return len(word) >= _BUILT_LETTERS and any(
        word[:at] in known and (word[at:] in known or word[at:].removesuffix("s") in known)
        for at in range(_PART_LETTERS, len(word) - _PART_LETTERS + 1)
    )


def _is_known(word: str, known: frozenset[str], named: frozenset[str]) -> bool:
    parts = re.split(r"['’-]", word)
    return (
        word in named
        or all(
            len(part) < 2 or part in known or _ENDINGS.sub("", part) in known or f"{_ENDINGS.sub('', part)}e" in known
            for part in parts
        )
        or word in _medical()
        or word in borrowed()
    )


@cache
def _known_besides(foreign: frozenset[str]) -> frozenset[str]:
    return _vocabulary() - foreign


@cache
def _vocabulary() -> frozenset[str]:
    try:
        words_ = open_tokenizer(MODEL_FOLDER / "tokenizer.json").get_vocab()
    except ModelUnavailable:
        return frozenset()
    return frozenset(word for word in words_ if word.isalpha() and len(word) > 1)


@cache
def _medical() -> frozenset[str]:
    """Medicines and what the vocabulary of findings names: English words that are rare in other texts."""
    listed_ = [*entry("drugs"), *entry("named_only")]
    # Phrases hold alternatives and gaps; their letters are all that is needed.
    listed_ += [wording for concept in concepts().values() for wording in (concept.label, *concept.phrases)]
    return frozenset(word for one in listed_ for word in _LETTERS.findall(str(one).lower()))
