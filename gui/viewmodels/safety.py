"""Choices about safety, with defaults that need no thought."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimeZone, Signal

from gui.viewmodels.problem_text import problem_text
from gui.viewmodels.setup import Setup
from gui.viewmodels.shares_list import SharesModel

AUTOSTART, ENCRYPTION, TIME_ZONE = "spec.autostart", "spec.secretEncryption", "spec.timeZone"
LOCAL_VOLUMES = "spec.storage.localVolumes"


class SafetyModel(QObject):
    """The switches of the page, the time zone, and the shared folders."""

    changed = Signal()

    def __init__(self, setup: Setup) -> None:
        super().__init__()
        self._setup = setup
        self.shares = SharesModel(setup)
        setup.changed.connect(self.changed)

    def is_on(self, place: str) -> bool:
        """Whether a switch is on."""
        return bool(self._setup.draft.get(place))

    def switch(self, place: str, *, on: bool) -> None:
        """Turn a switch."""
        self._setup.change(place, on)

    @property
    def time_zone(self) -> str:
        """The node's time zone."""
        return str(self._setup.draft.get(TIME_ZONE) or "UTC")

    def choose_time_zone(self, name: str) -> None:
        """Take a time zone."""
        self._setup.change(TIME_ZONE, name)

    @property
    def time_zones(self) -> tuple[str, ...]:
        """The time zones that this PC knows, that of the PC first."""
        own = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        rest = (bytes(zone.data()).decode() for zone in QTimeZone.availableTimeZoneIds())
        named = sorted(
            zone for zone in rest if "/" in zone and not zone.startswith(("Etc/", "UTC"))
        )
        return tuple(dict.fromkeys(["UTC", self.time_zone, own, *named]))

    @property
    def hindrance(self) -> str:
        """Why one cannot go on; empty when one can."""
        problem = self._setup.draft.problem(AUTOSTART, ENCRYPTION, TIME_ZONE)
        return problem_text(problem) if problem else self.shares.hindrance
