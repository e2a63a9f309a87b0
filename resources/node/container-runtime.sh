# Says how the service stands that runs containers: its name and one word of systemd, then, when
# it does not run, the end of what it wrote.  K3s brings its own containerd.
unit=containerd
for name in k3s k3s-agent; do
    [ -z "$(systemctl list-unit-files --no-legend "$name.service")" ] || unit=$name
done
state=$(systemctl is-active "$unit" || true)
echo "$unit $state"
[ "$state" = active ] || journalctl --no-pager --quiet --unit="$unit" --lines=30 || true
