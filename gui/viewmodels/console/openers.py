"""The clusters to choose from: those of this PC and of a kubeconfig, or one saved file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gui.texts import tr
from gui.viewmodels.console.choice import Choice
from installer.api.console import Watched, list_contexts, open_console, open_saved


@dataclass(frozen=True, slots=True)
class ConsoleOptions:
    """What was given when the program was started; `state` is the folder of our clusters."""

    kubeconfig: Path | None = None
    context: str | None = None
    saved: Path | None = None
    state: Path | None = None


def choices_for(options: ConsoleOptions) -> tuple[list[Choice], int]:
    """The clusters, and the number of the one that was asked for.

    A context that is in no file is offered all the same, so that its error is seen.  Raises
    UsageError or ConfigInvalid when the saved file is none.
    """
    if options.saved is not None:
        watched = open_saved(options.saved)
        return [Choice(options.saved.name, lambda: watched)], 0
    found = list_contexts(options.kubeconfig, state=options.state)
    choices = [Choice(one.title, _opener(one.kubeconfig, one.context, one.title)) for one in found]
    contexts = [one.context for one in found]
    wanted = options.context
    if wanted is None and choices:
        return choices, 0
    if wanted in contexts:
        return choices, contexts.index(wanted)
    title = wanted or tr("The cluster of this PC")
    return [*choices, Choice(title, _opener(options.kubeconfig, wanted, title))], len(choices)


def _opener(kubeconfig: Path | None, context: str | None, title: str) -> Callable[[], Watched]:
    return lambda: open_console(kubeconfig, context, title=title)
