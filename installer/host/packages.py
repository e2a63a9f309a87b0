"""The package managers of Linux distributions: how software is installed, found and removed.

Removal is left to the lower tool (dpkg, rpm, pacman) on purpose: it refuses to take a package
away that another one needs, where apt-get or dnf would take the other one away as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from installer.errors import MissingTool
from installer.host.base import Command, HostDriver

_ASKING_SECONDS = 120
# A question of dpkg or debconf would wait for ever.
_QUIET = ("env", "DEBIAN_FRONTEND=noninteractive")
# Another installation may be under way; after two minutes apt gives up.
_APT = ("-o", "DPkg::Lock::Timeout=120")
_APT_INSTALL = ("--no-install-recommends", "--no-remove", "install")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageManager:
    """One package manager, by the commands that it is used by.

    `refresh` brings its lists up to date, and is empty where `install` does so itself.  `preview`
    needs no administrator and says what an installation would add; it is empty where there is no
    such command.  `added` and `held` find the names in what `preview` and `query` say.
    """

    name: str
    install: tuple[str, ...]
    query: tuple[str, ...]
    remove: tuple[str, ...]
    held: re.Pattern[str]
    refresh: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    added: re.Pattern[str] = re.compile(r"^(\S+)$", re.MULTILINE)

    def installing(self, packages: Sequence[str]) -> Command:
        """The command that installs the packages and what they need."""
        return Command(argv=(*self.install, *packages), purpose="Installing packages")

    def refreshing(self) -> tuple[Command, ...]:
        """The command that brings the lists up to date, where there is one."""
        command = Command(argv=self.refresh, purpose="Bringing the package lists up to date")
        return (command,) if self.refresh else ()

    def removing(self, packages: Sequence[str]) -> Command:
        """The command that removes these packages and no other one."""
        return Command(argv=(*self.remove, *packages), purpose="Removing packages")

    async def installed(self, pc: HostDriver, packages: Sequence[str]) -> set[str]:
        """Those of the packages that are on the PC."""
        words = await _words(pc, (*self.query, *packages)) if packages else ""
        return set(self.held.findall(words)) & set(packages)

    async def new_packages(self, pc: HostDriver, packages: Sequence[str]) -> tuple[str, ...]:
        """What an installation would add: what is asked for, and as far as can be foreseen what
        that needs.  A package that is on the PC already is not among it.
        """
        words = await _words(pc, (*self.preview, *packages)) if self.preview else ""
        foreseen = self.added.findall(words)
        wanted = tuple(dict.fromkeys((*foreseen, *packages)))
        there = await self.installed(pc, wanted)
        return tuple(name for name in wanted if name not in there)


async def _words(pc: HostDriver, argv: tuple[str, ...]) -> str:
    """What a question is answered; of packages that are not known, only the others are named."""
    try:
        command = Command(argv=argv, purpose="Asking the package manager")
        return (await pc.run(command, timeout=_ASKING_SECONDS)).stdout
    except MissingTool:
        return ""


_RPM_QUERY = ("rpm", "--query", "--queryformat", "%{NAME}\\n")
_LINE = re.compile(r"^(\S+)$", re.MULTILINE)

APT = PackageManager(
    name="apt",
    refresh=("apt-get", *_APT, "update"),
    install=(*_QUIET, "apt-get", "--yes", *_APT, *_APT_INSTALL),
    preview=("apt-get", "--simulate", *_APT_INSTALL),
    # `Inst ovmf (2022.11 ...)`; the version in use stands in brackets when it is an update.
    added=re.compile(r"^Inst (\S+) \(", re.MULTILINE),
    query=("dpkg-query", "--show", "--showformat=${Package} ${db:Status-Status}\\n"),
    held=re.compile(r"^(\S+) (?!not-installed|config-files)\S+$", re.MULTILINE),
    remove=(*_QUIET, "dpkg", "--remove"),
)
DNF = PackageManager(
    name="dnf",
    install=("dnf", "--assumeyes", "--setopt=install_weak_deps=False", "install"),
    query=_RPM_QUERY,
    held=_LINE,
    remove=("rpm", "--erase"),
)
ZYPPER = PackageManager(
    name="zypper",
    install=("zypper", "--non-interactive", "install", "--no-recommends"),
    query=_RPM_QUERY,
    held=_LINE,
    remove=("rpm", "--erase"),
)
PACMAN = PackageManager(
    name="pacman",
    install=("pacman", "--sync", "--needed", "--noconfirm"),
    preview=("pacman", "--sync", "--needed", "--print", "--print-format", "%n"),
    query=("pacman", "--query", "--quiet"),
    held=_LINE,
    remove=("pacman", "--remove", "--noconfirm"),
)
MANAGERS = {manager.name: manager for manager in (APT, DNF, ZYPPER, PACMAN)}
