# Tickets: made, listed, shown by a node that joins, revoked, shown again.
. "$HERE/cluster_nodes.sh"
export VALID=7200 PURPOSE="edgewright join file: worker"
ROLE=worker sh -eu "$SCRIPTS/kubeadm/ticket.sh" 2>/dev/null >worker
for number in 1 2; do
    ROLE=server sh -eu "$SCRIPTS/kubeadm/ticket.sh" 2>/dev/null | tail -n 1 >"key-$number"
done
cmp key-1 key-2 && [ "$(wc -c <key-1)" -gt 60 ] && echo "one key for both servers"
token=$(sed -n 's/.*--token \([^ ]*\).*/\1/p' worker)
export TICKET="${token%%.*}"
sh -eu "$SCRIPTS/tickets.sh" | grep -c "$(printf %s "$TICKET" | base64)"
sh -eu "$SCRIPTS/members.sh"
join() {
    cat >/etc/edgewright/kubeadm-join.yaml <<END
discovery:
  bootstrapToken:
    apiServerEndpoint: $ADDRESS:6443
    token: $token
timeouts:
  discovery: 120s
END
    mount -t tmpfs tmpfs /etc/kubernetes
    env --unset=KUBECONFIG PATH="$JOINING:$PATH" sh -eu "$SCRIPTS/kubeadm/join.sh" </dev/null || echo "refused"
    umount /etc/kubernetes
}
join
sh -eu "$SCRIPTS/revoke-ticket.sh"
sh -eu "$SCRIPTS/revoke-ticket.sh"
sleep 3
join
NODE=node-3 sh -eu "$SCRIPTS/forget-node.sh"
