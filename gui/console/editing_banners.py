"""What is to be said about a change before it is sent."""

from __future__ import annotations

from gui.texts import tr
from gui.viewmodels.console.editing import Editing
from gui.widgets.cards import Banner


def editing_banners(editing: Editing) -> list[Banner]:
    """What failed, what the server warns of, and whose fields would be taken."""
    made = []
    if editing.failure is not None:
        words = " ".join(filter(None, (editing.failure.advice, editing.failure.details)))
        made.append(Banner("fail", editing.failure.what, words))
    made += [Banner("warn", tr("The server warns"), words) for words in editing.warnings]
    for preview in editing.previews:
        for one in preview.conflicts:
            title = tr("{path} belongs to {who}", path=one.path, who=one.manager)
            both = tr("There: {theirs}. Here: {ours}.", theirs=one.theirs, ours=one.ours)
            made.append(Banner("warn", title, both))
    return made
