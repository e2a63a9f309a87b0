"""Reads all pods of a cluster once, in one of three ways, and tells the time and the memory.

Started as a process of its own by `real_console`: READER KUBECONFIG COUNT.
"""

from __future__ import annotations

import asyncio
import gc
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from kubernetes import client, config

from installer.clock import SystemClock
from installer.cluster.connection import Connection
from installer.cluster.lister import PAGE
from installer.cluster.live import LiveConsole
from installer.cluster.states import Delta, FeedWord


async def rows(kubeconfig: Path) -> int:
    """As the window does: a followed list that is live."""
    console = LiveConsole(Connection(kubeconfig, None), "bench", SystemClock())
    live = asyncio.Event()

    def look(delta: Delta) -> None:
        if delta.state.word is FeedWord.LIVE:
            live.set()

    follower = console.follow("pods", look)
    await live.wait()
    found = len(follower.rows)
    console.close()
    return found


def typed(kubeconfig: Path) -> int:
    """The typed client, page by page, keeping its objects."""
    config.load_kube_config(str(kubeconfig))
    found: list[Any] = []
    following = None
    while True:
        page: Any = client.CoreV1Api().list_pod_for_all_namespaces(limit=PAGE, _continue=following)
        found += page.items
        following = page.metadata._continue
        if not following:
            return len(found)


def bare(kubeconfig: Path) -> int:
    """The bytes alone, looked at only for where the next page starts."""
    connection = Connection(kubeconfig, None)
    found, following = 0, ""
    while True:
        query: dict[str, str | int] = {"limit": PAGE}
        if following:
            query["continue"] = following
        data = connection.get("/api/v1/pods", query)
        found += data.count(b'"containerStatuses"')
        _, _, rest = data[:400].partition(b'"continue":"')
        following = rest.partition(b'"')[0].decode()
        if not following:
            return found


def main(argv: list[str]) -> None:
    """Read, and print one JSON object."""
    reader, kubeconfig, count = argv[1], Path(argv[2]), int(argv[3])
    gc.collect()
    started, cpu = time.perf_counter(), time.process_time()
    if reader == "rows":
        found = asyncio.run(rows(kubeconfig))
    else:
        found = {"typed": typed, "bare": bare}[reader](kubeconfig)
    seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
    assert found == count, f"{found} of {count} pods were read"
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "mib": mib}))


if __name__ == "__main__":
    main(sys.argv)
