# Names every ticket that the cluster knows, with its end and what was kept about it, both in
# base64; never the secret half.
#   ACCESS  the administrator's access file
exec kubectl --kubeconfig "$ACCESS" --request-timeout=60s --namespace kube-system get secrets \
    --field-selector type=bootstrap.kubernetes.io/token --output \
    'jsonpath={range .items[*]}{.data.token-id} {.data.expiration} {.data.description}{"\n"}{end}'
