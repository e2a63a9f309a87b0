"""The title of a step in the language in use, although it holds the name of a node."""

from __future__ import annotations

import re

from gui.texts import tr


def step_title(key: str, title: str) -> str:
    """The title of the step with this key (`node/step`); what is taken away keeps its own."""
    node = key.partition("/")[0]
    found = list(re.finditer(rf"(?<![\w-]){re.escape(node)}(?![\w-])", title))
    if not node or not found:
        return tr(title)
    # The sentence is looked up without the name, which comes back afterwards.
    start, end = found[-1].span()
    return tr(f"{title[:start]}{{node}}{title[end:]}", node=node)
