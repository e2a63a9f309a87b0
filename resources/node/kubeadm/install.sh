# Installs Kubernetes from the payload disk.  Needs nothing but that disk, and may be run again.
payload=/run/edgewright/payload
label=EDGEWRIGHT_PAYLOAD

echo "Mounting the payload disk"
mkdir -p "$payload"
mountpoint -q "$payload" || mount -o ro -t iso9660 "/dev/disk/by-label/$label" "$payload"

echo "Preparing the kernel"
modprobe -a overlay br_netfilter
sysctl -q -p /etc/sysctl.d/90-edgewright.conf

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

echo "Starting containerd"
systemctl daemon-reload
systemctl enable -q containerd kubelet
systemctl restart containerd
if [ -e /etc/systemd/system/edgewright-pods.service ]; then
    systemctl enable -q edgewright-pods
    # Whoever has joined needs it at once, when the system disk is new and the data disk is not.
    [ ! -e /etc/kubernetes/kubelet.conf ] || systemctl restart edgewright-pods
fi

for archive in "$payload"/images/*; do
    echo "Importing container images: $(basename "$archive")"
    case "$archive" in
        *.zst) zstd -dc "$archive" | ctr -n k8s.io images import - ;;
        *) ctr -n k8s.io images import "$archive" ;;
    esac
done
echo "Kubernetes is installed"
