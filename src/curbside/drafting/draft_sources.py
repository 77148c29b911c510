"""Which published answers and text blocks are near enough to start a reply from?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from curbside.drafting.evidence import Passage
from curbside.retrieval.encoder import Encoder
from curbside.retrieval.pair_features import apart
from curbside.retrieval.sameness import same

# The chance that one answer serves both questions. Over half of 1,510 doctor-made question pairs (Medical Question
# Pairs, McCreery et al. 2020, arXiv 2008.13546) 0.75 is the lowest step of 0.05 from which 0.95 of the pairs let
# through are the same; this is one step more careful: 0.97 of 237, over the other half 0.96 of 232. These are short: of
# two letters the headlines are compared too, and the letters decide whether persons differ.
ANSWER_FLOOR = 0.80
# Cosine of a question and a block of its own department. Read over eight blocks beside a hundred made-up questions: the
# eight pairs above it are right, from 0.52 down they are mixed.
BLOCK_FLOOR = 0.55
# A doctor reads two texts beside their own thoughts, not six.
_MOST = 2


@dataclass(frozen=True, slots=True)
class DraftSource:
    """A signed and published answer with the question it answers, or a text block in use.

    `ref` is the page's public id or the block version's number; `asked` is empty for a block, `headline` its title.
    """

    kind: Literal["answer", "block"]
    ref: str
    headline: str
    text: str
    asked: str = ""
    url: str = ""
    date: str = ""
    publisher: str = ""

    def passage(self, quote: str) -> Passage:
        """One sentence of it as a passage that can be cited."""
        return Passage(
            self.kind, self.ref, quote, title=self.headline, url=self.url, date=self.date, publisher=self.publisher
        )


@dataclass(frozen=True, slots=True)
class NearSource:
    source: DraftSource
    score: float


def near_sources(
    asked: str, headline: str, sources: Sequence[DraftSource], *, encoder: Encoder
) -> tuple[NearSource, ...]:
    """Those above their floor, answers first, nearest first, two of each kind at most.

    An answer to a question apart in age, sex, pregnancy, side, duration or a denied symptom is never near.
    """
    scored = [NearSource(source, _score(asked, headline, source, encoder)) for source in sources]
    answers = [each for each in scored if each.source.kind == "answer" and each.score >= ANSWER_FLOOR]
    blocks = [each for each in scored if each.source.kind == "block" and each.score >= BLOCK_FLOOR]
    return (*_best(answers), *_best(blocks))


def _best(found: Sequence[NearSource]) -> Sequence[NearSource]:
    return sorted(found, key=lambda each: (-each.score, each.source.ref))[:_MOST]


def _score(asked: str, headline: str, source: DraftSource, encoder: Encoder) -> float:
    if source.kind == "block":
        one, other = encoder.encode([asked, f"{source.headline}. {source.text}"])
        return round(float(one @ other), 4)
    if not source.asked or apart(asked, source.asked):
        return 0.0
    pairs = ((asked, source.asked), (headline, source.headline))
    return max(same(one, other, encoder=encoder).score for one, other in pairs)
