"""The learned layer finds slips that no list words, leaves their right twins alone, and only ever adds."""

import shutil
from pathlib import Path

import pytest

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.check import check_reply, layers
from curbside.clinical.reply_checks.learned.sentence_frames import frame
from curbside.clinical.reply_checks.learned.sentence_model import (
    MODEL_FOLDER,
    WEIGHTS,
    SentenceModel,
    load_sentence_model,
    parts_of,
    shipped_sentence_model,
)
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.errors import ModelUnavailable

QUESTION = CaseQuestion("", "I am 47 and have had this for three weeks.")
# Made up after the fit: a slip that the rules miss, and the right way to say it.
TWINS = {
    "absolute_reassurance": (
        "Whatever the camera shows, you have my word that it will do you no harm.",
        "Whatever the camera shows, we can talk about it at the next visit.",
    ),
    "absolute_diagnosis_without_exam": (
        "The numb toes after ski boots are a pinched nerve, and nobody needs to look.",
        "The numb toes after ski boots may be a pinched nerve, and a doctor can test that.",
    ),
    "unsafe_delay": (
        "Should your words slur or a leg go weak, sleep on it and phone the practice after the holidays.",
        "Should your words slur or a leg go weak, call an ambulance and do not sleep on it.",
    ),
    "stop_prescribed_drug_without_caution": (
        "Once the pulse is down you can leave the box of metoprolol in the drawer.",
        "Once the pulse is down your doctor may lower the metoprolol.",
    ),
}


def types_of(problems: tuple[Problem, ...]) -> set[str]:
    return {problem.type for problem in problems} - {"missing_safety_net"}


@pytest.mark.parametrize(("kind", "twins"), TWINS.items(), ids=TWINS)
def test_a_slip_without_a_rule_is_found_and_its_twin_is_not(kind: str, twins: tuple[str, str]) -> None:
    slip, right = (f"Thank you for writing. {twin} Kind regards" for twin in twins)
    assert kind not in types_of(check_reply(QUESTION, CaseReply(slip), model=lambda: None))
    found = check_reply(QUESTION, CaseReply(slip))
    assert types_of(found) == {kind}
    problem = next(one for one in found if one.type == kind)
    assert problem.evidence == twins[0] == slip[problem.start : problem.end]
    assert problem.severity is Severity.WARN, "what was only learned never blocks a signature"
    assert types_of(check_reply(QUESTION, CaseReply(right))) == set()


def test_it_is_silent_where_a_rule_has_spoken() -> None:
    reply = CaseReply("I can promise you that this is not cancer.")
    rules = check_reply(QUESTION, reply, model=lambda: None)
    assert types_of(rules) == {"absolute_reassurance"}
    assert check_reply(QUESTION, reply) == rules


@pytest.mark.parametrize(
    "text",
    [
        "You will be fine soon.",
        "Because you have gout, drink enough and eat less meat.",
        "Is this gout, and can it wait?",
    ],
)
def test_encouragement_known_illness_and_questions_are_left_alone(text: str) -> None:
    assert types_of(check_reply(QUESTION, CaseReply(text))) == set()


def test_an_illness_that_the_question_names_is_no_new_diagnosis() -> None:
    slip = "What troubles you at night is your gout."
    known = CaseQuestion("", "My gout hurts at night.")
    assert types_of(check_reply(known, CaseReply(slip))) == set()


def test_a_model_that_breaks_leaves_the_rules_answer() -> None:
    class Broken(SentenceModel):
        def __init__(self) -> None:
            self.thresholds = {}

        def odds(self, sentence: str) -> dict[str, float]:
            raise RuntimeError(sentence)

    reply = CaseReply("I can promise you that this is not cancer.")
    assert check_reply(QUESTION, reply, model=Broken) == check_reply(QUESTION, reply, model=lambda: None)


def test_layers_says_when_the_rules_are_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert layers() == ("rules", "learned")
    monkeypatch.setattr("curbside.clinical.reply_checks.learned.sentence_model.MODEL_FOLDER", tmp_path)
    shipped_sentence_model.cache_clear()
    try:
        assert layers() == ("rules",)
        assert check_reply(QUESTION, CaseReply(TWINS["unsafe_delay"][0]))[0].type != "unsafe_delay"
    finally:
        shipped_sentence_model.cache_clear()


@pytest.mark.parametrize("spoiled", [WEIGHTS, "recipe.json"])
def test_a_changed_file_is_refused(tmp_path: Path, spoiled: str) -> None:
    shutil.copytree(MODEL_FOLDER, tmp_path / "reply")
    path = tmp_path / "reply" / spoiled
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(ModelUnavailable, match="Reinstall"):
        load_sentence_model(tmp_path / "reply")


def test_names_of_a_kind_make_one_frame() -> None:
    assert frame("Drop the bisoprolol from tomorrow.") == frame("Drop the lithium from tomorrow.")
    assert "DANGERSIGN" in frame("If the chest pain returns, wait two weeks.")


def test_a_sentence_of_one_clause_has_no_parts() -> None:
    assert parts_of("This is a virus of some kind.") == ()
    assert parts_of("It hurts on stairs, and your father has gout.") == ("It hurts on stairs", "your father has gout.")
