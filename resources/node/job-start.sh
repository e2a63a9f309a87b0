# Starts a long piece of work as a unit of its own, so that it goes on when the connection, or
# the program on the PC, does not.
#   NAME     name of the work
#   SCRIPT   path of its script in the node
unit=edgewright-$NAME
mkdir -p /var/log/edgewright
systemctl stop "$unit" 2>/dev/null || true
systemctl reset-failed "$unit" 2>/dev/null || true
: >"/var/log/edgewright/$NAME.log"
systemd-run --quiet --no-block --unit="$unit" \
    --property=Type=oneshot --property=RemainAfterExit=yes \
    --property=StandardOutput="append:/var/log/edgewright/$NAME.log" \
    --property=StandardError="append:/var/log/edgewright/$NAME.log" \
    sh -eu "$SCRIPT"
