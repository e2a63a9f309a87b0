# Makes what a further node needs to join: prints the command that kubeadm proposes and, for a
# server, the key of the cluster's certificates.  Nothing is printed before all of it is there.
#   ROLE     server or worker
#   VALID    for how many seconds it lets nodes in
#   PURPOSE  what the cluster shall keep about it
export KUBECONFIG=/etc/kubernetes/admin.conf
key=
if [ "$ROLE" = server ]; then
    # kubeadm keeps the certificates, locked with the key, in the cluster for two hours.  While they
    # are there the key stays the same: a new one would lock out those who have the old one.
    file=/etc/kubernetes/edgewright/certificate-key
    umask 077
    mkdir -p "${file%/*}"
    there=$(kubectl --namespace kube-system get secret kubeadm-certs --ignore-not-found -o name)
    if [ -z "$there" ] || [ ! -s "$file" ]; then
        kubeadm certs certificate-key >"$file.partial"
        mv "$file.partial" "$file"
    fi
    key=$(cat "$file")
    upload=$(mktemp)
    trap 'rm -f "$upload"' EXIT
    # A secret never stands on a command line, so it goes into the settings, by the shell itself.
    while IFS= read -r text; do
        printf '%s\n' "$text"
        [ "$text" != "kind: InitConfiguration" ] || printf 'certificateKey: %s\n' "$key"
    done </etc/edgewright/kubeadm.yaml >"$upload"
    kubeadm init phase upload-certs --upload-certs --config "$upload" >/dev/null
fi
join=$(kubeadm token create --ttl "${VALID}s" --description "$PURPOSE" --print-join-command)
printf '%s\n%s\n' "$join" "$key"
