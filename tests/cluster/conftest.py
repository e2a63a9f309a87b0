"""One real API server for all tests here; each test works in a namespace of its own."""

from __future__ import annotations

import asyncio
import json
import logging
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from installer.cluster.connection import Connection
from tests.testbed.api_server import ApiServer, build_kubeall
from tests.testbed.requirements import NoGo

WAIT_SECONDS = 30.0


@pytest.fixture(scope="session")
def server() -> Iterator[ApiServer]:
    try:
        kubeall = build_kubeall(logging.getLogger(__name__).warning)
    except NoGo as reason:
        pytest.skip(f"the API server cannot be built: {reason}")
    with tempfile.TemporaryDirectory(prefix="edgewright-api-") as folder:
        server = ApiServer(kubeall, Path(folder))
        try:
            server.start()
            yield server
        finally:
            server.stop()


@pytest.fixture
def admin(server: ApiServer) -> Iterator[Connection]:
    connection = Connection(server.admin, None)
    yield connection
    connection.close()


@pytest.fixture
def namespace(admin: Connection) -> str:
    name = f"test-{uuid.uuid4().hex[:8]}"
    create(admin, "/api/v1/namespaces", {"kind": "Namespace", "metadata": {"name": name}})
    return name


def create(connection: Connection, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Create an object."""
    answer: dict[str, Any] = json.loads(
        connection.send("POST", path, body=json.dumps(body).encode())
    )
    return answer


def pod(name: str, **spec: Any) -> dict[str, Any]:
    """A small pod."""
    container = {"name": "app", "image": "registry.example.com/app:1"}
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name},
        "spec": {"containers": [container], **spec},
    }


async def until(holds: Callable[[], object], what: str = "") -> None:
    """Wait for something; fails with the words after half a minute."""
    end = time.monotonic() + WAIT_SECONDS
    while not holds():
        assert time.monotonic() < end, f"never came: {what}"
        await asyncio.sleep(0.02)
