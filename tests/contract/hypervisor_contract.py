"""What every hypervisor must do, whatever it is made of: one suite for all of them.

A test module takes part by a class of its own and three fixtures:

    class TestMyHypervisor(HypervisorContract): ...

    make_hypervisor   a function that gives a new object over the same machine each time, as if
                      the program had been started anew
    vm                a VmSpec that can be started
    image             a node image in the hypervisor's format
"""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from installer.errors import ForeignResource, VmNotStarted
from installer.hypervisors.base import Hypervisor, Medium, VmPower, VmSpec
from installer.units import MIB, Size

MakeHypervisor = Callable[[], Hypervisor]
Make = Callable[[VmSpec], Awaitable[list[str]]]
_ROOT, _DATA = Size(96 * MIB), Size(64 * MIB)

VERBS: dict[str, Callable[[Hypervisor, VmSpec, Path], Awaitable[object]]] = {
    "describe": lambda hypervisor, vm, _: hypervisor.describe(vm),
    "create": lambda hypervisor, vm, file: hypervisor.create(
        vm, image=file, root_size=_ROOT, data_size=_DATA, report=lambda _: None
    ),
    "created": lambda hypervisor, vm, _: hypervisor.created(vm),
    "attach": lambda hypervisor, vm, file: hypervisor.attach(vm, Medium.SEED, file),
    "eject": lambda hypervisor, vm, _: hypervisor.eject(vm, Medium.SEED),
    "attached": lambda hypervisor, vm, _: hypervisor.attached(vm, Medium.SEED),
    "halted": lambda hypervisor, vm, _: hypervisor.halted(vm),
    "start": lambda hypervisor, vm, _: hypervisor.start(vm),
    "stop": lambda hypervisor, vm, _: hypervisor.stop(vm, grace=0),
    "delete": lambda hypervisor, vm, _: hypervisor.delete(vm),
    "evidence": lambda hypervisor, vm, _: hypervisor.evidence(vm),
    "set_autostart on": lambda hypervisor, vm, _: hypervisor.set_autostart(vm, enabled=True),
    "set_autostart off": lambda hypervisor, vm, _: hypervisor.set_autostart(vm, enabled=False),
    "configure": lambda hypervisor, vm, _: hypervisor.configure(vm),
    "data_size": lambda hypervisor, vm, _: hypervisor.data_size(vm),
    "grow_data": lambda hypervisor, vm, _: hypervisor.grow_data(vm, Size(2 * _DATA)),
    "snapshots": lambda hypervisor, vm, _: hypervisor.snapshots(vm),
    "take_snapshot": lambda hypervisor, vm, _: hypervisor.take_snapshot(vm, "old"),
    "return_to_snapshot": lambda hypervisor, vm, _: hypervisor.return_to_snapshot(vm, "old"),
    "delete_snapshot": lambda hypervisor, vm, _: hypervisor.delete_snapshot(vm, "old"),
}
HARMLESS_WHEN_ABSENT = (
    "halted",
    "eject",
    "stop",
    "delete",
    "evidence",
    "set_autostart off",
    "snapshots",
    "delete_snapshot",
)


