"""The figures of staff pages: what waits in each department, and what hand-overs say about routing."""

from collections.abc import Mapping
from datetime import datetime
from statistics import median

from django.utils.translation import gettext as _

from curbside.web.answers.figures import backlog_by_department, draft_shares_kept, first_week, moves
from curbside.web.drafts.queries import ProposalCounts, proposal_counts
from curbside.web.publishing.queries import report_counts, shares_kept
from curbside.web.reviews.models import PeerReview
from curbside.web.reviews.queries import outcome_counts
from curbside.web.stats.counts import department_labels
from curbside.web.stats.figure import Column, Figure, Lines
from curbside.web.stats.groups import guard


def staff_figures(now: datetime) -> list[Figure]:
    """Nine queries. What waits is counted as it is: whoever opens this page sees each of these in the queue."""
    labels = department_labels()
    return [
        _waiting(now, labels),
        _routes(now, labels),
        _reports(now),
        _peer_reviews(now),
        _kept(now, labels),
        _drafts(now, labels),
    ]


def _waiting(now: datetime, labels: Mapping[str, str]) -> Figure:
    backlog = {id or "": row for id, row in backlog_by_department(now).items()}
    rows = [(label, backlog[id]) for id, label in labels.items() if id in backlog]
    return Figure(
        "waiting",
        _("Waiting by department"),
        _("What waits now, how much of it is overdue, and how long the oldest has waited."),
        Lines("department", _("Department"), [label for label, row in rows]),
        (
            Column("waiting", _("Waiting"), [row.waiting for label, row in rows]),
            Column("overdue", _("Overdue"), [row.overdue for label, row in rows]),
            Column(
                "oldest_hours", _("Oldest (hours)"), [round(r.oldest.total_seconds() / 3600) for _l, r in rows], False
            ),
        ),
    )


def _routes(now: datetime, labels: Mapping[str, str]) -> Figure:
    pairs = moves(first_week(now)).most_common()
    names = [f"{labels.get(origin, origin)} → {labels.get(to, to)}" for (origin, to), n in pairs]
    return Figure(
        "routes",
        _("From where to where questions were handed on"),
        _("In the last 12 weeks, commonest first: where the software and the departments disagree."),
        Lines("route", _("From and to"), names),
        (Column("questions", _("Hand-overs"), guard([n for pair, n in pairs]).cells),),
    )


def _reports(now: datetime) -> Figure:
    counts = report_counts(first_week(now))
    hours = [round(median(each.hours_to_close), 1) if each.hours_to_close else None for each in counts]
    return Figure(
        "reports",
        _("Readers' reports"),
        _("Open now, and closed in the last 12 weeks with the time it took."),
        Lines("kind", _("Kind"), [str(each.kind.label) for each in counts], [each.kind.value for each in counts]),
        (
            Column("open", _("Open"), [each.open for each in counts]),
            Column("closed", _("Closed"), [len(each.hours_to_close) for each in counts]),
            Column("median_hours", _("Half closed within (hours)"), hours, drawn=False),
        ),
    )


def _peer_reviews(now: datetime) -> Figure:
    counts = {(why, outcome): number for why, outcome, number in outcome_counts(first_week(now))}
    names = [("", _("Not read yet")), *((each.value, str(each.label)) for each in PeerReview.Outcome)]
    return Figure(
        "peer-reviews",
        _("Peer reviews"),
        _("Of answers published in the last 12 weeks: what second readers found."),
        Lines("outcome", _("Outcome"), [label for _id, label in names], [id or "open" for id, _label in names]),
        tuple(
            Column(why.value, str(why.label), guard([counts.get((why.value, id), 0) for id, _label in names]).cells)
            for why in PeerReview.Why
        ),
    )


def _kept(now: datetime, labels: Mapping[str, str]) -> Figure:
    shares = shares_kept(first_week(now))
    rows = [(label, shares[id]) for id, label in labels.items() if id in shares]
    return Figure(
        "kept",
        _("Answers started from a published one"),
        _("In the last 12 weeks, and how many of the words put in were still there when the answer was signed."),
        Lines("department", _("Department"), [label for label, each in rows]),
        (
            Column("answers", _("Answers"), [len(each) for label, each in rows]),
            Column(
                "kept_percent",
                _("Half kept more than (%)"),
                [round(100 * median(each)) for _label, each in rows],
                False,
            ),
        ),
    )


def _drafts(now: datetime, labels: Mapping[str, str]) -> Figure:
    since = first_week(now)
    counts, kept = proposal_counts(since), draft_shares_kept(since)
    rows = [(label, counts.get(id, ProposalCounts(0, 0, 0)), kept.get(id, [])) for id, label in labels.items()]
    rows = [row for row in rows if row[1].offered or row[2]]
    return Figure(
        "drafts",
        _("Drafts by software"),
        _(
            "In the last 12 weeks: drafts offered, put in and refused, and how many of their words were still there"
            " when the answer was signed."
        ),
        Lines("department", _("Department"), [label for label, _counts, _shares in rows]),
        (
            Column("offered", _("Offered"), [each.offered for _label, each, _shares in rows]),
            Column("taken", _("Put in"), [each.taken for _label, each, _shares in rows]),
            Column("refused", _("Refused"), [each.refused for _label, each, _shares in rows], False),
            Column(
                "kept_percent",
                _("Half kept more than (%)"),
                [round(100 * median(shares)) if shares else None for _label, _each, shares in rows],
                False,
            ),
        ),
    )
