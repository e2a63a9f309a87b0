# From now on the node starts without its seed disk: cloud-init has nothing more to do, and it
# is the slowest part of a boot.
touch /etc/cloud/cloud-init.disabled
umount /run/edgewright/payload 2>/dev/null || true
rm -rf /var/lib/cloud/instance/user-data.txt* /var/lib/cloud/instances/*/user-data.txt*
sync
