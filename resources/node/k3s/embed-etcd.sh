# Lets a server that stood alone take further servers: its state moves from SQLite to etcd.
# Nothing is to do where etcd holds it already.
if [ -d /var/lib/rancher/k3s/server/db/etcd/member ]; then
    exit 0
fi
mkdir -p /etc/rancher/k3s/config.yaml.d
printf 'cluster-init: true\n' >/etc/rancher/k3s/config.yaml.d/10-edgewright-etcd.yaml
systemctl restart k3s
until k3s kubectl --request-timeout=20s get --raw /readyz >/dev/null 2>&1; do
    sleep 3
done
