# Installs k3s from the payload disk.  Needs nothing but that disk, and may be run again.
payload=/run/edgewright/payload
label=EDGEWRIGHT_PAYLOAD
images=/var/lib/rancher/k3s/agent/images

echo "Mounting the payload disk"
mkdir -p "$payload"
mountpoint -q "$payload" || mount -o ro -t iso9660 "/dev/disk/by-label/$label" "$payload"

echo "Copying programs"
mkdir -p /usr/local/lib/edgewright
for file in "$payload"/bin/*; do
    name=$(basename "$file")
    install -m 755 "$file" "/usr/local/lib/edgewright/$name.new"
    mv "/usr/local/lib/edgewright/$name.new" "/usr/local/lib/edgewright/$name"
done
# One program may serve under several names; the payload lists them as "name file".
while read -r name file; do
    ln -sfn "/usr/local/lib/edgewright/$file" "/usr/local/bin/$name"
done <"$payload/programs"
# k3s is these two as well, when it is called by their names.
for name in kubectl crictl; do
    [ -e "/usr/local/bin/$name" ] || ln -sfn k3s "/usr/local/bin/$name"
done

# k3s itself imports what lies in this folder when it starts.  With the second file it remembers
# what it has imported, and a start of the node is not slowed down by the same archives again.
mkdir -p "$images"
[ -e "$images/.cache.json" ] || : >"$images/.cache.json"
for archive in "$payload"/images/*; do
    name=$(basename "$archive")
    echo "Copying container images: $name"
    cp "$archive" "${images%/*}/edgewright.partial"
    mv "${images%/*}/edgewright.partial" "$images/edgewright-$name"
done
# Archives of another version would only be imported for nothing.
for archive in "$images"/edgewright-*; do
    [ -e "$payload/images/${archive##*/edgewright-}" ] || rm -f "$archive"
done
sync

unit=k3s
[ -e /etc/systemd/system/k3s.service ] || unit=k3s-agent
systemctl daemon-reload
systemctl enable -q "$unit"
# A node whose system disk is new and whose data disk is not goes on where it was.
[ ! -e /etc/rancher/k3s/config.yaml ] || systemctl restart --no-block "$unit"
echo "k3s is installed"
