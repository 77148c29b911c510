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
from curbside.web.lifecycle.asking_back import ask_back, reply_to_doctor, take_back_ask
from curbside.web.lifecycle.claiming import claim_question, note_reading, release_question, take_over_question
from curbside.web.lifecycle.consenting import TAKEN_BACK, change_consent
from curbside.web.lifecycle.correcting import close_report, correct_answer, count_usefulness, report_error
from curbside.web.lifecycle.drafting_replies import (
    draft_for,
    has_drafts,
    more_info_of_draft,
    propose_draft,
    refuse_draft,
    remake_drafts,
    sources_of,
    take_draft,
)
from curbside.web.lifecycle.erasing import erase_question, erase_thread
from curbside.web.lifecycle.evidence import citable
from curbside.web.lifecycle.explaining import improve_more_info, model_is_on
from curbside.web.lifecycle.finding import (
    LIKE_ANYWHERE,
    LIKE_IN_DEPARTMENT,
    SIMILAR_PERIOD,
    SIMILAR_SHOWN,
    build_index_anew,
    find_answered,
    mend_index,
    refresh_similar,
)
from curbside.web.lifecycle.identifying import IdentifiersLeft, Left
from curbside.web.lifecycle.importing import import_library
from curbside.web.lifecycle.minding_topics import (
    TOPIC_EDITORS,
    drop_topic_version,
    look_over_topic,
    propose_topic_version,
    publish_topic_version,
    review_topic,
    start_topic,
    take_shipped_topics,
    use_live_topics,
)
from curbside.web.lifecycle.opening import LEAST_REASON_CHARS, open_original
from curbside.web.lifecycle.passing_on import (
    add_note,
    assign_to_me,
    decline_question,
    do_to_all,
    hand_over,
    hand_to_doctor,
    see_notices,
    snooze_question,
    wake_question,
)
from curbside.web.lifecycle.persons import FALLBACK_DEPARTMENT
from curbside.web.lifecycle.preparing import prepare_question, prepare_task
from curbside.web.lifecycle.publishing import (
    TOPICS_SHOWN,
    Approval,
    approve_publication,
    keep_private,
    take_more_info_off,
    what_identifies,
)
from curbside.web.lifecycle.rebuilding import (
    approve_more_info,
    rebuild_more_info,
    rebuilt_of,
    refuse_more_info,
)
from curbside.web.lifecycle.refusals import EmergencyStop, NotAllowed, ReplyBlocked
from curbside.web.lifecycle.replying import Signature, look_over_reply, published_reply, put_in, save_reply, sign_answer
from curbside.web.lifecycle.retracting import propose_retraction, retract_answer
from curbside.web.lifecycle.reviewing import confirm_answer, decide_peer_review, let_reviewed_answer_stand
from curbside.web.lifecycle.second_opinion import ask_opinion, give_opinion, take_back_opinion
from curbside.web.lifecycle.sweeping import SWEEP_AFTER, sweep
from curbside.web.lifecycle.switching import switch_department
from curbside.web.lifecycle.taking_down import decide_take_down, propose_take_down
from curbside.web.lifecycle.telling import deliver_task, stop_mail
from curbside.web.lifecycle.text_blocks import (
    change_text_block,
    let_answer_stand,
    make_text_block,
    retire_text_block,
    review_text_block,
)
from curbside.web.lifecycle.tracking import (
    answer_of,
    everything_about,
    explanation_of,
    is_retracted,
    thread_with_answers,
)
from curbside.web.lifecycle.watching import check_queue
from curbside.web.publishing.taking_out import TakenOut

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
    "TOPIC_EDITORS",
    "Approval",
    "BadInput",
    "EmergencyStop",
    "IdentifiersLeft",
    "Left",
    "NotAllowed",
    "Receipt",
    "ReplyBlocked",
    "Signature",
    "TakenOut",
    "add_note",
    "answer_of",
    "approve_more_info",
    "approve_publication",
    "ask_back",
    "ask_follow_up",
    "ask_opinion",
    "assign_to_me",
    "build_index_anew",
    "change_consent",
    "change_text_block",
    "check_queue",
    "citable",
    "claim_question",
    "close_report",
    "confirm_answer",
    "correct_answer",
    "count_event",
    "count_usefulness",
    "decide_peer_review",
    "decide_take_down",
    "decline_question",
    "deliver_task",
    "do_to_all",
    "draft_for",
    "drop_draft",
    "drop_topic_version",
    "erase_question",
    "erase_thread",
    "everything_about",
    "explanation_of",
    "find_answered",
    "give_opinion",
    "hand_over",
    "hand_to_doctor",
    "has_drafts",
    "import_library",
    "improve_more_info",
    "is_retracted",
    "keep_draft",
    "keep_private",
    "let_answer_stand",
    "let_reviewed_answer_stand",
    "look_over_reply",
    "look_over_topic",
    "make_text_block",
    "mend_index",
    "model_is_on",
    "more_info_of_draft",
    "note_reading",
    "open_original",
    "prepare_question",
    "prepare_task",
    "propose_draft",
    "propose_retraction",
    "propose_take_down",
    "propose_topic_version",
    "proposed_department",
    "publish_topic_version",
    "published_reply",
    "put_in",
    "read_submission",
    "rebuild_more_info",
    "rebuilt_of",
    "receive_question",
    "refresh_similar",
    "refuse_draft",
    "refuse_more_info",
    "release_question",
    "remake_drafts",
    "reply_to_doctor",
    "report_error",
    "retire_text_block",
    "retract_answer",
    "review_text_block",
    "review_topic",
    "save_reply",
    "screen_submission",
    "see_notices",
    "sign_answer",
    "snooze_question",
    "sources_of",
    "start_topic",
    "stop_mail",
    "sweep",
    "switch_department",
    "take_back_ask",
    "take_back_opinion",
    "take_draft",
    "take_more_info_off",
    "take_over_question",
    "take_shipped_topics",
    "thread_with_answers",
    "use_live_topics",
    "wake_question",
    "what_identifies",
]
