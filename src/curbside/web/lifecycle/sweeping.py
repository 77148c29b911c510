"""Taking up whatever stands without its result: the stage is the queue."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from curbside.web.intake import actions as intake
from curbside.web.lifecycle.finding import mend_index, refresh_similar
from curbside.web.lifecycle.preparing import prepare_question
from curbside.web.notices.actions import forget_sent
from curbside.web.notices.delivery import deliver_outbox
from curbside.web.questions import actions as questions
from curbside.web.questions.queries import overdue_originals, unprepared
from curbside.web.similar.actions import rebuild_if_requested

# A wake-up call may be lost; the sweep takes up what has stood this long.
SWEEP_AFTER = timedelta(seconds=20)


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
        "indexed": mend_index(now=now),
        "sent": deliver_outbox(now),
        "index_rebuilt": rebuild_if_requested(now),
        "similar": refresh_similar(now=now),
        "expired": intake.drop_expired(now),
        "messages_emptied": forget_sent(now),
        "originals_erased": overdue_originals(now).delete()[0],
    }
