# Takes this server out of its cluster, which counts its votes without it from then on.
exec kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
