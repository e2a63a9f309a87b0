"""A group of a file, asked by documented names; what nobody asked for is reported at the end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from installer.config.outline import Place
from installer.importer.findings import Findings, Severity
from installer.importer.scalars import (
    Parser,
    Unfit,
    is_empty,
    is_flattened,
    is_placeholder,
    lost_group,
)
from installer.importer.tolerant_json import Member

T = TypeVar("T")


class Values(dict[str, Any]):
    """What a file states, by our names; `places` holds where it states it.

    Secrets stand apart, so that whoever shows or writes the values cannot show them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.places: dict[str, Place] = {}
        self.secrets: dict[str, str] = {}

    def put(self, key: str, value: object, place: Place) -> None:
        """Store a value; None means that it is named but empty, or cannot be read."""
        self[key] = value
        self.places[key] = place

    def merge(self, other: Values) -> None:
        """Take over another's values; an empty one replaces nothing."""
        for key, value in other.items():
            if value is not None or key not in self:
                self.put(key, value, other.places[key])
        self.secrets |= other.secrets


class Section:
    """Names are compared without regard to case, because PowerShell does that."""

    def __init__(self, place: Place, members: Mapping[str, Member], findings: Findings) -> None:
        self.at = place
        self.findings = findings
        self.members = members
        self._members = {name.lower(): member for name, member in members.items()}
        self._asked: set[str] = set()
        self._groups: dict[str, Section | None] = {}

    def place(self, name: str) -> Place:
        """Where a name stands, as it is spelt in the file, or where it would stand."""
        member = self._members.get(name.lower())
        return member.place if member else (*self.at, name)

    def find(self, name: str) -> Member | None:
        """The member of that name; it counts as asked for."""
        self._asked.add(name.lower())
        return self._members.get(name.lower())

    def states(self, name: str) -> bool:
        """Whether the name stands here with a value that is not empty."""
        member = self.find(name)
        return member is not None and not is_empty(member.value)

    def read(
        self, name: str, into: Values, key: str, parse: Parser[T], *, needed: str = ""
    ) -> T | None:
        """Read one value and store it.

        `needed` is why it may not be missing; an empty text lets it be missing.
        """
        member = self.find(name)
        value = member.value if member else None
        found: T | None = None
        if is_empty(value):
            if needed:
                self.findings.error(self.place(name), needed)
        elif is_placeholder(value):
            tell = self.findings.error if needed else self.findings.warning
            tell(self.place(name), "the placeholder of a template, no value; taken as not set")
        else:
            found = self._parsed(self.place(name), value, parse)
        if member is not None:
            into.put(key, found, member.place)
        return found

    def read_secret(self, name: str, into: Values, key: str, warning: str) -> bool:
        """Whether a secret stands here; it is looked at no further and kept apart from values."""
        member = self.find(name)
        if member is None:
            return False
        if is_placeholder(member.value):
            self.findings.warning(member.place, "a placeholder, not a secret")
        there = not is_empty(member.value) and not is_placeholder(member.value)
        into.put(key, there, member.place)
        if there:
            into.secrets[key] = str(member.value)
            self.findings.warning(member.place, warning)
        return there

    def group(self, name: str) -> Section:
        """The group of that name; empty when there is none."""
        return self.group_or_none(name) or Section(self.place(name), {}, self.findings)

    def group_or_none(self, name: str) -> Section | None:
        """The group of that name, always the same one, so that it knows what was asked for."""
        key = name.lower()
        if key not in self._groups:
            self._groups[key] = self._as_group(self.find(name))
        return self._groups[key]

    def groups(self, name: str) -> list[Section]:
        """A list of groups; one group alone is taken as a list of one."""
        member = self.find(name)
        if member is None or is_empty(member.value):
            return []
        if isinstance(member.value, dict):
            self.findings.warning(
                member.place,
                "one group instead of a list (ConvertTo-Json of Windows PowerShell unrolls lists "
                "of one); taken as a list",
            )
            return [Section(member.place, member.value, self.findings)]
        if isinstance(member.value, list):
            entries = [self._as_group(item) for item in member.value]
            return [entry for entry in entries if entry is not None]
        self._refuse_group(member)
        return []

    def demand(self, name: str, why: str, *, holds: bool, theirs: bool = False) -> None:
        """Report an error at a name unless a condition holds."""
        if not holds:
            self.findings.error(self.place(name), why, theirs=theirs)

    def ignore(self, *names: str) -> None:
        """Names that are known and mean nothing here."""
        self._asked.update(name.lower() for name in names)

    def report_rest(self) -> None:
        """Warn of every name that nobody asked for; its value is shown to nobody."""
        for name, member in self._members.items():
            if name not in self._asked:
                self.findings.warning(
                    member.place, "this name is not known in this format; not imported"
                )

    def _parsed(self, place: Place, value: object, parse: Parser[T]) -> T | None:
        try:
            found, remark = parse(value)
        except Unfit as error:
            self.findings.error(place, error.why)
            self.findings.lost |= error.lost
            return None
        if remark is not None:
            warn = remark.severity is Severity.WARNING
            (self.findings.warning if warn else self.findings.info)(place, remark.why)
        return found

    def _as_group(self, member: Member | None) -> Section | None:
        if member is None or is_empty(member.value):
            return None
        if isinstance(member.value, list) and len(member.value) == 1:
            inner = member.value[0]
            if isinstance(inner.value, dict):
                why = "a list of one instead of a group; its entry is taken"
                self.findings.warning(member.place, why)
                return Section(inner.place, inner.value, self.findings)
        if isinstance(member.value, dict):
            return Section(member.place, member.value, self.findings)
        self._refuse_group(member)
        return None

    def _refuse_group(self, member: Member) -> None:
        lost = is_flattened(member.value)
        self.findings.lost |= lost
        why = lost_group() if lost else "names with values must stand here"
        self.findings.error(member.place, why)
