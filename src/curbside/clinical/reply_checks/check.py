"""Does this reply fit this question? Runs every check and returns the problems, worst first."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.facts.body_site import find_body_site
from curbside.clinical.reply_checks.facts.duration import find_durations
from curbside.clinical.reply_checks.facts.laterality import find_laterality
from curbside.clinical.reply_checks.facts.misquote import find_misquotes
from curbside.clinical.reply_checks.facts.stated_negative import find_stated_negatives
from curbside.clinical.reply_checks.learned.sentence_model import SentenceModel, shipped_sentence_model
from curbside.clinical.reply_checks.learned.sentence_sense import find_by_sense
from curbside.clinical.reply_checks.medicines.dose import find_doses
from curbside.clinical.reply_checks.medicines.stop_drug import find_stopped_drugs
from curbside.clinical.reply_checks.person.age import find_age
from curbside.clinical.reply_checks.person.salutation_name import find_salutation_name
from curbside.clinical.reply_checks.person.salutation_sex import find_salutation_sex
from curbside.clinical.reply_checks.person.sex_in_body import find_sex_in_body
from curbside.clinical.reply_checks.person.subject import find_wrong_subject
from curbside.clinical.reply_checks.person.third_party import find_third_parties
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, read_case
from curbside.clinical.reply_checks.safety.diagnosis import find_diagnosis
from curbside.clinical.reply_checks.safety.reassurance import find_reassurance
from curbside.clinical.reply_checks.safety.safety_net import find_missing_safety_net
from curbside.clinical.reply_checks.safety.unsafe_delay import find_unsafe_delay
from curbside.clinical.reply_checks.writing.language import find_foreign_fragments
from curbside.clinical.reply_checks.writing.placeholder import find_placeholders
from curbside.clinical.reply_checks.writing.signature import find_signature_department

CHECKS: tuple[Callable[[ReplyCase], Iterator[Problem]], ...] = (
    find_third_parties,
    find_placeholders,
    find_unsafe_delay,
    find_salutation_sex,
    find_salutation_name,
    find_misquotes,
    find_laterality,
    find_age,
    find_sex_in_body,
    find_stated_negatives,
    find_durations,
    find_body_site,
    find_wrong_subject,
    find_doses,
    find_reassurance,
    find_diagnosis,
    find_missing_safety_net,
    find_stopped_drugs,
    find_foreign_fragments,
    find_signature_department,
)
_ORDER = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.HINT: 2}


def layers() -> tuple[str, ...]:
    """Names of the layers in use: ("rules", "learned"), or ("rules",) where the model's files are missing or broken."""
    return ("rules",) if shipped_sentence_model() is None else ("rules", "learned")


def check_reply(
    question: CaseQuestion,
    reply: CaseReply,
    *,
    model: Callable[[], SentenceModel | None] = shipped_sentence_model,
) -> tuple[Problem, ...]:
    """All problems found, blocking ones first, then by place in the reply. Never raises on any text.

    The rules come first; the learned layer may add problems and takes none away.
    """
    case = read_case(question, reply)
    # In the order found, so that two problems of one place stand alike in every process.
    found = list(dict.fromkeys(problem for check in CHECKS for problem in check(case)))
    learned = model()
    if learned is not None:
        with suppress(Exception):  # a model that breaks, in whatever way, must not take the rules' answer with it
            found += tuple(find_by_sense(case, tuple(found), learned))
    return tuple(sorted(dict.fromkeys(found), key=lambda p: (_ORDER[p.severity], p.start, p.end, p.type)))
