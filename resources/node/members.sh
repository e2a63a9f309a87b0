# Names every node that the cluster knows, each in a line with its address.
#   ACCESS  access file of somebody who may read nodes
exec kubectl --kubeconfig "$ACCESS" --request-timeout=60s get nodes --output \
    'jsonpath={range .items[*]}{.metadata.name} {.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}'
