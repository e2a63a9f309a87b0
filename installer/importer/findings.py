"""What an import has to say about a file: each finding with its place and its weight."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from installer.config.outline import Place, place_text

# The place of what concerns the file as a whole.
WHOLE_FILE = "$"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a file; `path` is written as in the file.

    `theirs` marks a rule of the old product only: what breaks it does no harm to a cluster of ours.
    """

    path: str
    severity: Severity
    why: str
    theirs: bool = False


def path_text(place: Place) -> str:
    """A place of the file as people write it: `Machines[0].LinuxNode`, or `$` for the whole."""
    return place_text(place) or WHOLE_FILE


@dataclass(slots=True)
class Findings:
    """Collects findings.

    `prefix` names the file when it is a second one.  `lost` says that a part of the file was
    destroyed before it came to us, `told_preview` that the user knows it is in the preview format.
    """

    prefix: str = ""
    items: list[Finding] = field(default_factory=list)
    lost: bool = False
    told_preview: bool = False

    def error(self, place: Place, why: str, *, theirs: bool = False) -> None:
        """Something that must be corrected before a deployment."""
        self._add(Finding(self.prefix + path_text(place), Severity.ERROR, why, theirs))

    def warning(self, place: Place, why: str) -> None:
        """Something that was read in one way and may be meant in another, or is a risk."""
        self._add(Finding(self.prefix + path_text(place), Severity.WARNING, why))

    def info(self, place: Place, why: str) -> None:
        """Something worth knowing that needs no action."""
        self._add(Finding(self.prefix + path_text(place), Severity.INFO, why))

    @property
    def errors(self) -> list[Finding]:
        """Those that must be corrected."""
        return [finding for finding in self.items if finding.severity is Severity.ERROR]

    def _add(self, new: Finding) -> None:
        """One place has at most one finding of a severity: two reasons become one text."""
        for index, old in enumerate(self.items):
            if (old.path, old.severity) == (new.path, new.severity):
                if new.why not in old.why:
                    both = replace(
                        old, why=f"{old.why}; {new.why}", theirs=old.theirs and new.theirs
                    )
                    self.items[index] = both
                return
        self.items.append(new)