class HypervisorContract:
    """The suite; see the module."""

    @pytest.fixture
    def hypervisor(self, make_hypervisor: MakeHypervisor) -> Hypervisor:
        return make_hypervisor()

    @pytest.fixture
    def make(self, hypervisor: Hypervisor, image: Path) -> Make:
        async def make(vm: VmSpec) -> list[str]:
            words: list[str] = []
            await hypervisor.create(
                vm, image=image, root_size=_ROOT, data_size=_DATA, report=words.append
            )
            return words

        return make

    @pytest.fixture
    def disc(self, tmp_path: Path) -> Callable[[Medium], Path]:
        def disc(medium: Medium) -> Path:
            path = tmp_path / f"source-{medium}"
            path.write_bytes(b"disc".ljust(64 * 1024, b"\0"))
            return path

        return disc

    def test_has_a_name_and_an_image_format(self, hypervisor: Hypervisor) -> None:
        assert hypervisor.name
        assert hypervisor.image_format

    async def test_a_vm_that_was_never_made_is_absent(
        self, hypervisor: Hypervisor, vm: VmSpec
    ) -> None:
        assert await hypervisor.describe(vm) is VmPower.ABSENT
        assert not await hypervisor.created(vm)
        assert not await hypervisor.attached(vm, Medium.SEED)

    @pytest.mark.parametrize("verb", HARMLESS_WHEN_ABSENT)
    async def test_nothing_happens_when_the_vm_is_absent(
        self, hypervisor: Hypervisor, vm: VmSpec, tmp_path: Path, verb: str
    ) -> None:
        await VERBS[verb](hypervisor, vm, tmp_path)
        assert await hypervisor.describe(vm) is VmPower.ABSENT

    async def test_an_absent_vm_cannot_be_started(self, hypervisor: Hypervisor, vm: VmSpec) -> None:
        with pytest.raises(VmNotStarted):
            await hypervisor.start(vm)
        assert await hypervisor.describe(vm) is VmPower.ABSENT

    async def test_a_made_vm_is_whole_and_stopped(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make
    ) -> None:
        words = await make(vm)
        assert all(words)
        assert await hypervisor.created(vm)
        assert await hypervisor.describe(vm) is VmPower.STOPPED
        assert not any([await hypervisor.attached(vm, medium) for medium in Medium])

    async def test_making_a_vm_again_changes_nothing(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make, disc: Callable[[Medium], Path]
    ) -> None:
        await make(vm)
        await hypervisor.attach(vm, Medium.SEED, disc(Medium.SEED))
        await hypervisor.start(vm)
        await make(vm)
        assert await hypervisor.describe(vm) is VmPower.RUNNING
        assert await hypervisor.attached(vm, Medium.SEED)

    async def test_starts_and_stops_however_often_it_is_asked(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make
    ) -> None:
        await make(vm)
        for _ in range(2):
            for _ in range(2):
                await hypervisor.start(vm)
                assert await hypervisor.describe(vm) is VmPower.RUNNING
            for _ in range(2):
                await hypervisor.stop(vm, grace=0)
                assert await hypervisor.describe(vm) is VmPower.STOPPED
        assert await hypervisor.created(vm)

    async def test_a_second_program_finds_the_vm_as_the_first_left_it(
        self, make_hypervisor: MakeHypervisor, vm: VmSpec, make: Make
    ) -> None:
        await make(vm)
        await make_hypervisor().start(vm)
        assert await make_hypervisor().describe(vm) is VmPower.RUNNING
        assert await make_hypervisor().created(vm)
        await make_hypervisor().stop(vm, grace=0)
        assert await make_hypervisor().describe(vm) is VmPower.STOPPED

    @pytest.mark.parametrize("running", [False, True], ids=["stopped", "running"])
    async def test_a_medium_goes_and_the_other_stays(
        self,
        hypervisor: Hypervisor,
        vm: VmSpec,
        make: Make,
        disc: Callable[[Medium], Path],
        running: bool,
    ) -> None:
        await make(vm)
        for medium in Medium:
            await hypervisor.attach(vm, medium, disc(medium))
        if running:
            await hypervisor.start(vm)
        for _ in range(2):
            await hypervisor.eject(vm, Medium.SEED)
            assert not await hypervisor.attached(vm, Medium.SEED)
            assert await hypervisor.attached(vm, Medium.PAYLOAD)
        power = VmPower.RUNNING if running else VmPower.STOPPED
        assert await hypervisor.describe(vm) is power

    async def test_a_medium_stays_over_stop_and_start(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make, disc: Callable[[Medium], Path]
    ) -> None:
        await make(vm)
        await hypervisor.attach(vm, Medium.PAYLOAD, disc(Medium.PAYLOAD))
        await hypervisor.start(vm)
        await hypervisor.stop(vm, grace=0)
        await hypervisor.start(vm)
        assert await hypervisor.attached(vm, Medium.PAYLOAD)

    async def test_a_medium_can_be_replaced_and_attached_again(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make, disc: Callable[[Medium], Path]
    ) -> None:
        await make(vm)
        await hypervisor.attach(vm, Medium.PAYLOAD, disc(Medium.PAYLOAD))
        await hypervisor.attach(vm, Medium.PAYLOAD, disc(Medium.PAYLOAD))
        assert await hypervisor.attached(vm, Medium.PAYLOAD)
        await hypervisor.eject(vm, Medium.PAYLOAD)
        await hypervisor.attach(vm, Medium.PAYLOAD, disc(Medium.PAYLOAD))
        assert await hypervisor.attached(vm, Medium.PAYLOAD)

    async def test_a_running_vm_can_be_deleted_and_made_again(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make, disc: Callable[[Medium], Path]
    ) -> None:
        await make(vm)
        await hypervisor.attach(vm, Medium.SEED, disc(Medium.SEED))
        await hypervisor.start(vm)
        for _ in range(2):
            await hypervisor.delete(vm)
            assert await hypervisor.describe(vm) is VmPower.ABSENT
            assert not await hypervisor.created(vm)
            assert not await hypervisor.attached(vm, Medium.SEED)
        await make(vm)
        assert await hypervisor.describe(vm) is VmPower.STOPPED

    @pytest.mark.parametrize("verb", VERBS)
    async def test_the_vm_of_another_owner_is_never_touched(
        self,
        hypervisor: Hypervisor,
        vm: VmSpec,
        make: Make,
        disc: Callable[[Medium], Path],
        image: Path,
        verb: str,
    ) -> None:
        await make(vm)
        await hypervisor.attach(vm, Medium.SEED, disc(Medium.SEED))
        await hypervisor.start(vm)
        stranger = dataclasses.replace(vm, owner="somebody-else")
        file = image if verb == "create" else disc(Medium.PAYLOAD)
        with pytest.raises(ForeignResource):
            await VERBS[verb](hypervisor, stranger, file)
        assert file.exists()
        assert await hypervisor.describe(vm) is VmPower.RUNNING
        assert await hypervisor.attached(vm, Medium.SEED)

    async def test_two_vms_do_not_disturb_each_other(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make
    ) -> None:
        other = dataclasses.replace(vm, name=f"{vm.name}-2", mac="52:54:00:00:00:02", forwards=())
        vm = dataclasses.replace(vm, forwards=())
        await make(vm)
        await make(other)
        await hypervisor.start(vm)
        await hypervisor.start(other)
        await hypervisor.delete(vm)
        assert await hypervisor.describe(vm) is VmPower.ABSENT
        assert await hypervisor.describe(other) is VmPower.RUNNING
        await hypervisor.stop(other, grace=0)

    async def test_autostart_goes_on_and_off_without_starting_anything(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make
    ) -> None:
        await make(vm)
        for enabled in (True, True, False, False):
            assert isinstance(await hypervisor.set_autostart(vm, enabled=enabled), str)
            assert await hypervisor.describe(vm) is VmPower.STOPPED

    async def test_evidence_can_be_asked_for_at_any_time(
        self, hypervisor: Hypervisor, vm: VmSpec, make: Make
    ) -> None:
        await make(vm)
        assert isinstance(await hypervisor.evidence(vm), str)
        await hypervisor.start(vm)
        assert isinstance(await hypervisor.evidence(vm), str)
