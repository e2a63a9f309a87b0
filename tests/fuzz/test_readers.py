"""Whatever a file holds: each reader returns, or raises one of our own errors without a secret.

2,000 inputs for each reader in the normal run, 100,000 in `dev.py test --long`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from installer.bundle.manifest import parse_manifest
from installer.config.load import load_config
from installer.config.template import commented_yaml
from installer.engine.join_seal import read_sealed, seal
from installer.engine.journal import Journal
from installer.engine.proposal import default_cluster
from installer.engine.records import FILE_NAME
from installer.engine.store import StateFolder, recorded_run
from installer.errors import EdgewrightError
from installer.importer.reading import read_bytes
from installer.importer.translation import translate
from installer.simulator.bundle import simulated_bundle
from installer.simulator.scenario import Scenario
from tests.fuzz.mutator import Mutator
from tests.helpers.long import LONG, count
from tests.helpers.simulated import demo_config, session_in
from tests.unit.importer.cases import CASES, content

CANARY = "c4n4ry-5e1f-never-to-be-seen"
SECRET_NAMES = "ClientSecret|ClusterJoinToken|DiscoveryTokenHash|CertificateKey|Password|password"
COUNT = count(2_000, 100_000)

pytestmark = pytest.mark.timeout(7200 if LONG else 300)


def judge(read: Callable[[bytes], str], files: Iterator[bytes]) -> int:
    """Read all files; how many were refused.  What is returned may hold no secret either."""
    refused = mute = 0
    for data in files:
        try:
            said = read(data)
        except EdgewrightError as error:
            refused += 1
            said = f"{error.brief}\n{error.details}\n{error.advice}"
            mute += not (error.code and error.advice)
        assert CANARY not in said, data
    assert not mute, "an error without a code or without advice"
    return refused


def test_cluster_files(tmp_path: Path) -> None:
    proxy = f"http://user:{CANARY}@proxy.example:3128"
    text = commented_yaml(default_cluster("demo"))
    corpus = [
        text,
        default_cluster("demo").to_yaml(),
        text.replace("  network:", f"  password: {CANARY}\n  network:", 1),
        text.replace("  network:", f"  network:\n    proxy: {{https: '{proxy}'}}", 1),
        f"{text}clientSecret: {CANARY}\n",
    ]
    assert sum(CANARY in sample for sample in corpus) == 3

    def read(data: bytes) -> str:
        (tmp_path / "cluster.yaml").write_bytes(data)
        load_config(tmp_path / "cluster.yaml").to_yaml()
        return ""

    mutator = Mutator([sample.encode() for sample in corpus], f"[^\n]*{CANARY}[^\n]*", seed=1)
    assert judge(read, mutator.files(COUNT)) > COUNT // 4


def test_join_files() -> None:
    secret = json.dumps({"token": CANARY}).encode()
    text = seal({"cluster": "demo", "id": "abcdef"}, secret, "four words of no sense", cost=2**10)

    def read(data: bytes) -> str:
        return str(read_sealed(data).head)

    assert judge(read, Mutator([text.encode()], "abcdef", seed=7).files(COUNT)) > COUNT // 2


def _with_canaries(raw: bytes) -> bytes:
    """The file with another secret in each place where one stands."""
    pattern = rf'("(?:{SECRET_NAMES})"\s*:\s*")[^"\\]+(")'
    return re.sub(pattern.encode(), rb"\g<1>" + CANARY.encode() + rb"\2", raw)


def test_files_of_the_other_product() -> None:
    corpus = [_with_canaries(content(case)) for case in CASES.values()]
    assert sum(CANARY.encode() in sample for sample in corpus) >= 5

    def read(data: bytes) -> str:
        imported = read_bytes(data)
        translation = translate(imported)
        said = json.dumps(imported.record(translation.notes), ensure_ascii=False)
        written = translation.to_yaml("x.json") if translation.cluster is not None else ""
        return said + written + "\n".join(map(str, translation.reasons))

    mutator = Mutator(corpus, f'"[^"]*"\\s*:\\s*"{CANARY}"', seed=2)
    judge(read, mutator.files(COUNT))


async def test_manifests(tmp_path: Path) -> None:
    bundles = [await simulated_bundle(tmp_path), await simulated_bundle(tmp_path, "k3s")]
    texts = [(bundle / "manifest.json").read_text() for bundle in bundles]
    corpus = [*texts, texts[0].replace("{", f'{{"token": "{CANARY}",', 1)]
    mutator = Mutator([text.encode() for text in corpus], f'"token": "{CANARY}",', seed=3)
    refused = judge(lambda data: parse_manifest(data).to_json()[:0], mutator.files(COUNT))
    assert refused > COUNT // 2


async def test_journals(tmp_path: Path) -> None:
    session, _ = session_in(tmp_path / "pc", Scenario(title="x"))
    await session.apply(demo_config(), bundle=await simulated_bundle(tmp_path / "pc"))
    journal = (tmp_path / "pc" / "demo" / FILE_NAME).read_bytes()
    secret = f'"proxyPassword":"{CANARY}",'.encode()
    corpus = [
        journal,
        b"".join(journal.splitlines(keepends=True)[:12]),
        journal.replace(b'"nodes":[{', b'"nodes":[{' + secret, 1),
        journal.replace(b'"network":{', b'"network":{' + secret, 1),
    ]
    assert sum(secret in sample for sample in corpus) == 2
    store = StateFolder(tmp_path / "state")
    place = tmp_path / "state" / "demo"
    place.mkdir(parents=True)

    def read(data: bytes) -> str:
        (place / FILE_NAME).write_bytes(data)
        assert store.names() == ("demo",)
        store.begun("demo")
        found = Journal.look(place, lambda: datetime.now(UTC))
        found.is_finished()
        found.is_removing()
        tuple(found.owned())
        run = found.run()
        if run is not None:
            recorded_run(run)
        # To open it for writing cuts a torn end off; what is left is still the same journal.
        again = Journal.open(place, lambda: datetime.now(UTC))
        again.close()
        assert again.records == found.records
        return ""

    mutator = Mutator(corpus, secret.decode(), seed=4)
    assert judge(read, mutator.files(COUNT)) > COUNT // 4
