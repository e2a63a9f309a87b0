# Turns the installed packages into a node: which services run, and nothing that two nodes may share.
# mmdebstrap runs it outside the new system; $1 is the new system's root folder.
set -eu
root=$1

in_root() { chroot "$root" "$@"; }

in_root systemctl --quiet enable systemd-networkd systemd-resolved serial-getty@ttyS0
in_root systemctl --quiet set-default multi-user.target

# The installer starts it, once its configuration is in place.
in_root systemctl --quiet disable containerd

# Addresses are static, so nothing has to wait for the network; the rest costs time at boot and
# serves no node: there are no LVM snapshots, no package upgrades, no boot loader updates.
in_root systemctl --quiet mask \
    systemd-networkd-wait-online.service \
    systemd-boot-update.service systemd-pstore.service \
    e2scrub_reap.service e2scrub_all.timer \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer

# A node is replaced as a whole, never upgraded from the package sources of the PC that built it.
rm -f "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*

# An empty machine-id gets a value at the first boot; "uninitialized" would also preset all units.
: > "$root/etc/machine-id"
rm -f "$root"/var/lib/dbus/machine-id "$root"/etc/hostname "$root"/etc/ssh/ssh_host_*
rm -f "$root"/etc/update-motd.d/*
rm -f "$root"/var/cache/ldconfig/aux-cache "$root"/var/log/*.log "$root"/var/log/apt/*

mkdir -p "$root/boot/efi"
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
