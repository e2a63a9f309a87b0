"""Access modes of storage in kubectl's short form (`GetAccessModesAsString`)."""

from __future__ import annotations

from collections.abc import Sequence

_SHORT = {
    "ReadWriteOnce": "RWO",
    "ReadOnlyMany": "ROX",
    "ReadWriteMany": "RWX",
    "ReadWriteOncePod": "RWOP",
}


def access_modes(modes: Sequence[str] | None) -> str:
    """`RWO,ROX`, always in the same order, unknown ones left out as kubectl does."""
    return ",".join(short for mode, short in _SHORT.items() if mode in (modes or ()))
