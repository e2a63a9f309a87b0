"""Gathers what the boards of the console need of several kinds; blocks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import msgspec

from installer.cluster.arc_reading import read_arc
from installer.cluster.ask_around import AskAround, ServerVersion
from installer.cluster.certificates import Board
from installer.cluster.connection import Connection
from installer.cluster.overview_model import Certificate, Versions
from installer.cluster.registry import all_kinds
from installer.cluster.rows import Row
from installer.cluster.snapshot import list_once, try_list
from installer.cluster.versions import versions_of
from installer.errors import EdgewrightError

_READERS = 8
_HOOKS = ("validatingwebhooks", "mutatingwebhooks")


def node_rows(connection: Connection, around: AskAround) -> tuple[Row, ...]:
    """The nodes; raises ClusterRefused, HostUnreachable, UsageError, msgspec.DecodeError."""
    return list_once(connection, all_kinds()["nodes"], around).rows


def gather_versions(connection: Connection, around: AskAround) -> Versions:
    """Versions of the server and of the nodes; errors as of `node_rows`."""
    answer = msgspec.json.decode(connection.get("/version"), type=ServerVersion)
    return versions_of(answer.git_version, node_rows(connection, around))


def gather_certificates(
    connection: Connection, around: AskAround, now: float
) -> tuple[Certificate, ...]:
    """Everything that expires; raises nothing."""
    with ThreadPoolExecutor(_READERS, thread_name_prefix="certificates") as pool:
        board = Board(now, pool)
        try:
            credentials = connection.credentials
        except EdgewrightError as error:
            board.add_missing("client", error.brief)
            return board.all()
        board.add_api_server(credentials.server)
        board.add_client(credentials.certificate)
        if (expires := read_arc(connection, now).certificate_expires) is not None:
            board.add_known("arc", "Azure Arc", expires)
        kinds = all_kinds()
        for name in ("nodes", "secrets", *_HOOKS):
            rows, state = try_list(connection, kinds[name], around, now)
            if rows is None:
                board.add_missing(name, state.text)
            elif name == "nodes":
                columns = [column.name for column in kinds[name].columns]
                board.add_nodes(rows, columns.index("INTERNAL-IP"))
            elif name == "secrets":
                board.add_secrets(rows)
            else:
                board.add_hooks(rows, kinds[name].word)
        return board.all()
