"""The journal survives torn lines and knows what is owned."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from installer.engine.journal import Journal
from installer.engine.records import FILE_NAME, read_journal
from installer.errors import DiskFull, JournalUnreadable
from installer.steps.context import Owned


def _now() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


def _journal(folder: Path) -> Journal:
    return Journal.open(folder, _now)


def test_records_are_read_back_as_written(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append("run", config={"name": "a"})
    journal.append("start", step="node-1/create-vm", attempt=1)
    journal.close()
    records, _ = read_journal(tmp_path / FILE_NAME)
    assert tuple(records) == journal.records
    assert records[1].step == "node-1/create-vm"


def test_every_cut_of_the_last_line_is_survived(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append("run")
    journal.append("start", step="node-1/create-vm", words="äöü €")
    journal.close()
    path = tmp_path / FILE_NAME
    whole = path.read_bytes()
    first = whole.index(b"\n") + 1
    for length in range(first, len(whole)):
        path.write_bytes(whole[:length])
        again = _journal(tmp_path)
        assert [record.kind for record in again.records] == ["run"]
        again.append("start", step="node-1/other")
        again.close()
        records, sound = read_journal(path)
        assert [record.step for record in records] == ["", "node-1/other"]
        assert sound == path.stat().st_size


def test_a_damaged_line_in_the_middle_is_refused(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append("run")
    journal.append("finished")
    journal.close()
    path = tmp_path / FILE_NAME
    path.write_bytes(path.read_bytes().replace(b'"kind":"run"', b'"kind:"run"'))
    with pytest.raises(JournalUnreadable, match="damaged"):
        _journal(tmp_path)


def test_a_journal_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"v":99,"seq":1,"at":"x","kind":"run"}\n')
    with pytest.raises(JournalUnreadable, match="newer"):
        _journal(tmp_path)


def test_owned_is_what_was_made_and_not_removed_newest_first(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    for ident in ("keys", "vm", "vm", "file"):
        journal.append("own", step="node-1/x", what="thing", ident=ident)
    journal.append("undone", step="node-1/x", what="thing", ident="file")
    assert [owned.ident for owned in journal.owned()] == ["vm", "keys"]


def test_a_thing_made_again_after_its_removal_is_owned_again(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append("own", step="s", what="entry", ident="a")
    journal.append("undone", step="s", what="entry", ident="a")
    journal.append("own", step="s", what="entry", ident="a")
    assert list(journal.owned()) == [Owned("s", "entry", "a")]


def test_the_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    journal = _journal(tmp_path)
    journal.append("run")
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o777 == 0o600


def test_a_line_that_only_half_fits_on_the_disk_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = _journal(tmp_path)
    journal.append("start", step="a/b")
    before = (tmp_path / FILE_NAME).read_bytes()
    write = os.write
    with monkeypatch.context() as full:
        full.setattr("installer.engine.journal.os.write", lambda fd, data: write(fd, data[:9]))
        with pytest.raises(DiskFull) as caught:
            journal.append("done", step="a/b")
    assert "No space left on device" in caught.value.details
    assert (tmp_path / FILE_NAME).read_bytes() == before
    journal.append("done", step="a/b")
    journal.close()
    assert [r.kind for r in read_journal(tmp_path / FILE_NAME)[0]] == ["start", "done"]
