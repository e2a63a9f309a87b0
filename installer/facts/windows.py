"""Which Windows runs on this PC."""

from __future__ import annotations

import json
from dataclasses import dataclass

from installer.facts.base import windows_fact


@dataclass(frozen=True, slots=True)
class Windows:
    """Its edition as the registry names it (`Professional`, `Core`, `ServerStandard`, ...), the
    number of its build and of its last update, and the language of its windows.

    `server` is whether it is a Windows Server, `preview` whether it is a build of the Insider
    Program.
    """

    edition: str
    build: int
    revision: int
    server: bool
    preview: bool
    language: str

    @property
    def home(self) -> bool:
        """Whether it is one of the Home editions: all of them begin with Core."""
        return self.edition.startswith("Core")


def parse(text: str) -> Windows:
    """Read what Windows says of itself; raises KeyError or ValueError when it says nothing."""
    account = json.loads(text)
    return Windows(
        edition=account["edition"],
        build=int(account["build"]),
        revision=int(account["revision"]),
        server=bool(account["server"]),
        preview=bool(account["insider"]),
        language=account["language"],
    )


FACT = windows_fact("host.windows", "computer", parse)
