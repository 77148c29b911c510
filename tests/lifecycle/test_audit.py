"""The audit log shows it when anybody changes, moves or takes out an entry."""

from datetime import timedelta

import pytest
from django.db import connection
from typer.testing import CliRunner

from curbside.cli.main import app
from curbside.errors import BadInput
from curbside.web.audit.actions import record
from curbside.web.audit.models import AuditEntry
from curbside.web.audit.queries import anchor_line, anchor_problem, broken_entries, head, read_anchor
from tests.web.story import NOW

pytestmark = pytest.mark.django_db

TEXTS = ("actor", "action", "object", "reason", "hash", "previous_hash")


@pytest.fixture
def entries() -> list[AuditEntry]:
    return [
        record(f"deed.{n}", f"question:{n}", actor=f"user:{n}", now=NOW, reason=f"why {n}", detail={"n": n, "to": "x"})
        for n in range(1, 6)
    ]


def test_an_untouched_log_is_whole(entries):
    assert list(broken_entries()) == []


@pytest.mark.parametrize("field", TEXTS)
@pytest.mark.parametrize("place", [0, 2, 4])
def test_one_changed_character_is_found(entries, field, place):
    entry = entries[place]
    was = getattr(entry, field)
    changed = was[:-1] + ("1" if was[-1] != "1" else "2")
    AuditEntry.objects.filter(pk=entry.pk).update(**{field: changed})
    assert entry.pk in list(broken_entries())


@pytest.mark.parametrize(
    "detail", [{}, {"n": 3}, {"n": 3, "to": "y"}, {"n": "3", "to": "x"}, {"n": 3, "to": "x", "a": 1}]
)
def test_a_changed_detail_is_found(entries, detail):
    AuditEntry.objects.filter(pk=entries[2].pk).update(detail=detail)
    assert list(broken_entries()) == [entries[2].pk]


def test_a_microsecond_is_found(entries):
    AuditEntry.objects.filter(pk=entries[2].pk).update(at=NOW + timedelta(microseconds=1))
    assert list(broken_entries()) == [entries[2].pk]


@pytest.mark.parametrize("place", [0, 2])
def test_an_entry_taken_out_is_found_at_the_next(entries, place):
    AuditEntry.objects.filter(pk=entries[place].pk).delete()
    assert list(broken_entries()) == [entries[place + 1].pk]


def test_an_entry_put_in_between_is_found(entries):
    first, second = entries[1], entries[2]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE audit_auditentry SET id = id + 100 WHERE id > %s", [first.pk])
    forged = {"at": NOW, "actor": "user:9", "action": "forged", "object": "question:1", "hash": "f" * 64}
    AuditEntry.objects.create(pk=first.pk + 1, previous_hash=first.hash, **forged)
    assert first.pk + 1 in list(broken_entries())
    assert second.pk + 100 in list(broken_entries())


def test_two_entries_that_changed_places_are_found(entries):
    one, two = entries[1], entries[2]
    with connection.cursor() as cursor:
        for old, new in ((one.pk, -1), (two.pk, one.pk), (-1, two.pk)):
            cursor.execute("UPDATE audit_auditentry SET id = %s WHERE id = %s", [new, old])
    assert {one.pk, two.pk} <= set(broken_entries())


def test_an_anchor_is_read_from_the_line_that_was_kept(entries):
    assert read_anchor(f"Some mail\n\nKeep this line: {anchor_line(head())}\n") == head()
    with pytest.raises(BadInput):
        read_anchor("entries=5")


def test_a_log_that_goes_on_still_holds_its_anchor(entries):
    kept = head()
    record("deed.6", "question:6", actor="user:6", now=NOW)
    assert anchor_problem(kept) == ""


@pytest.mark.parametrize("gone", [1, 3, 5])
def test_a_cut_off_end_is_found(entries, gone):
    kept = head()
    for entry in entries[-gone:]:
        entry.delete()
    assert list(broken_entries()) == []  # from inside everything fits
    assert "is gone" in anchor_problem(kept)


def test_an_end_that_was_cut_off_and_written_anew_is_found(entries):
    kept, last = head(), entries[-1]
    last.delete()
    forged = record("deed.forged", "question:5", actor="user:5", now=NOW)
    AuditEntry.objects.filter(pk=forged.pk).update(id=kept.last_id)
    assert list(broken_entries()) == []
    assert "is not the one" in anchor_problem(kept)


def test_the_command_keeps_the_anchor_and_holds_the_log_against_it(entries, tmp_path):
    file = tmp_path / "audit.anchor"
    verify = ["audit", "verify", "--anchor", str(file)]
    assert CliRunner().invoke(app, verify).exit_code == 0
    assert read_anchor(file.read_text()) == head()
    record("deed.6", "question:6", actor="user:6", now=NOW)
    assert CliRunner().invoke(app, verify).exit_code == 0
    AuditEntry.objects.order_by("-id")[0].delete()
    cut = CliRunner().invoke(app, verify)
    assert cut.exit_code == 1
    assert '"broken": []' in cut.output
    assert "is gone" in cut.output
    assert read_anchor(file.read_text()).entries == 6  # a log that is not whole does not become the anchor
