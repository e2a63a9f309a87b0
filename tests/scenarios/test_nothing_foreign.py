"""Whatever else lies and runs on the PC under similar names: it is never touched."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from installer.errors import ForeignResource, StepFailed
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import Scenario
from installer.simulator.state import SimVmState
from tests.helpers.simulated import demo_config, installed_wholly, session_in, things_left

# Names that are ours, nearly ours, or of another product.
_NAMES = st.sampled_from(
    ["demo", "demo-node", "demo-node-1", "demo-nod", "demo2", "Demo", "edgewright-demo", "minikube"]
)
_FILES = st.dictionaries(_NAMES.filter(lambda name: name != "demo"), st.binary(max_size=64))
_VMS = st.sets(_NAMES, max_size=4)


def _foreign_files(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        place = folder / name / "vm"
        place.mkdir(parents=True)
        (place / "root.qcow2").write_bytes(content)


def _contents(folder: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: (folder / name / "vm" / "root.qcow2").read_bytes() for name in files}


async def _install_and_remove(folder: Path, vms: set[str], files: dict[str, bytes]) -> None:
    session, world = session_in(folder, Scenario(title="x"))
    foreign = {name: SimVmState(owner="somebody-else", created=True, running=True) for name in vms}
    with world.change() as state:
        state.vms.update(foreign)
    _foreign_files(folder, files)
    bundle = await simulated_bundle(folder)
    if "demo-node" in vms:
        # Only a machine of exactly our name stands in the way, and it is said to be foreign.
        with pytest.raises(StepFailed) as caught:
            await session.apply(demo_config(), bundle=bundle)
        assert isinstance(caught.value.causes[0], ForeignResource)
    else:
        await session.apply(demo_config(), bundle=bundle)
        installed_wholly(folder, world)
        await session.remove("demo", even_finished=True)
        left = {name.split("/")[0] for name in things_left(folder, world)}
        assert left <= set(files) | vms
    assert {name: world.state.vms[name] for name in vms} == foreign
    assert _contents(folder, files) == files


@settings(max_examples=25)
@given(vms=_VMS, files=_FILES)
def test_foreign_machines_and_files_stay_as_they_are(
    vms: set[str], files: dict[str, bytes]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_install_and_remove(Path(folder), vms, files))
