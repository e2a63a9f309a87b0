"""The words of the command line for bundles, and for simulated PCs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from installer.cli.parser import Commands


def add_bundle(
    commands: Commands[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    fmt: argparse.ArgumentParser,
) -> None:
    """Add bundle; `common` and `fmt` are options that others have too."""
    bundle = commands.add_parser("bundle", help="build, check or show an offline bundle")
    verbs = bundle.add_subparsers(dest="verb", metavar="VERB", required=True)
    build = verbs.add_parser("build", parents=[common], help="make a bundle")
    build.add_argument("-o", "--output", type=Path, metavar="DIR", required=True)
    image = build.add_mutually_exclusive_group(required=True)
    image.add_argument("--node-image", type=Path, metavar="FILE", help="a qcow2 image")
    image.add_argument(
        "--image-from-debian", action="store_true", help="build the image from Debian packages"
    )
    build.add_argument(
        "--binary",
        action="append",
        default=[],
        metavar="FILE[=NAME,NAME]",
        help="a program, with the names under which it serves; may be given again",
    )
    build.add_argument(
        "--images",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="an archive of container images; may be given again",
    )
    build.add_argument(
        "--distribution", choices=("kubeadm", "k3s"), default="kubeadm", help="kind of Kubernetes"
    )
    build.add_argument("--kubernetes-version", metavar="vX.Y.Z[+k3sN]", required=True)
    new_key = verbs.add_parser("new-key", parents=[common], help="make a key that signs bundles")
    new_key.add_argument("-o", "--output", type=Path, metavar="FILE", required=True)
    sign = verbs.add_parser("sign", parents=[common], help="sign a bundle with a key")
    sign.add_argument("folder", type=Path, metavar="DIR")
    sign.add_argument("--key", type=Path, metavar="FILE", required=True, help="of new-key")
    trust = verbs.add_parser(
        "trust", parents=[common, fmt], help="take only bundles of keys that this PC trusts"
    )
    way = trust.add_mutually_exclusive_group(required=True)
    way.add_argument("key", type=Path, nargs="?", metavar="FILE.pub", help="trust this key")
    way.add_argument("--list", action="store_true", help="show the trusted keys")
    way.add_argument("--remove", metavar="NAME", help="trust a key no longer")
    trust.add_argument("--name", metavar="NAME", help="what to call it; default: the file's name")
    for verb, words in (("verify", "compare every file"), ("show", "say what is in it")):
        command = verbs.add_parser(verb, parents=[common, fmt], help=words)
        command.add_argument("folder", type=Path, metavar="DIR")


def add_simulate(commands: Commands[argparse.ArgumentParser], fmt: argparse.ArgumentParser) -> None:
    """Add simulate."""
    simulate = commands.add_parser("simulate", help="list or show the simulated PCs")
    verbs = simulate.add_subparsers(dest="verb", metavar="VERB", required=True)
    verbs.add_parser("list", parents=[fmt], help="name each and say how it ends")
    show = verbs.add_parser("show", parents=[fmt], help="say what is special about one")
    show.add_argument("name", metavar="NAME", help="a name of the list, or a scenario file")
