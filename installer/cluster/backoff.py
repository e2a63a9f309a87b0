"""How long to wait before the next try: longer each time, never in step with others."""

from __future__ import annotations

import random
import re

_FIRST, _MOST = 0.5, 10.0
_RETRY_AFTER = re.compile(r"Retry-After: (\d{1,4})")


class Backoff:
    """Waits of half a second to ten seconds, by chance up to a half longer."""

    def __init__(self) -> None:
        self._next = _FIRST

    def reset(self) -> None:
        """It worked: start small again."""
        self._next = _FIRST

    def wait(self, details: str = "") -> float:
        """Seconds until the next try; a wait that the server asked for is kept."""
        wait = self._next * (1 + random.random() / 2)  # noqa: S311 - spreads load, hides nothing
        self._next = min(self._next * 2, _MOST)
        asked = _RETRY_AFTER.search(details)
        return max(wait, float(asked[1])) if asked else wait
