"""Reads from which places this PC takes the packages of one Debian release.

A node image may hold Debian's own packages only.  A PC has other sources beside them (a browser,
a cloud's tools), so whole files cannot be taken over: entries are picked one by one, by release
and by the component `main`.  Nothing is taken from the network here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

APT_FOLDER = Path("/etc/apt")
_ONE_LINE = re.compile(r"^deb\s+(?:\[[^\]]*\]\s+)?\S+\s+(?P<suite>\S+)\s+(?P<components>.+)$")
_FIELD = re.compile(r"^(?P<name>[A-Za-z-]+):\s*(?P<value>.*)$")


def debian_sources(suite: str, folder: Path = APT_FOLDER) -> str:
    """The entries of this PC for Debian's `suite`, its updates and its security updates.

    The text is in apt's deb822 form if the PC uses that, else one line per entry; it is empty
    where the PC has no such entries, for instance since it runs another system.
    """
    wanted = {suite, f"{suite}-updates", f"{suite}-security"}
    parts = sorted(folder.glob("sources.list.d/*.sources"))
    stanzas = [text for path in parts for text in _stanzas(path, wanted)]
    if stanzas:
        return "\n".join(stanzas)
    lists = [folder / "sources.list", *sorted(folder.glob("sources.list.d/*.list"))]
    return "".join(line for path in lists if path.exists() for line in _lines(path, wanted))


def _stanzas(path: Path, wanted: set[str]) -> Iterator[str]:
    """The matching paragraphs of a deb822 file, without their comments."""
    text = re.sub(r"^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for stanza in re.split(r"\n\s*\n", text):
        matches = (match for match in map(_FIELD.match, stanza.splitlines()) if match)
        fields = {match["name"].lower(): match["value"].split() for match in matches}
        if (
            "deb" in fields.get("types", [])
            and "main" in fields.get("components", [])
            and wanted.issuperset(fields.get("suites", [""]))
            and fields.get("enabled") != ["no"]
        ):
            yield stanza.strip() + "\n"


def _lines(path: Path, wanted: set[str]) -> Iterator[str]:
    """The matching entries of a file with one entry per line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        match = _ONE_LINE.match(line.strip())
        if match and match["suite"] in wanted and "main" in match["components"].split():
            yield line.strip() + "\n"
