# Gives the cluster the objects of add-ons.  May be run again.
#   ACCESS  the access file of the administrator
#   FILES   files of objects, separated by spaces
# Objects that somebody has changed are set back where, and only where, these files state them.
for file in $FILES; do
    kubectl --kubeconfig "$ACCESS" --request-timeout=120s apply \
        --server-side --force-conflicts --field-manager=edgewright -f "$file"
done
