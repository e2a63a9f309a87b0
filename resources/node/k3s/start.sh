# Starts k3s with its new settings and waits until the node has registered.  May be run again.
# A node has one of two units: that of a server, or that of an agent.
unit=k3s
[ -e /etc/systemd/system/k3s.service ] || unit=k3s-agent
access=/var/lib/rancher/k3s/agent/kubelet.kubeconfig

registered() {
    k3s kubectl --kubeconfig "$access" --request-timeout=20s \
        get node "$(uname -n)" >/dev/null 2>&1
}

echo "Starting $unit"
systemctl daemon-reload
systemctl reset-failed "$unit" 2>/dev/null || true
# The first start takes long: it is waited for below, with a word on it.
systemctl restart --no-block "$unit"

echo "Importing container images and starting Kubernetes"
until [ "$(systemctl show --property=ActiveState --value "$unit")" = active ] && registered; do
    if [ "$(systemctl show --property=NRestarts --value "$unit")" -gt 10 ]; then
        echo "$unit ends again and again; its last words:"
        journalctl --no-pager --output=cat --lines=30 --unit="$unit"
        exit 1
    fi
    sleep 3
done
echo "The node has registered"
