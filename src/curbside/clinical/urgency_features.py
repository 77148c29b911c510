"""Which pieces of a text does the learned layer read, and what are the numbers of one piece?"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from curbside.clinical.context import folded
from curbside.clinical.sentences import Sentence, split_sentences
from curbside.clinical.urgency_voices import Voices

# float32[n, dimension] of n texts, rows of length 1: what an encoder of curbside.retrieval gives.
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
# Neighbouring sentences are read together up to this many words: one alone often lacks the person or the body part,
# and one pass of the encoder per piece costs what the whole text would cost once.
PIECE_WORDS = 40
# Longer texts are read from the front: 16 pieces are some 600 words; rules read all.
MAX_PIECES = 16
HASHED = 2048
_LABEL_WORDS = 3
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(r"\S+")


def pieces_of(text: str) -> tuple[tuple[int, int], ...]:
    """Characters [start, end) of each piece, without what a clinician said, settled or advised (see Voices)."""
    sentences = split_sentences(text)
    voices = Voices(folded(text), sentences)
    kept = [part for sentence in sentences for part in _parts(text, sentence, voices)]
    pieces: list[tuple[int, int]] = []
    words = 0
    for start, end in kept:
        count = len(text[start:end].split())
        if pieces and words + count <= PIECE_WORDS:
            pieces[-1] = (pieces[-1][0], end)
            words += count
        else:
            pieces.append((start, end))
            words = count
    return tuple(pieces[:MAX_PIECES])


def _parts(text: str, sentence: Sentence, voices: Voices) -> list[tuple[int, int]]:
    """What counts of a sentence, in runs of at most PIECE_WORDS words; a speaker's label alone is nothing."""
    end = voices.spoken_end(sentence.start, sentence.end)
    spans = [match.span() for match in _RUN.finditer(text, sentence.start, end)]
    if end < sentence.end and len(spans) < _LABEL_WORDS:
        return []
    runs = [spans[at : at + PIECE_WORDS] for at in range(0, len(spans), PIECE_WORDS)]
    return [(run[0][0], run[-1][1]) for run in runs]


def numbers_of(texts: Sequence[str], embed: Embed) -> NDArray[np.float32]:
    """float32[n, dimension + HASHED]: the embedding beside hashed words and word pairs, both of length 1."""
    return np.hstack([embed(texts), hashed(texts)]).astype(np.float32)


def hashed(texts: Sequence[str]) -> NDArray[np.float32]:
    """float32[n, HASHED], rows of length 1: signed feature hashing (Weinberger et al. 2009) of words and pairs."""
    rows = np.zeros((len(texts), HASHED), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        words = _WORD.findall(folded(text).replace("'", ""))
        for gram in words + [f"{one} {two}" for one, two in pairwise(words)]:
            code = crc32(gram.encode())
            row[code % HASHED] += 1 if code >> 31 else -1
        row /= max(float(np.linalg.norm(row)), 1e-9)
    return rows
