"""The keys whose bundles this PC takes: one public key a file, named as people know it.

As long as there is none every bundle is taken.  The folder lies in the state folder, so whoever
may write there can also change what is installed.
"""

from __future__ import annotations

import re
from pathlib import Path

from installer.errors import UsageError
from installer.files import write_private

_FOLDER = ".trusted-keys"
_ENDING = ".pub"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")


def trusted_keys(state: Path) -> dict[str, str]:
    """Id -> name of each trusted key; raises UsageError for a file that is no key."""
    # Slow to import, and hardly any PC has keys of its own.
    from installer.bundle.signature import key_id, read_public  # noqa: PLC0415

    return {
        key_id(read_public(path.read_bytes(), where=path.name)): path.stem
        for path in sorted((state / _FOLDER).glob(f"*{_ENDING}"))
    }


def trust(state: Path, public: Path, name: str) -> str:
    """Trust the key of a file from now on; returns its id.

    Raises UsageError for something that is no public key, or for a name that no file can have.
    """
    from installer.bundle.signature import key_id, read_public  # noqa: PLC0415 - as above

    try:
        text = public.read_bytes()
    except OSError as error:
        raise UsageError(f"{public.name} cannot be read.", details=str(error)) from error
    key = read_public(text, where=public.name)
    write_private(_file(state, name), text, mode=0o644)
    return key_id(key)


def distrust(state: Path, name: str) -> None:
    """Trust a key no longer; raises UsageError when there is none of this name."""
    path = _file(state, name)
    if not path.exists():
        known = ", ".join(trusted_keys(state).values()) or "none"
        raise UsageError(f"No trusted key has the name {name}.", details=f"there are: {known}")
    path.unlink()


def _file(state: Path, name: str) -> Path:
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot be the name of a key.",
            resolution="Take letters, digits and . _ - only, up to 63 of them.",
        )
    return state / _FOLDER / f"{name}{_ENDING}"
