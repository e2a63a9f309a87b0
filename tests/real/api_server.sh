# Runs a real API server with etcd and the controller manager, as kubeadm would, in namespaces of
# its own, and a script beside it.  To be called by `unshare --mount --net --pid --fork`.
#   PLACE    a folder for everything; its etc/edgewright/kubeadm.yaml says what kubeadm shall do
#   ADDRESS  the address of the server, as that file has it
#   CHECKS   the script that is run when all is up
mount --make-rprivate /
mount -t proc proc /proc
# These folders have to be there for others to stand in their places; the empty ones go at the end.
made=
tidy() {
    for folder in $made; do
        umount "/etc/$folder"
        rmdir "/etc/$folder"
    done
}
trap tidy EXIT
for folder in kubernetes edgewright cni; do
    mkdir -p "$PLACE/etc/$folder"
    [ -d "/etc/$folder" ] || made="$made $folder"
    mkdir -p "/etc/$folder"
    mount --bind "$PLACE/etc/$folder" "/etc/$folder"
done
ip link set lo up
ip link add lan0 type veth peer name lan1
ip address add "$ADDRESS/24" dev lan0
ip link set lan1 up
ip link set lan0 up

settings=/etc/edgewright/kubeadm.yaml
for phase in "certs all" "kubeconfig all" "etcd local" "control-plane all"; do
    # Two words on purpose.
    kubeadm init phase $phase --config "$settings" >>"$PLACE/init.log" 2>&1
done
for name in etcd kube-apiserver kube-controller-manager; do
    # The command that the static pod would run, with the data in the folder of the test.
    words=$(sed -n '/^  - command:/,/^    image:/s/^    - //p' "/etc/kubernetes/manifests/$name.yaml")
    words=$(printf '%s\n' "$words" | sed "s|/var/lib/etcd|$PLACE/etcd|")
    $words >"$PLACE/$name.log" 2>&1 &
done
export KUBECONFIG=/etc/kubernetes/super-admin.conf
tries=0
until kubectl get --raw /readyz >/dev/null 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 90 ]
    sleep 1
done
for phase in "upload-config all" bootstrap-token; do
    kubeadm init phase $phase --config "$settings" >>"$PLACE/init.log" 2>&1
done
sh -eu "$CHECKS"
