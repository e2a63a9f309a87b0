# Turns the installed packages into a node: which services run, and nothing that two nodes may share.
# mmdebstrap runs it outside the new system; $1 is the new system's root folder.
set -eu
root=$1

in_root() { chroot "$root" "$@"; }

in_root systemctl --quiet enable systemd-networkd systemd-resolved serial-getty@ttyS0
in_root systemctl --quiet set-default multi-user.target

# The installer starts it, once its configuration is in place.
in_root systemctl --quiet disable containerd

# Addresses are static: nothing has to wait for the network, and the first-boot set-up does all of
# its work in its local stage.
in_root systemctl --quiet mask \
    systemd-networkd-wait-online.service systemd-network-generator.service \
    cloud-init.service cloud-config.service

# They come with nfs-common, serve NFS 3 only, and one of them would listen on every network card.
in_root systemctl --quiet mask rpcbind.socket rpcbind.service rpc-statd.service \
    rpc-statd-notify.service nfs-blkmap.service
in_root systemctl --quiet disable nfs-client.target

# What serves no node but costs time at each boot, most of all where the processor is emulated:
# upgrades of packages and boot loader, LVM snapshots, records of who logged in, accounts that were
# all made when the packages were installed, debugging, foreign program formats, modules that the
# kernel loads by itself once somebody asks for them.
in_root systemctl --quiet mask \
    apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \
    systemd-boot-update.service systemd-pstore.service \
    e2scrub_reap.service e2scrub_all.timer \
    systemd-update-utmp.service systemd-update-utmp-runlevel.service \
    systemd-sysusers.service \
    sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount \
    sys-fs-fuse-connections.mount \
    systemd-binfmt.service proc-sys-fs-binfmt_misc.automount \
    modprobe@configfs.service modprobe@dm_mod.service modprobe@drm.service \
    modprobe@fuse.service modprobe@loop.service

# Compiled Python that is used as it is; by default each start reads and checks the sources again.
in_root sh -c 'python3 -m compileall -q -f --invalidation-mode unchecked-hash /usr/lib/python3*'

# A node is replaced as a whole, never upgraded from the package sources of the PC that built it.
rm -f "$root"/etc/apt/sources.list "$root"/etc/apt/sources.list.d/*

# An empty machine-id gets a value at the first boot; "uninitialized" would also preset all units.
: > "$root/etc/machine-id"
rm -f "$root"/var/lib/dbus/machine-id "$root"/etc/hostname "$root"/etc/ssh/ssh_host_*
rm -f "$root"/etc/update-motd.d/*
rm -f "$root"/var/cache/ldconfig/aux-cache "$root"/var/log/*.log "$root"/var/log/apt/*

mkdir -p "$root/boot/efi"
ln -sf ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
