"""What the seed tells a node beside its name, network and keys: time, and whom it trusts.

The node image runs few of cloud-init's modules (resources/node-image), so this is files and
commands.  The files come first; the commands end at the first that fails, which then shows in
the first-boot log.
"""

from __future__ import annotations

import re

ZONES = "/usr/share/zoneinfo"
TIME_SERVERS_FILE = "/etc/systemd/timesyncd.conf.d/edgewright.conf"
TRUSTED_FOLDER = "/usr/local/share/ca-certificates"

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----\n.*?-----END CERTIFICATE-----\n", re.DOTALL)


def settings_files(
    time_zone: str, time_servers: tuple[str, ...], certificates: str
) -> dict[str, str]:
    """The files: path and text.  `certificates` is PEM; `update-ca-certificates` wants one each."""
    files = {}
    if time_zone != "UTC":
        files["/etc/timezone"] = f"{time_zone}\n"
    if time_servers:
        files[TIME_SERVERS_FILE] = f"[Time]\nNTP={' '.join(time_servers)}\n"
    for number, certificate in enumerate(_CERTIFICATE.findall(certificates), start=1):
        files[f"{TRUSTED_FOLDER}/edgewright-{number}.crt"] = certificate
    return files


def settings_commands(
    time_zone: str, time_servers: tuple[str, ...], certificates: str
) -> list[list[str]]:
    """The commands, in their order."""
    commands = []
    if time_zone != "UTC":
        zone = f"{ZONES}/{time_zone}"
        # A link to nothing would silently mean UTC; this says which file is not there.
        commands += [["ls", zone], ["ln", "-sfn", zone, "/etc/localtime"]]
    if time_servers:
        # It has started before cloud-init wrote the file.
        commands.append(["systemctl", "try-restart", "systemd-timesyncd.service"])
    if certificates:
        commands.append(["update-ca-certificates"])
    return commands
