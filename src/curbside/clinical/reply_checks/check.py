"""Does this reply fit this question? Runs every check and returns the problems, worst first."""

from collections.abc import Callable, Iterator

from curbside.clinical.case import CaseQuestion, CaseReply
from curbside.clinical.reply_checks.age import find_age
from curbside.clinical.reply_checks.body_site import find_body_site
from curbside.clinical.reply_checks.diagnosis import find_diagnosis
from curbside.clinical.reply_checks.dose import find_doses
from curbside.clinical.reply_checks.duration import find_durations
from curbside.clinical.reply_checks.language import find_foreign_fragments
from curbside.clinical.reply_checks.laterality import find_laterality
from curbside.clinical.reply_checks.misquote import find_misquotes
from curbside.clinical.reply_checks.placeholder import find_placeholders
from curbside.clinical.reply_checks.problem import Problem, Severity
from curbside.clinical.reply_checks.reading import ReplyCase, read_case
from curbside.clinical.reply_checks.reassurance import find_reassurance
from curbside.clinical.reply_checks.safety_net import find_missing_safety_net
from curbside.clinical.reply_checks.salutation_name import find_salutation_name
from curbside.clinical.reply_checks.salutation_sex import find_salutation_sex
from curbside.clinical.reply_checks.sex_in_body import find_sex_in_body
from curbside.clinical.reply_checks.signature import find_signature_department
from curbside.clinical.reply_checks.stated_negative import find_stated_negatives
from curbside.clinical.reply_checks.stop_drug import find_stopped_drugs
from curbside.clinical.reply_checks.subject import find_wrong_subject
from curbside.clinical.reply_checks.third_party import find_third_parties
from curbside.clinical.reply_checks.unsafe_delay import find_unsafe_delay

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


def check_reply(question: CaseQuestion, reply: CaseReply) -> tuple[Problem, ...]:
    """All problems found, blocking ones first, then by place in the reply. Never raises on any text."""
    case = read_case(question, reply)
    found = {problem for check in CHECKS for problem in check(case)}
    return tuple(sorted(found, key=lambda p: (_ORDER[p.severity], p.start, p.end, p.type)))
