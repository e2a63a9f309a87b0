"""What an error of the PC's disk means for a person."""

from __future__ import annotations

from installer.errors import DiskFull, EdgewrightError, Unexpected
from installer.files import means_full


def disk_error(error: OSError, purpose: str, *, also: str = "") -> EdgewrightError:
    """The error to show for one of the system; `also` is what else is known of the cause."""
    details = f"{purpose}: {error}\n{also}"
    if means_full(error):
        return DiskFull("The disk of this PC is full.", details=details)
    return Unexpected(f"{purpose} met an error of this PC's disk.", details=details)
