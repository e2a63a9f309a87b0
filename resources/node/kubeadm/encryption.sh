# Makes the key with which the API server encrypts secrets before it stores them; one that is there
# already stays.  Form: Kubernetes' EncryptionConfiguration (apiserver.config.k8s.io/v1).
file=/etc/kubernetes/edgewright/encryption.yaml
if [ -s "$file" ]; then
    exit 0
fi
umask 077
mkdir -p "$(dirname "$file")"
cat >"$file.partial" <<END
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
  - resources: [secrets]
    providers:
      - secretbox:
          keys:
            - name: edgewright
              secret: $(head -c 32 /dev/urandom | base64 -w 0)
      - identity: {}
END
mv "$file.partial" "$file"
