"""One file for support: what is in the cluster, without its secrets."""

from __future__ import annotations

from pathlib import Path

from gui.texts import size_text, tr
from gui.viewmodels.console.console import ConsoleModel


def write_support(model: ConsoleModel, path: Path) -> None:
    """Write it and tell how large it is, and how much of it could not be read."""
    cluster, notices = model.cluster, model.notices
    if cluster is None:
        return

    async def write() -> None:
        notices.tell(tr("Writing the support file"), "run")
        made = await cluster.write_support(path)
        words = tr("Saved as {path}, {size}", path=made.path, size=size_text(made.size))
        if made.missing:
            rest = tr("{count} parts could not be read", count=len(made.missing))
            words = f"{words}. {rest}"
        notices.tell(words, "warn" if made.missing else "ok")

    failed = tr("The support file could not be written")
    model.work.start(write(), "support file", failed=lambda error: notices.fail(failed, error))
