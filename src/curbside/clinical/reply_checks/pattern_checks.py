"""Does a folded sentence hit one of a set of phrases without an excuse?"""

import re
from collections.abc import Iterator, Sequence

from curbside.clinical.reply_checks.reading import ReplyCase
from curbside.clinical.sentences import Sentence


def phrase_hits(
    case: ReplyCase, patterns: Sequence[re.Pattern[str]], *, excuses: re.Pattern[str] | None = None
) -> Iterator[tuple[int, int]]:
    """Reply offsets of the first hit of each sentence that holds no excuse; what is quoted is skipped."""
    for sentence in case.sentences:
        if excuses is not None and excuses.search(sentence.text):
            continue
        hit = first_hit(sentence, patterns)
        if hit is not None and not is_quoted(case, sentence.start + hit.start()):
            yield sentence.start + hit.start(), sentence.start + hit.end()


def first_hit(sentence: Sentence, patterns: Sequence[re.Pattern[str]]) -> re.Match[str] | None:
    """The earliest-listed pattern's hit in the sentence, or None."""
    return next((hit for pattern in patterns if (hit := pattern.search(sentence.text))), None)


def is_quoted(case: ReplyCase, place: int) -> bool:
    """Does an opened quotation mark reach `place` of the reply?"""
    before = case.reply.text[max(0, place - 300) : place]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
