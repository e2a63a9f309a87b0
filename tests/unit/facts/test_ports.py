from __future__ import annotations

from installer.facts.ports import FACT
from tests.unit.facts.scripted import ScriptedHost, target

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue"
LISTENING = "   0: 0100007F:192B 00000000:0000 0A 00000000:00000000 00:00000000"
BOUND = "   0: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000"


async def test_the_tables_that_there_are_are_read() -> None:
    host = ScriptedHost(
        files={"/proc/net/tcp": f"{HEAD}\n{LISTENING}\n", "/proc/net/udp": f"{HEAD}\n{BOUND}\n"}
    )
    ports = FACT.parse(await FACT.read(target(host)))
    assert ports.tcp == {6443}
    assert ports.udp == {53}
    assert host.asked == [f"/proc/net/{name}" for name in ("tcp", "tcp6", "udp", "udp6")]
