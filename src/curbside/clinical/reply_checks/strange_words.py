"""Which pieces of a reply consist of words that hardly occur in English text?"""

import re
from collections.abc import Iterator
from functools import cache

from curbside.clinical.model_files import open_tokenizer
from curbside.clinical.reader_model import MODEL_FOLDER
from curbside.clinical.reply_checks.lexicon import entry
from curbside.clinical.reply_checks.reading import ReplyCase
from curbside.errors import ModelUnavailable
from curbside.knowledge.vocabulary import concepts

# A run of words of which this share are no English words at all is another language, whichever, once they weigh this
# much: one each, two with a letter that English has not.
_MIN_STRANGE, _MIN_STRANGE_SHARE = 4, 0.6
_WHOLE_WORDS, _WHOLE_STRANGE, _WHOLE_SHARE = 5, 2, 0.3
_SHORT_WORD = 7
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SAME_SENTENCE = re.compile(r"[.!?:;()\n\"“”/+&]")
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
        yield from _strange_in(tokens, known, named, english)


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


def _is_known(word: str, known: frozenset[str], named: frozenset[str]) -> bool:
    parts = re.split(r"['’-]", word)
    return (
        word in named
        or all(
            len(part) < 2 or part in known or _ENDINGS.sub("", part) in known or f"{_ENDINGS.sub('', part)}e" in known
            for part in parts
        )
        or word in _medical()
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
