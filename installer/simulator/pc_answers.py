"""What the programs of a simulated PC answer, in the words of the real ones."""

from __future__ import annotations

from pathlib import Path

from installer.errors import MissingTool
from installer.host.base import Command, Result
from installer.simulator.description import SimulatedPc
from installer.simulator.pc_files import DESCRIPTOR
from installer.simulator.pc_network import ip, ping
from installer.simulator.pc_qemu import qemu
from installer.simulator.state import load_state

# What date(1) says: 28 May 2026.
_NOW = 1_779_984_000
_OUR_USER, _NO, _YES = 1000, Result(1), Result(0)


class Answers:
    """The programs of one PC; `folder` is where it keeps its clusters."""

    def __init__(self, pc: SimulatedPc, folder: Path) -> None:
        self._pc = pc
        self._folder = folder
        self._closed = str(folder.parent) if pc.closed_folder else ""

    def df(self, command: Command) -> Result:
        """Room on the disk; the half of it is in use."""
        free = int(self._pc.disk_free)
        return Result(
            0,
            "Filesystem     Type 1-blocks Used Available Capacity Mounted on\n"
            f"/dev/sda2      {self._pc.filesystem} {free * 2} {free} {free} 50% /\n",
        )

    def who(self, command: Command) -> Result:
        """The user (id(1)); asked by a name, the groups in the PC's records."""
        if "-u" in command.argv:
            return Result(0, f"{0 if self._pc.user == 'root' else _OUR_USER}\n")
        if "-un" in command.argv:
            return Result(0, f"{self._pc.user}\n")
        by_name = self._pc.user in command.argv
        groups = self._pc.registered_groups if by_name else self._pc.groups
        return Result(0, " ".join(groups) + "\n")

    def test(self, command: Command) -> Result:
        """Every file and folder is there, but for the KVM device and what a closed folder hides."""
        _, flag, path = command.argv
        if path == "/dev/kvm":
            kvm = self._pc.kvm
            return _YES if kvm.device and (kvm.usable or flag == "-e") else _NO
        if self._closed and path.startswith(f"{self._closed}/"):
            return _NO
        return _NO if path == self._closed and flag in ("-w", "-x") else _YES

    def stat(self, command: Command) -> Result:
        """Group of the KVM device; mode and owner of the folder that is closed."""
        return Result(0, "kvm\n" if "/dev/kvm" in command.argv else "700 user\n")

    def script(self, command: Command) -> Result:
        """The shell scripts that look at the PC, by the name that they are given."""
        if command.argv[3] == "gold":
            return Result(0, self._identity())
        if command.argv[3] == "proxy":
            return Result(0, f"http {self._pc.proxy}\nhttps {self._pc.proxy}\nexempt \n")
        if self._closed:
            return Result(3, "", "mktemp: failed to create file: Permission denied")
        seconds = self._pc.flush_ms / 1000
        return Result(0, "", f"4096 bytes (4.1 kB, 4.0 KiB) copied, {seconds:.6f} s, 1 MB/s\n" * 5)

    def _identity(self) -> str:
        """An hour after the PC was started; what it made itself is younger than that."""
        started = _NOW - 3600
        made = started + (-864_000 if self._pc.cloned else 10)
        files = ("/etc/machine-id", "/etc/ssh/ssh_host_ed25519_key")
        return "\n".join(
            (
                "id 51310000000000000000000000000001",
                f"started {started}",
                *(f"made {made} {file}" for file in files),
                *(f"autostart {unit}" for unit in self._units()),
            )
        )

    def _units(self) -> list[str]:
        """The units of the nodes that start with the PC, by the clusters that are kept."""
        vms = load_state(self._folder).vms
        return [
            f"/etc/systemd/system/edgewright-{journal.parent.name}-{name}.service"
            for journal in self._folder.glob("*/journal.jsonl")
            for name, vm in vms.items()
            if vm.autostart and (journal.parent / "keys" / name).exists()
        ]

    def descriptors(self, command: Command) -> Result:
        """The firmware that is installed (ls(1))."""
        return Result(0, f"{DESCRIPTOR}\n" if self._pc.firmware else "")

    def clusters(self, command: Command) -> Result:
        """The journals that are in the simulated PC's state folder (find(1))."""
        return Result(0, "".join(f"{path}\n" for path in self._folder.glob("*/journal.jsonl")))

    def log(self, command: Command) -> Result:
        """The kernel's log (dmesg(1))."""
        lines = [f"[    0.000000] Linux version {self._pc.kernel}"]
        if self._pc.kvm.firmware_off:
            lines.append("[    3.141592] kvm: disabled by bios")
        return Result(0, "\n".join(lines) + "\n")

    def platform(self, command: Command) -> Result:
        """What systemd-detect-virt(1) says; it ends with an error on a real PC."""
        name = self._pc.guest_of
        return Result(0, f"{name}\n") if name else Result(1, "none\n")

    def firewalld(self, command: Command) -> Result:
        """State and zone (firewall-cmd(1))."""
        firewall = self._pc.firewall
        if firewall is None or firewall.name != "firewalld":
            raise MissingTool(command.argv[0], "firewalld")
        if "--state" in command.argv:
            return Result(0, "running\n")
        target = {"accept": "ACCEPT", "drop": "DROP", "reject": "default"}[firewall.forward]
        return Result(0, f"public (active)\n  target: {target}\n  interfaces: eth0\n")

    def iptables(self, command: Command) -> Result:
        """Only root sees the rules, so the simulated user is root where they matter."""
        firewall = self._pc.firewall
        if firewall is None or firewall.name != "iptables":
            return Result(4, "", "iptables: Permission denied (you must be root)")
        return Result(0, f"-P FORWARD {firewall.forward.upper()}\n")

    def date(self, command: Command) -> Result:
        """Seconds since 1970."""
        return Result(0, f"{_NOW + round(self._pc.seconds_ahead)}\n")

    def chrony(self, command: Command) -> Result:
        """How far the clock is off (chronyc(1))."""
        ahead = self._pc.seconds_ahead
        way = "fast" if ahead > 0 else "slow"
        return Result(0, f"System time     : {abs(ahead):.9f} seconds {way} of NTP time\n")

    def timedatectl(self, command: Command) -> Result:
        """Whether the clock is kept right."""
        return Result(0, "Timezone=Etc/UTC\nNTP=yes\nNTPSynchronized=yes\n")

    def processes(self, command: Command) -> Result:
        """Names of processes (ps(1))."""
        return Result(0, "\n".join(("systemd", "sshd", *self._pc.programs)) + "\n")

    def connectivity(self, command: Command) -> Result:
        """What NetworkManager has found (nmcli(1))."""
        return Result(0, f"{self._pc.connectivity}\n")

    def architecture(self, command: Command) -> Result:
        """The kernel's word for the machine (uname(1))."""
        return Result(0, f"{self._pc.architecture}\n")

    def ip(self, command: Command) -> Result:
        """See `pc_network`."""
        return ip(self._pc, command)

    def ping(self, command: Command) -> Result:
        """See `pc_network`."""
        return ping(self._pc, command)

    def qemu(self, command: Command) -> Result:
        """See `pc_qemu`."""
        return qemu(self._pc, command)
