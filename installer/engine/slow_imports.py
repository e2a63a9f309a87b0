"""Loads ahead of their use the libraries that take long to import.

They are imported only where they are used, so that a program starts at once.  A window cannot
wait for them in the middle of an installation either: it would not answer for that long.
"""

from __future__ import annotations

import asyncio
import importlib

# What an installation uses sooner or later, in the order in which it does.
LIBRARIES = ("asyncssh", "pycdlib", "qemu.qmp", "kubernetes.client", "kubernetes.config")


async def load_slow_libraries() -> None:
    """Import them in a thread of their own, one after another; later imports find them there."""
    for name in LIBRARIES:
        await asyncio.to_thread(importlib.import_module, name)
