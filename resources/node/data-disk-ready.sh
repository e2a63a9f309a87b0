# Exit code 0 when every given folder lives on the data disk.
#   FOLDERS  folders, separated by spaces
for folder in $FOLDERS; do
    mountpoint -q "$folder"
done
