"""How well does More info explain made-up replies? Rows with exact 95 % bounds, and the misses."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.evaluation import Row, row_of
from curbside.clinical.readability import grade
from curbside.drafting.compose import MAX_GRADE, MAX_LENGTH_RATIO, ExplainedSentence, Explanation, explain
from curbside.drafting.evidence import Passage, gather
from curbside.drafting.support import complaint_of, find_support
from curbside.errors import BadInput
from curbside.retrieval.spelling import american

Line = Mapping[str, Any]
POINT_KINDS = ("cause", "test", "action", "warning")


@dataclass(slots=True)
class _Tally:
    """Outcomes by measure, and what went wrong in words."""

    found: dict[str, list[bool]] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def note(self, what: str, outcome: bool, miss: str = "") -> None:
        self.found.setdefault(what, []).append(outcome)
        if miss:
            self.misses.append(miss)


def evaluate_explain(lines: Iterable[Line]) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    """Rows for coverage, points, citations, contradictions, length, grade and the verifier; then every miss.

    `lines`: {"id", "question", "reply", "points": [{"kind", "names", "quote"}], "supported": [str],
    "planted": [{"kind", "text"}]}. A point counts as explained when a shown sentence with a source beside the reply
    names it and cites the reply's sentence that makes it (a line of what to watch for need not cite). The planted
    contradictions are given to the composer as another answer's sentences; none may be shown. Raises BadInput for any
    other line, or when there is none.
    """
    tally = _Tally()
    for number, line in enumerate(lines, start=1):
        try:
            _judge(line, tally)
        except (KeyError, TypeError, AttributeError) as error:
            raise BadInput(f"line {number}: needs question, reply, points, supported, planted ({error!r})") from error
    if not tally.found:
        raise BadInput("no labelled lines")
    return tuple(row_of(what, outcomes) for what, outcomes in tally.found.items()), tuple(tally.misses)


def _judge(line: Line, tally: _Tally) -> None:
    question, reply = CaseQuestion(**line["question"]), CaseReply(**line["reply"])
    against = [Passage("answer", "planted", one["text"]) for one in line["planted"] if one["kind"] == "contradicts"]
    explanation = explain(question, reply, answers=against)
    shown = explanation.sentences
    tally.note("pairs explained", bool(shown), "" if shown else f"nothing said {line['id']}")
    for point in line["points"]:
        hit = _is_explained(point, explanation)
        miss = "" if hit else f"unexplained {line['id']} {point['kind']}: {point['names'][0]} in “{point['quote']}”"
        tally.note("points explained", hit, miss)
        tally.note(f"points explained: {point['kind']}", hit)
    for sentence in shown:
        tally.note("sentences cited beside the reply", _has_ground(sentence))
    for wrong in against:
        tally.note("planted contradictions shown or cited", _is_used(wrong, explanation))
    if shown:
        told = " ".join(sentence.text for sentence in shown)
        tally.note("within the length", len(told.split()) <= MAX_LENGTH_RATIO * len(reply.text.split()))
        tally.note(f"grade {MAX_GRADE:.0f} or below", grade(told) <= MAX_GRADE)
    _judge_verifier(line, gather(question, reply), tally, about=complaint_of(question, reply))


def _judge_verifier(line: Line, passages: tuple[Passage, ...], tally: _Tally, *, about: str) -> None:
    planted = {one["text"]: one["kind"] for one in line["planted"]}
    for text in (*planted, *line["supported"]):
        support = find_support(text, passages, about=about)
        passed, bad = bool(support.passages), text in planted
        tally.note("planted sentences withheld" if bad else "supported sentences passed", passed != bad)
        if bad and passed:
            ground = support.passages[0].quote
            tally.misses.append(f"passed {line['id']} {planted[text]}: “{text}” on “{ground}”")
        if passed:
            tally.note("passed sentences that are supported", not bad)
        else:
            tally.note("withheld sentences that were planted", bad)
        if not bad and not passed:
            tally.misses.append(f"withheld {line['id']}: “{text}”: {support.why}")


def _is_explained(point: Line, explanation: Explanation) -> bool:
    return any(
        _has_ground(sentence) and _names(point, sentence.text) and _is_tied(point, sentence)
        for sentence in explanation.sentences
    )


def _is_tied(point: Line, sentence: ExplainedSentence) -> bool:
    if point["kind"] == "warning" and sentence.part == "watch":
        return True
    return any(point["quote"] in source.quote for source in sentence.sources if source.kind == "reply")


def _names(point: Line, text: str) -> bool:
    told = american(text.lower())
    return any(re.search(rf"\b{re.escape(american(name.lower()))}", told) for name in point["names"])


def _has_ground(sentence: ExplainedSentence) -> bool:
    return any(source.kind != "reply" for source in sentence.sources)


def _is_used(wrong: Passage, explanation: Explanation) -> bool:
    return any(wrong in s.sources or s.text == wrong.quote for s in explanation.sentences)
