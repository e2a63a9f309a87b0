"""How a program on a simulated PC ends when the PC does: nothing of it goes on.

Apart from the world, so that the command line knows these ends without loading a world.
"""

from __future__ import annotations


class PowerFailure(BaseException):
    """The simulated PC has lost its power: nothing of the program goes on.

    Like KeyboardInterrupt it is not an Exception, so that no ordinary handler can survive it.
    """

    words = "The simulated PC has lost its power."


class PcRestarted(PowerFailure):
    """The simulated PC was restarted: the program is gone, what starts with the PC runs again."""

    words = "The simulated PC was restarted."
