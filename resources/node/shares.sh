# Lets the node mount shared folders when they are used.  No server is asked for anything, and it
# may be run again.
#   FOLDER  where the units lie: NAME.mount and NAME.automount for each share
#   NAMES   names of the shares, separated by spaces
for kind in nfs cifs; do
    if grep -qs "^Type=$kind\$" "$FOLDER"/*.mount && ! command -v "mount.$kind" >/dev/null; then
        echo "the node image has no mount.$kind; it was built by an older program" >&2
        exit 3
    fi
done
units=
for name in $NAMES; do
    place=/var/lib/edgewright/shares/$name
    # Of a share that hangs even this question would wait, so nothing is asked of the folder itself.
    [ "$(systemctl is-active "$(systemd-escape --path --suffix=automount "$place")")" = active ] ||
        mkdir -p "$place"
    for kind in mount automount; do
        unit=$(systemd-escape --path --suffix="$kind" "$place")
        cp "$FOLDER/$name.$kind" "/etc/systemd/system/$unit"
    done
    units="$units $unit"
done
systemctl daemon-reload
for unit in $units; do
    systemctl enable -q "$unit"
    systemctl restart "$unit"
done
