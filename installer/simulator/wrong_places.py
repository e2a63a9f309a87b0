"""Says where the file of a scenario or of a recorded PC is wrong, without its values."""

from __future__ import annotations

from pydantic import ValidationError

# Messages of pydantic that repeat the value.
_PLAIN = {"union_tag_invalid": "os has to be linux or windows"}


def wrong_places(error: Exception) -> str:
    """One line for each place; of an error that knows no places, its own words."""
    if not isinstance(error, ValidationError):
        return str(error)
    return "\n".join(
        f"{'.'.join(str(part) for part in entry['loc']) or 'the file'}: "
        f"{_PLAIN.get(entry['type'], entry['msg'])}"
        for entry in error.errors()
    )
