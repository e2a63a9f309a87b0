"""What an administrator can change on a simulated PC, and how the PC is afterwards.

Changes are part of the PC's memory, so a check finds them as it would on a real PC.  Who is not
an administrator is refused, in the words of the real programs.
"""

from __future__ import annotations

from collections.abc import Callable

from installer.errors import MissingTool
from installer.host.base import Command, Result
from installer.simulator.description import SimulatedPc
from installer.simulator.pc_packages import Packages, with_packages
from installer.simulator.world import SimWorld

_DONE = Result(0)
_KVM_MODULES = ("kvm_intel", "kvm_amd")
_GROUP = "kvm"

Program = Callable[[Command], Result]


class Administration:
    """The programs that change the PC; each program of ours runs in a log-on of its own."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world
        self._as_root = False
        self._packages = Packages(world)
        if world.state.pc.logon != world.state.pc.members:
            with world.change() as state:
                state.pc.logon = list(state.pc.members)
        self.programs: dict[str, Program] = {
            "sudo": self._sudo,
            "pkexec": self._pkexec,
            "env": self._env,
            "true": lambda command: _DONE,
            "apt-get": self._apt,
            "dpkg": lambda command: self._for_root(command, self._packages.dpkg),
            "dpkg-query": self._packages.query,
            "gpasswd": lambda command: self._for_root(command, self._gpasswd),
            "modprobe": lambda command: self._for_root(command, self._modprobe),
            "rm": lambda command: self._for_root(command, self._rm),
            "sysctl": lambda command: self._for_root(command, self._sysctl),
            "tee": lambda command: self._for_root(command, self._tee),
        }

    def pc(self) -> SimulatedPc:
        """The PC with everything that was changed on it."""
        pc, changes = self._world.scenario.pc, self._world.state.pc
        kvm = pc.kvm
        loaded = next((name for name in changes.modules if name in _KVM_MODULES), "")
        groups = (*pc.groups, *((_GROUP,) if pc.user in changes.logon else ()))
        if loaded:
            kvm = kvm.model_copy(
                update={"device": True, "module": loaded, "usable": _GROUP in groups}
            )
        elif pc.user in changes.logon:
            kvm = kvm.model_copy(update={"usable": True})
        registered = (*pc.registered_groups, *((_GROUP,) if pc.user in changes.members else ()))
        update = {"kvm": kvm, "groups": groups, "registered_groups": registered}
        return with_packages(pc.model_copy(update=update), changes.packages)

    def files(self) -> dict[str, str]:
        """The files that were written, and those by which Linux shows its settings."""
        changes = self._world.state.pc
        shown = {f"/proc/sys/{k.replace('.', '/')}": f"{v}\n" for k, v in changes.settings.items()}
        return {**shown, **changes.files}

    def _sudo(self, command: Command) -> Result:
        if self._world.scenario.pc.admin != "sudo":
            return Result(1, "", "sudo: a password is required")
        return self._become_root(command.argv[command.argv.index("--") + 1 :], command)

    def _pkexec(self, command: Command) -> Result:
        if self._world.scenario.pc.admin != "desktop":
            raise MissingTool("pkexec", "pkexec")
        if command.argv[1] == "--version":
            return Result(0, "pkexec version 122\n")
        return self._become_root(command.argv[1:], command)

    def _become_root(self, argv: tuple[str, ...], command: Command) -> Result:
        self._as_root = True
        try:
            return self._inner(argv, command)
        finally:
            self._as_root = False

    def _env(self, command: Command) -> Result:
        return self._inner(tuple(word for word in command.argv[1:] if "=" not in word), command)

    def _inner(self, argv: tuple[str, ...], command: Command) -> Result:
        inner = Command(argv=argv, purpose=command.purpose, stdin=command.stdin)
        return self.programs[argv[0]](inner)

    def _for_root(self, command: Command, work: Program) -> Result:
        if self._as_root:
            return work(command)
        return Result(1, "", f"{command.argv[0]}: Operation not permitted")

    def _apt(self, command: Command) -> Result:
        if "--simulate" in command.argv:
            return self._packages.preview(command)
        return self._for_root(command, self._packages.apt)

    def _modprobe(self, command: Command) -> Result:
        name = command.argv[-1]
        if "--remove" in command.argv:
            if any(vm.running for vm in self._world.state.vms.values()):
                return Result(1, "", f"modprobe: FATAL: Module {name} is in use.")
            with self._world.change() as state:
                state.pc.modules = [module for module in state.pc.modules if module != name]
            return _DONE
        if self._world.scenario.pc.kvm.firmware_off:
            words = f"modprobe: ERROR: could not insert '{name}': Operation not supported"
            return Result(1, "", words)
        with self._world.change() as state:
            state.pc.modules.append(name)
        return _DONE

    def _tee(self, command: Command) -> Result:
        text = (command.stdin or b"").decode()
        with self._world.change() as state:
            state.pc.files[command.argv[-1]] = text
        return Result(0, text)

    def _rm(self, command: Command) -> Result:
        with self._world.change() as state:
            state.pc.files.pop(command.argv[-1], None)
        return _DONE

    def _gpasswd(self, command: Command) -> Result:
        _, option, user, group = command.argv
        if group != _GROUP:
            return Result(3, "", f"gpasswd: group '{group}' does not exist in /etc/group")
        with self._world.change() as state:
            state.pc.members = [name for name in state.pc.members if name != user]
            if option == "--add":
                state.pc.members.append(user)
        return _DONE

    def _sysctl(self, command: Command) -> Result:
        name, _, value = command.argv[-1].partition("=")
        with self._world.change() as state:
            state.pc.settings[name] = value
        return Result(0, f"{name} = {value}\n")
