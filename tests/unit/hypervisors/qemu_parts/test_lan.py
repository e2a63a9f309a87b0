"""The star of sockets between virtual machines: who is joined with whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from installer.hypervisors.base import VmLan
from installer.hypervisors.qemu_parts.lan import FOLDER_NUMBER, lan_options
from tests.helpers.vms import NODE_VM

MAX_PATH = 107  # unix(7): sun_path has 108 bytes and ends with a zero
LONGEST = "n" * 63  # a label of DNS


def _options(name: str, members: tuple[str, ...]) -> list[str]:
    lan = VmLan(mac="52:54:00:12:34:81", members=members)
    return list(lan_options(replace(NODE_VM, name=name, lan=lan)))


def _lines(name: str, members: tuple[str, ...]) -> set[tuple[str, str]]:
    """The sockets of a VM with those that they talk to, as paths below the folder of all VMs."""
    found = set()
    for option in _options(name, members):
        fields = dict(field.partition("=")[::2] for field in option.split(","))
        if "local.path" in fields:
            remote = fields["remote.path"].removeprefix(f"/proc/self/fd/{FOLDER_NUMBER}/")
            found.add((f"{name}/{fields['local.path']}", remote))
    return found


def test_a_vm_that_is_alone_has_no_second_card() -> None:
    assert list(lan_options(NODE_VM)) == []


@pytest.mark.parametrize("count", [1, 2, 3, 15])
def test_every_socket_has_its_counterpart_and_all_lead_to_the_first(count: int) -> None:
    members = tuple(f"node-{number}" for number in range(1, count + 1))
    lines = {name: _lines(name, members) for name in members}
    middle = lines.pop("node-1")
    assert len(middle) == count - 1
    assert {(remote, own) for own, remote in middle} == set().union(*lines.values())
    assert all(len(line) == 1 for line in lines.values())


@pytest.mark.parametrize("count", [1, 2, 15])
def test_the_hub_has_the_card_and_one_port_for_each_further_vm(count: int) -> None:
    members = tuple(f"node-{number}" for number in range(1, count + 1))
    hub = [option for option in _options("node-1", members) if option.startswith("hubport")]
    assert len(hub) == count
    assert not any(
        "hubport" in option for name in members[1:] for option in _options(name, members)
    )


def test_paths_fit_into_a_socket_address_whatever_the_names_are() -> None:
    members = tuple(f"{LONGEST[:-2]}{number:02}" for number in range(15))
    for name in members:
        for option in _options(name, members):
            for field in option.split(","):
                if field.startswith(("local.path=", "remote.path=")):
                    assert len(field.partition("=")[2]) <= MAX_PATH


def test_a_comma_in_a_name_does_not_end_the_path() -> None:
    [option] = [o for o in _options("b", ("a,x=y", "b")) if o.startswith("dgram")]
    assert option.endswith("/a,,x=y/lan-1.sock")
