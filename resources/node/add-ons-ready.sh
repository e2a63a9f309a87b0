# Exit code 0 when the cluster has all objects of these files, in whatever state.
#   ACCESS  the access file of the administrator
#   FILES   files of objects, separated by spaces
for file in $FILES; do
    kubectl --kubeconfig "$ACCESS" --request-timeout=60s get --output name -f "$file" >/dev/null
done
