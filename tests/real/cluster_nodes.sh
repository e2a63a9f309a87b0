# Makes three nodes, and waits until each has its part of the pod network.
export ACCESS=/etc/kubernetes/admin.conf
number=10
for name in node-1 node-2 node-3; do
    printf 'apiVersion: v1\nkind: Node\nmetadata: {name: %s}\n' "$name" |
        kubectl apply -f - >/dev/null
    kubectl patch node "$name" --subresource=status --type=merge >/dev/null --patch \
        "status: {addresses: [{type: InternalIP, address: 10.92.0.$number}]}"
    number=$((number + 1))
done
parts='jsonpath={.items[*].spec.podCIDR}'
until [ "$(kubectl get nodes -o "$parts" | wc -w)" = 3 ]; do sleep 1; done
