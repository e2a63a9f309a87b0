# Lets the pods of this node reach those of all other nodes, whichever PC these are on: one pass,
# which is repeated for as long as the node runs.  What it shall be like is asked of the cluster
# each time, so a node that came or went and a route that was lost are put right by themselves.
# Fails when the cluster does not answer, or has no part of the pod network for this node yet;
# what was set up before then stays.
#   NODE  name of this node
#   PODS  network of all pods of the cluster
access=/etc/kubernetes/kubelet.conf
bridge=/etc/cni/net.d/10-edgewright.conflist
# By this number the kernel tells our routes from all others; no program has it
# (/etc/iproute2/rt_protos).
mark=205
line='{.metadata.name}|{.spec.podCIDR}|{.status.addresses[?(@.type=="InternalIP")].address}{"\n"}'

[ -e "$access" ] || exit 1
nodes=$(kubectl --kubeconfig "$access" --cache-dir=/run/edgewright/kubectl --request-timeout=20s \
    get nodes --output "jsonpath={range .items[*]}$line{end}")
own=
wanted=
while IFS='|' read -r name part address; do
    if [ "$name" = "$NODE" ]; then
        own=$part
    elif [ -n "$part" ] && [ -n "$address" ]; then
        wanted="$wanted
$part via $address"
    fi
done <<END
$nodes
END
[ -n "$own" ] || exit 1

plan=$(sed "s|@POD_SUBNET@|$own|" /etc/edgewright/bridge.conflist)
if [ "$(cat "$bridge" 2>/dev/null)" != "$plan" ]; then
    # With the address of an earlier part the plug-in would refuse every new pod.
    ip link delete cni0 2>/dev/null || true
    mkdir -p "${bridge%/*}"
    printf '%s\n' "$plan" >"$bridge.partial"
    mv "$bridge.partial" "$bridge"
fi

# To other nodes a pod shows its own address, to everybody else that of its node.
set -- POSTROUTING -s "$own" ! -d "$PODS" -j MASQUERADE
iptables -w -t nat -C "$@" 2>/dev/null || iptables -w -t nat -A "$@"

ip -4 route show proto "$mark" | while read -r part _; do
    case "$wanted" in
        *"
$part via "*) ;;
        *) ip -4 route delete "$part" proto "$mark" ;;
    esac
done
printf '%s\n' "$wanted" | while read -r part _ address; do
    [ -n "$part" ] || continue
    ip -4 route replace "$part" via "$address" proto "$mark" ||
        echo "The pods of the node at $address cannot be reached" >&2
done
