from __future__ import annotations

from installer.facts.leftovers import FACT, Leftovers, RunningVm
from installer.host.base import Result
from tests.unit.facts.scripted import STATE, ScriptedHost, target

PID_FILE = f"{STATE}/demo/vm/demo-node/qemu.pid"


def pc(listing: str, files: dict[str, str | Exception]) -> ScriptedHost:
    return ScriptedHost({f"find -H {STATE}": Result(0, listing)}, files)


async def look(host: ScriptedHost) -> Leftovers:
    return FACT.parse(await FACT.read(target(host)))


async def test_without_a_state_folder_nothing_is_left() -> None:
    host = ScriptedHost({f"find -H {STATE}": Result(1, "", "find: no such file")})
    assert await look(host) == Leftovers((), ())


async def test_a_running_node_is_known_by_its_process() -> None:
    host = pc(
        f"{STATE}/demo/journal.jsonl\n{PID_FILE}\n",
        {
            PID_FILE: "4711\n",
            "/proc/4711/cmdline": f"qemu-system-x86_64\0-pidfile\0{PID_FILE}\0-daemonize\0",
        },
    )
    assert await look(host) == Leftovers(("demo",), (RunningVm("demo", "demo-node", 4711),))


async def test_a_process_that_ends_while_we_look_does_not_run() -> None:
    listing = f"{STATE}/demo/journal.jsonl\n{PID_FILE}\n"
    for error in (ProcessLookupError(), FileNotFoundError(), PermissionError()):
        host = pc(listing, {PID_FILE: "4711\n", "/proc/4711/cmdline": error})
        assert await look(host) == Leftovers(("demo",), ())


async def test_what_is_no_number_is_never_made_into_a_path() -> None:
    host = pc(PID_FILE, {PID_FILE: "../../etc"})
    assert await look(host) == Leftovers((), ())
    assert not any(path.startswith("/proc") for path in host.asked)
