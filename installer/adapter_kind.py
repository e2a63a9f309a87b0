"""What kind of adapter leads into a network outside of this PC; facts learn it, hypervisors use it.

It decides how a virtual machine gets into that network, so it is settled once, when an
installation begins, and kept in the journal.
"""

from __future__ import annotations

import enum


class AdapterKind(enum.StrEnum):
    """A bridge that somebody set up, a tap that somebody made ready, or a network card."""

    BRIDGE = "bridge"
    TAP = "tap"
    CARD = "card"
