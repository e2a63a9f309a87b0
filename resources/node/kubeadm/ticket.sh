# Makes what a further node needs to join: prints the command that kubeadm proposes and, for a
# server, the key of the cluster's certificates.  Nothing is printed before all of it is there.
export KUBECONFIG=/etc/kubernetes/admin.conf
key=
if [ "$ROLE" = server ]; then
    told=$(kubeadm init phase upload-certs --upload-certs --config /etc/edgewright/kubeadm.yaml)
    key=$(printf '%s\n' "$told" | tail -n 1)
fi
join=$(kubeadm token create --ttl 24h --description "edgewright: a node may join" \
    --print-join-command)
printf '%s\n%s\n' "$join" "$key"
