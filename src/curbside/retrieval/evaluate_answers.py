"""How good are the answers found for real questions? Graded judgements over an index, as TREC LiveQA-Med has them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.index import Index

DEPTH = 10
# Grades of LiveQA-Med (Ben Abacha et al., TREC 2017): 0 incorrect, 1 related, 2 incomplete, 3 excellent.
# An answer is one from "incomplete" on, as in that track's succ@3+ on its scale of 1 to 4.
ANSWERS_FROM = 2
# A question asked with all its detail needs more than ten hits to reach ten judged ones.
_DEEPER = 100

Grades = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AnswersReport:
    """Means over `questions`. `mrr_at_10` by least grade; `first_score` is the mean grade of the first hit.

    As found, a hit nobody judged counts as grade 0; `judged_…` leaves such hits out (condensed lists, Sakai 2007).
    `unjudged_first` counts questions whose first hit nobody judged; `best_first` is what a perfect order would score.
    """

    questions: int
    mrr_at_10: Mapping[int, float]
    first_score: float
    judged_mrr_at_10: Mapping[int, float]
    judged_first_score: float
    unjudged_first: int
    best_first: float


def evaluate_answers(
    questions: Iterable[Mapping[str, object]], judgements: Iterable[Mapping[str, object]], index: Index
) -> AnswersReport:
    """Ask every judged question of `index`, whose ids the judgements use.

    `questions`: {"qid","text"}, or "subject" and "message" instead of text; `judgements`: {"qid", "medquad" or "id",
    "score" 0–3}. Raises BadInput when none of the questions is judged.
    """
    grades = _grades(judgements)
    lists = [
        (grades[qid], [hit.id for hit in index.query(text, top_k=_DEEPER, floor=False)])
        for qid, text in map(_question, questions)
        if qid in grades
    ]
    if not lists:
        raise BadInput("None of the questions is judged: qid in one file must be qid in the other.")
    return _report(lists)


def document_of(record: Mapping[str, object]) -> Document:
    """A corpus line {"id", "text" or "question", "answer"?}. Raises BadInput."""
    id, text, answer = record.get("id"), record.get("text") or record.get("question"), record.get("answer") or ""
    if not isinstance(id, str) or not isinstance(text, str) or not isinstance(answer, str):
        raise BadInput('A line of the corpus needs "id" and "text" or "question" as strings.')
    return Document(id=id, text=text, answer=answer)


def _question(record: Mapping[str, object]) -> tuple[str, str]:
    """qid and text; a subject stands before its message, as in a letter."""
    letter = (str(record.get(key) or "") for key in ("subject", "message"))
    return str(record.get("qid") or record.get("id")), str(record.get("text") or "\n".join(letter))


def _grades(judgements: Iterable[Mapping[str, object]]) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = {}
    for record in judgements:
        id, score = record.get("medquad") or record.get("id"), record.get("score")
        if not isinstance(id, str) or not isinstance(score, int):
            raise BadInput('A judgement needs "qid", "medquad" or "id", and "score" from 0 to 3.')
        grades.setdefault(str(record.get("qid")), {})[id] = score
    return grades


def _report(lists: Sequence[tuple[Grades, Sequence[str]]]) -> AnswersReport:
    n = len(lists)
    found = [[grades.get(hit, 0) for hit in hits[:DEPTH]] for grades, hits in lists]
    judged = [[grades[hit] for hit in hits if hit in grades][:DEPTH] for grades, hits in lists]
    return AnswersReport(
        questions=n,
        mrr_at_10={least: _mrr(found, least) for least in (1, 2, 3)},
        first_score=sum(scores[0] for scores in found if scores) / n,
        judged_mrr_at_10={least: _mrr(judged, least) for least in (1, 2, 3)},
        judged_first_score=sum(scores[0] for scores in judged if scores) / n,
        unjudged_first=sum(not hits or hits[0] not in grades for grades, hits in lists),
        best_first=sum(max(grades.values()) for grades, _ in lists) / n,
    )


def _mrr(lists: Sequence[Sequence[int]], least: int) -> float:
    """Mean reciprocal rank of the first hit graded `least` or better, 0 without one."""
    return sum(next((1 / rank for rank, score in enumerate(s, 1) if score >= least), 0.0) for s in lists) / len(lists)
