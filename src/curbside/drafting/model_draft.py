"""More info with the help of a language model: its sentences are kept where the verifier finds them supported."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.drafting.compose import MAX_LENGTH_RATIO, ExplainedSentence, Explanation, Withheld
from curbside.drafting.conflicts import find_conflict
from curbside.drafting.evidence import Passage, gather
from curbside.drafting.fitness import why_unfit
from curbside.drafting.model_prompt import SYSTEM, Proposed, prompt_of, read_answer
from curbside.drafting.points import find_points
from curbside.drafting.support import complaint_of
from curbside.drafting.terms import content_stems
from curbside.drafting.verify import verify

# Asks a model: (system, user) → its answer. Raises BadInput when there is none to be had.
Complete = Callable[[str, str], str]
# An address, markup or code is never part of a plain sentence.
_FOREIGN = re.compile(r"https?:|www\.|[<>{}\[\]`|\\]|\b[\w.-]+@[\w.-]+", re.IGNORECASE)
# Two sentences that share so much of the shorter one's words say the same, as in compose.
_SAME_SHARE = 0.7


def explain_with_model(
    question: CaseQuestion,
    reply: CaseReply,
    composed: Explanation,
    *,
    answers: Sequence[Passage] = (),
    complete: Complete,
) -> Explanation:
    """`composed` with the model's supported sentences before its own, no longer than the reply allows.

    Dropped sentences are listed as withheld. The lines on what to watch for are never the model's. Raises BadInput
    (StillIdentifying, UnreadableAnswer, or whatever `complete` raises); then `composed` stands.
    """
    passages = gather(question, reply, answers=answers)
    proposed = read_answer(complete(SYSTEM, prompt_of(question, reply, passages)), passages)
    points = [point.text for point in find_points(reply.text)]
    about = complaint_of(question, reply)
    kept, dropped = [], []
    for sentence in proposed:
        if why := _why_not(sentence, points, about=about):
            dropped.append(Withheld(sentence.text, why))
        else:
            kept.append(ExplainedSentence(sentence.text, sentence.passages))
    return replace(composed, sentences=_merged(kept, composed, reply), withheld=(*composed.withheld, *dropped))


def _why_not(sentence: Proposed, points: Sequence[str], *, about: str) -> str:
    """Why a model's sentence may not be shown, "" when it may."""
    if _FOREIGN.search(sentence.text):
        return "it holds an address, markup or code"
    if why := why_unfit(sentence.text):
        return why
    if why := next((why for point in points if (why := find_conflict(sentence.text, point))), ""):
        return why
    return verify(sentence.text, sentence.passages, about=about).why


def _merged(
    kept: Sequence[ExplainedSentence], composed: Explanation, reply: CaseReply
) -> tuple[ExplainedSentence, ...]:
    """The model's sentences, then composed ones that say something else, within the length the reply allows."""
    watch = [sentence for sentence in composed.sentences if sentence.part == "watch"]
    budget = int(MAX_LENGTH_RATIO * len(reply.text.split())) - sum(len(each.text.split()) for each in watch)
    chosen: list[ExplainedSentence] = []
    for sentence in (*kept, *(each for each in composed.sentences if each.part != "watch")):
        if len(sentence.text.split()) <= budget and not any(_says_the_same(sentence, other) for other in chosen):
            budget -= len(sentence.text.split())
            chosen.append(sentence)
    return (*chosen, *watch)


def _says_the_same(one: ExplainedSentence, other: ExplainedSentence) -> bool:
    here, there = content_stems(one.text), content_stems(other.text)
    return len(here & there) >= _SAME_SHARE * min(len(here), len(there))
