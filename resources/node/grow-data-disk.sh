# Grows the file system on the data disk to the disk's new size, while it is in use.
#   DEVICE   the disk
#   SIZE     bytes that the disk has on the PC
# The node hears of the new size a moment after the PC has set it.
for _ in $(seq 60); do
    [ "$(blockdev --getsize64 "$DEVICE")" -lt "$SIZE" ] || break
    sleep 0.5
done
[ "$(blockdev --getsize64 "$DEVICE")" -ge "$SIZE" ] || {
    echo "the node still sees $(blockdev --getsize64 "$DEVICE") bytes of $SIZE" >&2
    exit 3
}
[ "$(blkid -s LABEL -o value "$DEVICE")" = edgewright-data ] || {
    echo "the disk $DEVICE holds something that is not ours" >&2
    exit 3
}
resize2fs "$DEVICE"
