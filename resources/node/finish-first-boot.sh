# From now on the node starts without its seed disk: cloud-init has nothing more to do, and it
# is the slowest part of a boot.
touch /etc/cloud/cloud-init.disabled

# cloud-init gives each network card its name anew at every boot.  It has written that name into
# the card's settings, so from now on the system itself must give it, or the card stays down.
for settings in /etc/systemd/network/10-cloud-init-*.network; do
    address=$(sed -n 's/^MACAddress=//p' "$settings")
    name=$(sed -n 's/^Name=//p' "$settings")
    [ -n "$address" ] && [ -n "$name" ] || continue
    printf '[Match]\nKind=!*\nMACAddress=%s\n\n[Link]\nName=%s\n' "$address" "$name" \
        >"${settings%.network}.link"
done

umount /run/edgewright/payload 2>/dev/null || true
rm -rf /var/lib/cloud/instance/user-data.txt* /var/lib/cloud/instances/*/user-data.txt*
sync
