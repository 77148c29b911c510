"""Judged answers: grades as found and among judged hits, and the command that prints them."""

import json

import pytest
from typer.testing import CliRunner

from curbside.cli.main import app
from curbside.errors import BadInput
from curbside.retrieval.document import Document
from curbside.retrieval.evaluate_answers import evaluate_answers
from curbside.retrieval.hash_encoder import HashEncoder
from curbside.retrieval.index import Index

CORPUS = (
    {"id": "gout-diet", "question": "Which foods bring on gout?", "answer": "Liver and beer."},
    {"id": "gout-cause", "question": "What causes gout?", "answer": "Crystals of uric acid."},
    {"id": "gout-pills", "question": "Which tablets help in gout?", "answer": "Colchicine."},
)
QUESTIONS = (
    {"qid": "1", "subject": "gout", "message": "Which foods bring on gout?"},
    {"qid": "2", "text": "Which tablets help in gout?"},
    {"qid": "3", "text": "nobody judged this"},
)
JUDGEMENTS = (
    {"qid": "1", "medquad": "gout-diet", "score": 3},
    {"qid": "1", "medquad": "gout-pills", "score": 0},
    {"qid": "2", "id": "gout-diet", "score": 1},
    {"qid": "2", "id": "gout-cause", "score": 2},
)


@pytest.fixture
def index(tmp_path):
    index = Index(tmp_path / "index", HashEncoder())
    index.upsert(Document(id=r["id"], text=r["question"], answer=r["answer"]) for r in CORPUS)
    return index


def test_grades_are_counted_as_found_and_among_judged(index):
    report = evaluate_answers(QUESTIONS, JUDGEMENTS, index)
    assert report.questions == 2
    # The first question finds its excellent answer, the second one that nobody judged.
    assert report.unjudged_first == 1
    assert report.first_score == 1.5
    assert report.best_first == 2.5
    assert report.mrr_at_10[3] == report.judged_mrr_at_10[3] == 0.5
    assert report.mrr_at_10[1] == 0.75
    assert report.judged_mrr_at_10[1] == 1.0
    assert report.judged_first_score in {(3 + 1) / 2, (3 + 2) / 2}


def test_questions_without_judgements_and_broken_lines_are_bad_input(index):
    with pytest.raises(BadInput, match="judged"):
        evaluate_answers(QUESTIONS[2:], JUDGEMENTS, index)
    with pytest.raises(BadInput, match="score"):
        evaluate_answers(QUESTIONS, [{"qid": "1", "id": "gout-diet"}], index)


def test_the_command_builds_asks_and_prints(tmp_path):
    def file(name, rows):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return str(path)

    files = [file("q.jsonl", QUESTIONS), file("j.jsonl", JUDGEMENTS), "--corpus", file("c.jsonl", CORPUS)]
    done = CliRunner().invoke(app, ["evaluate", "answers", *files, "--index", str(tmp_path / "i")])
    assert done.exit_code == 0, done.output
    assert "2 questions" in done.output
    again = CliRunner().invoke(app, ["evaluate", "answers", *files, "--index", str(tmp_path / "i"), "--json"])
    assert json.loads(again.stdout)["first_score"] >= 1
    broken = CliRunner().invoke(app, ["evaluate", "answers", files[0], file("n.jsonl", [{"qid": 1}]), *files[2:]])
    assert broken.exit_code == 1
    assert "judgement" in broken.output
