"""The life of a question, from arrival to published page: the one place where the site's apps are combined.

One file a chapter. Each function is one deed: it checks permission, changes rows in one transaction, writes the audit
entry, and lists what happens after the commit. Page, API, command and worker all call these, by these names.
"""

from curbside.errors import BadInput
from curbside.web.lifecycle.asking import (
    Receipt,
    ask_follow_up,
    count_event,
    drop_draft,
    keep_draft,
    proposed_department,
    read_submission,
    receive_question,
    screen_submission,
)
from curbside.web.lifecycle.claiming import claim_question, release_question
from curbside.web.lifecycle.consenting import TAKEN_BACK, change_consent
from curbside.web.lifecycle.correcting import close_report, correct_answer, count_usefulness, report_error
from curbside.web.lifecycle.erasing import erase_question, erase_thread
from curbside.web.lifecycle.finding import (
    LIKE_ANYWHERE,
    LIKE_IN_DEPARTMENT,
    SIMILAR_PERIOD,
    SIMILAR_SHOWN,
    find_answered,
    mend_index,
    refresh_similar,
)
from curbside.web.lifecycle.opening import LEAST_REASON_CHARS, open_original
from curbside.web.lifecycle.passing_on import decline_question, hand_over
from curbside.web.lifecycle.persons import FALLBACK_DEPARTMENT
from curbside.web.lifecycle.preparing import prepare_question, prepare_task
from curbside.web.lifecycle.publishing import (
    TOPICS_SHOWN,
    Approval,
    approve_publication,
    keep_private,
    withdraw_publication,
)
from curbside.web.lifecycle.refusals import EmergencyStop, NotAllowed, ReplyBlocked
from curbside.web.lifecycle.replying import Signature, look_over_reply, save_reply, sign_answer
from curbside.web.lifecycle.sweeping import SWEEP_AFTER, sweep
from curbside.web.lifecycle.telling import deliver_task, stop_mail
from curbside.web.lifecycle.tracking import (
    answer_of,
    everything_about,
    explanation_of,
    thread_with_answers,
)

__all__ = [
    "FALLBACK_DEPARTMENT",
    "LEAST_REASON_CHARS",
    "LIKE_ANYWHERE",
    "LIKE_IN_DEPARTMENT",
    "SIMILAR_PERIOD",
    "SIMILAR_SHOWN",
    "SWEEP_AFTER",
    "TAKEN_BACK",
    "TOPICS_SHOWN",
    "Approval",
    "BadInput",
    "EmergencyStop",
    "NotAllowed",
    "Receipt",
    "ReplyBlocked",
    "Signature",
    "answer_of",
    "approve_publication",
    "ask_follow_up",
    "change_consent",
    "claim_question",
    "close_report",
    "correct_answer",
    "count_event",
    "count_usefulness",
    "decline_question",
    "deliver_task",
    "drop_draft",
    "erase_question",
    "erase_thread",
    "everything_about",
    "explanation_of",
    "find_answered",
    "hand_over",
    "keep_draft",
    "keep_private",
    "look_over_reply",
    "mend_index",
    "open_original",
    "prepare_question",
    "prepare_task",
    "proposed_department",
    "read_submission",
    "receive_question",
    "refresh_similar",
    "release_question",
    "report_error",
    "save_reply",
    "screen_submission",
    "sign_answer",
    "stop_mail",
    "sweep",
    "thread_with_answers",
    "withdraw_publication",
]
