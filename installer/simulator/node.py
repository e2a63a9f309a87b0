"""A simulated node: it answers the scripts of `resources/node` as a real one would."""

from __future__ import annotations

import json

from installer.errors import HostUnreachable, UsageError
from installer.host.base import Command, Result
from installer.host.door import Knock, NodeEndpoint
from installer.simulator import node_k3s, node_kubeadm
from installer.simulator.node_cluster import cluster_answers, make_ticket
from installer.simulator.state import SimNodeState, SimVmState
from installer.simulator.world import READY, SimWorld

_COMMAND_SECONDS = 0.05
_FIRST_BOOT_SECONDS = 4.0
_READY_SECONDS = 12.0
_JOB_SECONDS = {**node_kubeadm.JOB_SECONDS, **node_k3s.JOB_SECONDS}
_INIT_JOBS = (node_kubeadm.INIT_JOB, node_k3s.INIT_JOB)


class SimDoor:
    """Reaches simulated nodes; a node greets when its virtual machine has booted."""

    def __init__(self, world: SimWorld) -> None:
        self._world = world

    async def knock(self, endpoint: NodeEndpoint) -> Knock:
        """See `NodeDoor.knock`."""
        await self._world.touch("node knock", _COMMAND_SECONDS)
        name = endpoint.host_key.stem
        vm = self._world.state.vms.get(name)
        if not self._world.scenario.node_answers or vm is None or not vm.running:
            return Knock.SILENT
        if not _has_passed(self._world, name, "boot"):
            return Knock.SILENT
        return Knock.GREETED

    async def open(self, endpoint: NodeEndpoint) -> SimNode:
        """See `NodeDoor.open`."""
        if await self.knock(endpoint) is not Knock.GREETED:
            raise HostUnreachable("No SSH session with the node.", details=endpoint.host_key.stem)
        return SimNode(self._world, endpoint.host_key.stem)


class SimNode:
    """The inside of a simulated virtual machine."""

    def __init__(self, world: SimWorld, name: str) -> None:
        self._world = world
        self._name = name

    async def run(self, command: Command, *, timeout: float) -> Result:
        """See `HostDriver.run`; a command that it does not know is an error, not a guess."""
        await self._world.touch(f"node {command.name or command.argv[0]}", _COMMAND_SECONDS)
        vm = self._vm()
        answers = {
            "state": self._state,
            "finish-first-boot": self._finish_first_boot,
            "add-ons": self._add_ons,
            "add-ons-ready": self._add_ons_ready,
            "shares": self._shares,
            "shares-ready": lambda _: Result(0 if vm.node.shares_ready else 3),
            "data-disk": self._prepare_data_disk,
            "grow-data-disk": self._grow_data_disk,
            "container-runtime": lambda _: Result(0, "containerd active"),
            "data-disk-ready": lambda _: Result(0 if vm.node.data_disk_ready else 1),
            "first-boot-log": lambda _: Result(0, "simulated first-boot log"),
            "job-state": self._job_state,
            **node_kubeadm.kubeadm_answers(vm.node.files, make_ticket(self._world)),
            **node_k3s.k3s_answers(make_ticket(self._world)),
            **cluster_answers(self._world),
        }
        if command.name == "job-start":
            return await self._start_job(command)
        if command.name in answers:
            return answers[command.name](command)
        if command.argv[:2] == ("sudo", "cat"):
            text = vm.node.files.get(command.argv[-1])
            return Result(0, text) if text is not None else Result(1, "", "No such file")
        raise UsageError(
            "A simulated node does not know this command.",
            details=f"{command.line}\nknown: {', '.join([*answers, 'job-start', 'cat'])}",
        )

    async def read_text(self, path: str) -> str:
        """See `HostDriver.read_text`."""
        await self._world.touch("node read", _COMMAND_SECONDS)
        try:
            return self._vm().node.files[path]
        except KeyError:
            raise FileNotFoundError(path) from None

    async def write_text(self, path: str, text: str, *, mode: int = 0o644) -> None:
        """See `HostDriver.write_text`."""
        await self._world.touch("node write", _COMMAND_SECONDS)
        with self._world.change():
            self._vm().node.files[path] = text

    async def aclose(self) -> None:
        """Nothing is held."""

    def _vm(self) -> SimVmState:
        vm = self._world.state.vms.get(self._name)
        if vm is None or not vm.running:
            raise HostUnreachable("The connection to the node was lost.", details=self._name)
        return vm

    def _state(self, _: Command) -> Result:
        node = self._vm().node
        if node.cloud_init_off:
            return Result(0, json.dumps({"status": "disabled"}))
        if not node.first_boot_done and not self._passed("first boot", _FIRST_BOOT_SECONDS):
            return Result(0, json.dumps({"status": "running"}))
        with self._world.change():
            node.first_boot_done = True
        return Result(0, json.dumps({"status": "done"}))

    def _finish_first_boot(self, _: Command) -> Result:
        with self._world.change():
            self._vm().node.cloud_init_off = True
        return Result(0)

    def _prepare_data_disk(self, _: Command) -> Result:
        with self._world.change():
            vm = self._vm()
            vm.node.data_disk_ready, vm.node.file_system_size = True, vm.data_size
        return Result(0)

    def _add_ons(self, command: Command) -> Result:
        """The objects are in the cluster from now on, whatever becomes of their files."""
        with self._world.change():
            self._vm().node.add_ons = command.arguments["FILES"].split()
        return Result(0, "serverside-applied")

    def _add_ons_ready(self, command: Command) -> Result:
        missing = set(command.arguments["FILES"].split()) - set(self._vm().node.add_ons)
        return Result(1, "", "Error from server (NotFound)") if missing else Result(0)

    def _shares(self, _: Command) -> Result:
        with self._world.change():
            self._vm().node.shares_ready = True
        return Result(0)

    def _grow_data_disk(self, _: Command) -> Result:
        with self._world.change():
            vm = self._vm()
            vm.node.file_system_size = vm.data_size
        return Result(0)

    async def _start_job(self, command: Command) -> Result:
        name = command.arguments["NAME"]
        await self._world.touch(f"job {name}")
        node = self._vm().node
        with self._world.change():
            if name in node.jobs_done:
                node.jobs_done.remove(name)
        self._world.begin((self._name, name), _JOB_SECONDS.get(name, 1.0))
        return Result(0)

    def _job_state(self, command: Command) -> Result:
        name = command.arguments["NAME"]
        node = self._vm().node
        if (self._name, name) in self._world.due:
            if not _has_passed(self._world, self._name, name):
                return Result(0, f"activating\nsimulated {name} is at work")
            del self._world.due[self._name, name]
            with self._world.change():
                self._end_job(node, name)
        state = "active" if name in node.jobs_done else "inactive"
        return Result(0, f"{state}\nsimulated {name}")

    def _end_job(self, node: SimNodeState, name: str) -> None:
        node.jobs_done.append(name)
        node.files |= node_k3s.k3s_files(name)
        node_kubeadm.end_kubeadm_job(node.files, name)
        if name in _INIT_JOBS:
            self._world.begin(READY, _READY_SECONDS)

    def _passed(self, what: str, seconds: float) -> bool:
        """Whether so many seconds have passed since this was first asked."""
        key = (self._name, what)
        if key not in self._world.due:
            self._world.begin(key, seconds)
        return self._world.clock.monotonic() >= self._world.due[key]


def _has_passed(world: SimWorld, node: str, work: str) -> bool:
    """Whether work is over; what an earlier program had begun is over by now."""
    return world.clock.monotonic() >= world.due.get((node, work), 0.0)
