"""The best hits are put in order once more by what they say, and keep the scores of their places."""

import numpy as np

from curbside.retrieval.document import Document
from curbside.retrieval.fusion import decided
from curbside.retrieval.store import StoredDocument

ASKED = "What can cause sudden blackouts and seizures in a healthy runner?"


def _stored(row, text):
    return StoredDocument(row, Document(id=f"d{row}", text=text), np.ones(4, np.float32) / 2)


def _order(*pairs):
    return [stored.document.id for _, stored in decided(ASKED, np.ones(4, np.float32) / 2, list(pairs))]


def test_of_two_that_are_as_near_the_one_that_says_more_comes_first():
    heading = _stored(1, "What causes seizures?")
    telling = _stored(2, "My brother blacks out with seizures though he runs daily and is healthy. Where from?")
    assert _order((0.80, heading), (0.79, telling)) == ["d2", "d1"]


def test_saying_more_does_not_outweigh_being_nearer():
    heading = _stored(1, "What causes seizures?")
    rambling = _stored(2, " ".join(f"detail{n}" for n in range(200)))
    assert _order((0.80, heading), (0.70, rambling)) == ["d1", "d2"]


def test_scores_stay_with_the_places():
    heading = _stored(1, "What causes seizures?")
    telling = _stored(2, "My brother blacks out with seizures though he runs daily and is healthy. Where from?")
    again = decided(ASKED, np.ones(4, np.float32) / 2, [(0.80, heading), (0.79, telling)])
    assert [score for score, _ in again] == [0.80, 0.79]
