"""Taking up whatever stands without its result: the stage is the queue."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from curbside.web.accounts.applying import forget_documents
from curbside.web.audit.actions import record
from curbside.web.audit.models import AuditEntry
from curbside.web.intake import actions as intake
from curbside.web.lifecycle.asking_back import remind_and_close
from curbside.web.lifecycle.correcting import remind_of_reports
from curbside.web.lifecycle.drafting_replies import remake_drafts
from curbside.web.lifecycle.finding import mend_index, refresh_similar
from curbside.web.lifecycle.notices import PROOF_PERIOD, tell_daily
from curbside.web.lifecycle.preparing import prepare_question
from curbside.web.lifecycle.rebuilding import rebuild_more_info
from curbside.web.lifecycle.second_opinion import end_opinions_of_nobody
from curbside.web.lifecycle.watching import check_queue, return_to_queue
from curbside.web.notices.actions import forget_sent
from curbside.web.notices.delivery import deliver_outbox
from curbside.web.questions import actions as questions
from curbside.web.questions.queries import overdue_originals, unprepared
from curbside.web.similar.actions import rebuild_if_requested

log = logging.getLogger(__name__)

# A wake-up call may be lost; the sweep takes up what has stood this long.
SWEEP_AFTER = timedelta(seconds=20)


def _check_once_a_day(now: datetime) -> int:
    """The worker sweeps every few seconds; the check is due once a day. Returns whether it was made."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if AuditEntry.objects.filter(action="queue.check", at__gte=midnight).exists():
        return 0
    sound = nightly(now=now)
    record("queue.check", "queue", actor="system", now=now, detail={"sound": sound})
    return 1


def sweep(*, now: datetime) -> Mapping[str, int]:
    """Take up whatever stands without its result: the stage is the queue. Safe at any time, in many processes."""
    prepared = 0
    for question in unprepared(now - SWEEP_AFTER)[:100]:
        try:
            prepare_question(question, now=now)
            prepared += 1
        except questions.StageConflict:
            continue  # another process was quicker
    return {
        "prepared": prepared,
        "drafts_remade": remake_drafts(now=now),
        "more_info_rebuilt": rebuild_more_info(now=now),
        "indexed": mend_index(now=now),
        "told": tell_daily(now=now),
        "sent": deliver_outbox(now),
        "index_rebuilt": rebuild_if_requested(now),
        "similar": refresh_similar(now=now),
        "expired": intake.drop_expired(now) + forget_documents(now - PROOF_PERIOD),
        "messages_emptied": forget_sent(now),
        "originals_erased": overdue_originals(now).delete()[0] + questions.forget_old_replies(now),
        "asked_back_again": remind_and_close(now=now),
        "returned": return_to_queue(now=now),
        "opinions_ended": end_opinions_of_nobody(now=now),
        "reports_late": remind_of_reports(now=now),
        "queue_checked": _check_once_a_day(now),
    }


def nightly(*, now: datetime) -> bool:
    """Once a day: whether the queue is sound. Faults go into the log as names and numbers. True when it is sound."""
    faults = {name: number for name, number in check_queue(now=now).items() if number}
    if faults:
        log.error("queue.unsound %s", " ".join(f"{name}={number}" for name, number in faults.items()))
    else:
        log.info("queue.sound")
    return not faults
