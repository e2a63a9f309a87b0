from __future__ import annotations

from hypothesis import given

from installer.config.load import parse_config
from installer.config.model import EdgeCluster
from installer.config.outline import all_places
from installer.config.template import commented_yaml
from tests.unit.config.samples import AUTHORITY, FULL, GOOD
from tests.unit.config.strategies import clusters


@given(clusters)
def test_the_commented_file_reads_back_as_the_same_cluster(cluster: EdgeCluster) -> None:
    assert parse_config(commented_yaml(cluster), "text") == cluster


def test_every_key_stands_below_one_line_that_explains_it() -> None:
    lines = [line.strip() for line in commented_yaml(parse_config(FULL, "text")).splitlines()]
    for key, _ in all_places(EdgeCluster):
        first = next(
            n for n, line in enumerate(lines) if line.removeprefix("- ").startswith(f"{key}:")
        )
        assert lines[first - 1].startswith("# "), key
        assert lines[first - 2].startswith("# ") is (first == 2), key


def test_keys_without_a_value_are_shown_too() -> None:
    text = commented_yaml(parse_config(GOOD, "text"))
    wanted = (
        *("  version: null\n", "    dns: []\n", "    proxy: null\n", "    ports: []\n"),
        *("      labels: {}\n", "    lan: null\n", "    mirrors: {}\n", "  arc: null\n"),
    )
    for line in wanted:
        assert line in text


def test_a_second_entry_of_a_list_is_not_explained_again() -> None:
    text = commented_yaml(parse_config(FULL, "text"))
    assert text.count("# Port of this PC.\n") == 1
    assert text.count("# Number of virtual CPUs.\n") == 1
    assert "      - host: 8443\n        node: 443\n" in text


def test_lines_are_short_enough_for_a_terminal() -> None:
    text = commented_yaml(parse_config(FULL, "text"))
    assert max(map(len, text.splitlines())) <= 100


def test_a_certificate_is_written_as_the_block_that_it_is() -> None:
    cluster = parse_config(FULL, "text")
    assert cluster.spec.registries.certificate_authority == AUTHORITY
    for text in (commented_yaml(cluster), cluster.to_yaml()):
        assert "certificateAuthority: |\n      -----BEGIN CERTIFICATE-----\n" in text
