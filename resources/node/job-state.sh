# Says how a piece of work stands: one word of systemd, then the end of what it wrote.
#   NAME     name of the work
#   LINES    how many lines of it
systemctl show --property=ActiveState --value "edgewright-$NAME"
tail -n "$LINES" "/var/log/edgewright/$NAME.log" 2>/dev/null || true
