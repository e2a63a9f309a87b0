"""Facts about Linux and its surroundings: where they look, and what they do without it."""

from __future__ import annotations

from typing import Any

import pytest

from installer.errors import CommandTimeout, MissingTool
from installer.facts import (
    cgroups,
    clock,
    connectivity,
    firewall,
    links,
    modules,
    programs,
    proxy,
    resolver,
)
from installer.facts.base import FactSpec
from installer.host.base import Result
from tests.unit.facts.scripted import ScriptedHost, target

MISSING = MissingTool("tool", "package")
LATE = CommandTimeout("too long")
NO_FIREWALL: dict[str, Result | Exception] = {"firewall-cmd": MISSING, "iptables": MISSING}


async def look(fact: FactSpec[Any], host: ScriptedHost) -> Any:
    return fact.parse(await fact.read(target(host)))


async def test_of_the_kernels_options_only_those_about_cgroups_are_kept() -> None:
    files = {
        "/proc/cgroups": "#name\th\tn\tenabled\nmemory\t0\t1\t0\n",
        "/proc/cmdline": "root=/dev/sda password=x cgroup_disable=memory\n",
    }
    text = await cgroups.FACT.read(target(ScriptedHost(files=files)))
    assert "password" not in text
    assert cgroups.FACT.parse(text) == cgroups.Cgroups(1, False, ("cgroup_disable=memory",))


async def test_modules_are_looked_up_for_the_running_kernel() -> None:
    files = {
        "/proc/sys/kernel/osrelease": "6.1.0-32-amd64\n",
        "/lib/modules/6.1.0-32-amd64/modules.dep": "kernel/fs/overlayfs/overlay.ko: x.ko\n"
        "kernel/drivers/net/vxlan/vxlan.ko.xz:\nkernel/fs/ext4/ext4.ko:\n",
        "/lib/modules/6.1.0-32-amd64/modules.builtin": "kernel/net/netfilter/nf_tables.ko\n",
    }
    found = await look(modules.FACT, ScriptedHost(files=files))
    assert (found.listed, found.missing) == (True, ("br_netfilter",))


async def test_ufw_is_judged_by_its_files_which_everybody_may_read() -> None:
    files = {
        "/etc/ufw/ufw.conf": "ENABLED=yes\n",
        "/etc/default/ufw": 'DEFAULT_FORWARD_POLICY="DROP"\n',
    }
    found = await look(firewall.FACT, ScriptedHost(NO_FIREWALL, files))
    assert found == firewall.Firewall("ufw", "drop")


@pytest.mark.parametrize("trouble", [MISSING, LATE, Result(253, "", "Authorization failed.")])
async def test_a_firewall_that_does_not_answer_is_not_on(trouble: Result | Exception) -> None:
    host = ScriptedHost({"firewall-cmd": trouble, "iptables": trouble})
    assert await look(firewall.FACT, host) == firewall.Firewall()


async def test_a_zone_that_is_shown_to_root_only_is_unknown() -> None:
    host = ScriptedHost(
        {
            **NO_FIREWALL,
            "firewall-cmd --state": Result(0, "running\n"),
            "firewall-cmd --list-all": Result(253, "", "Authorization failed."),
        }
    )
    assert await look(firewall.FACT, host) == firewall.Firewall("firewalld", "unknown")


async def test_every_interface_is_asked_for_its_state() -> None:
    files = {
        "/proc/net/dev": "Inter-|\n face |\n    lo: 1 2\n  eth0: 1 2\n eth1:12345 2\n",
        "/proc/net/route": "Iface Destination ...\n",
        "/sys/class/net/eth0/operstate": "down\n",
    }
    found = await look(links.FACT, ScriptedHost(files=files))
    assert [(link.name, link.up) for link in found] == [("eth0", False), ("eth1", True)]


async def test_a_pc_without_settings_for_names_asks_nobody() -> None:
    assert await look(resolver.FACT, ScriptedHost()) == ()


async def test_user_and_password_of_a_proxy_are_forgotten_at_once() -> None:
    said = "http http://ann:pa55@proxy:3128\nhttps https://tok@proxy\nexempt a@b\n"
    text = await proxy.FACT.read(target(ScriptedHost({"sh -c": Result(0, said)})))
    assert proxy.FACT.parse(text) == proxy.ProxySettings(
        "http://proxy:3128", "https://proxy", "a@b"
    )
    assert "pa55" not in text


@pytest.mark.parametrize("trouble", [MISSING, LATE])
async def test_a_clock_without_a_time_service_still_has_a_date(trouble: Exception) -> None:
    host = ScriptedHost(
        {"date +%s": Result(0, "1779984000\n"), "chronyc": trouble, "timedatectl": trouble}
    )
    assert await look(clock.FACT, host) == clock.PcClock("2026-05-28", None, None)


async def test_of_all_processes_only_the_known_ones_are_kept() -> None:
    host = ScriptedHost({"ps -e": Result(0, "systemd\nk3s-server  \nmy-diary\n")})
    assert await programs.FACT.read(target(host)) == "k3s-server"


@pytest.mark.parametrize("fact", [programs.FACT, connectivity.FACT], ids=lambda fact: fact.id)
async def test_a_missing_program_is_no_error(fact: FactSpec[Any]) -> None:
    await look(fact, ScriptedHost({"ps": MISSING, "nmcli": MISSING}))
