# Prepares the data disk and puts the given folders on it.
#   DEVICE   the disk
#   FOLDERS  folders that shall live on it, separated by spaces
# A disk that holds anything is never formatted.
mount_point=/var/lib/edgewright

if ! blkid "$DEVICE" >/dev/null; then
    mkfs.ext4 -q -L edgewright-data -m 1 "$DEVICE"
fi
[ "$(blkid -s LABEL -o value "$DEVICE")" = edgewright-data ] || {
    echo "the disk $DEVICE holds something that is not ours" >&2
    exit 3
}

in_fstab() { grep -q "[[:space:]]$1[[:space:]]" /etc/fstab; }

mkdir -p "$mount_point"
in_fstab "$mount_point" ||
    echo "LABEL=edgewright-data $mount_point ext4 defaults,noatime 0 2" >>/etc/fstab
mountpoint -q "$mount_point" || mount "$mount_point"
resize2fs "$DEVICE" 2>/dev/null

for folder in $FOLDERS; do
    store=$mount_point$folder
    mkdir -p "$store" "$folder"
    in_fstab "$folder" ||
        echo "$store $folder none bind,x-systemd.requires-mounts-for=$mount_point 0 0" >>/etc/fstab
    mountpoint -q "$folder" || mount "$folder"
done
systemctl daemon-reload
