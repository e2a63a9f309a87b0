// Command kubeall is one static program that holds the upstream Kubernetes commands and etcd.
//
// The tests need the real thing on machines that have no container registry and no release
// archive, but do have Go modules.  One program instead of eight saves most of the linking time
// and nine tenths of the space.  The base name of argv[0] chooses the command, or else the first
// argument does.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	kubectl "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubeadm "k8s.io/kubernetes/cmd/kubeadm/app"
	kubeadmutil "k8s.io/kubernetes/cmd/kubeadm/app/util/errors"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// commands are functions, so that only the chosen one is constructed: each registers flags and
// feature gates in process-wide registries, where they would collide.
var commands = map[string]func(){
	"etcd":                    func() { etcdmain.Main(os.Args) },
	"kube-apiserver":          func() { os.Exit(cli.Run(apiserver.NewAPIServerCommand())) },
	"kube-controller-manager": func() { os.Exit(cli.Run(controllers.NewControllerManagerCommand())) },
	"kube-proxy":              func() { os.Exit(cli.Run(proxy.NewProxyCommand())) },
	"kube-scheduler":          func() { os.Exit(cli.Run(scheduler.NewSchedulerCommand())) },
	"kubeadm":                 func() { kubeadmutil.HandleError(kubeadm.Run()) },
	"kubectl":                 runKubectl,
	"kubelet":                 func() { os.Exit(cli.Run(kubelet.NewKubeletCommand(context.Background()))) },
}

// runKubectl prints errors as kubectl does, not as the server components do.
func runKubectl() {
	if err := cli.RunNoErrOutput(kubectl.NewDefaultKubectlCommand()); err != nil {
		kubectlutil.CheckErr(err)
	}
}

// choose finds the command and takes its name off the arguments where it was the first of them.
func choose() func() {
	if run := commands[filepath.Base(os.Args[0])]; run != nil {
		return run
	}
	if len(os.Args) < 2 || commands[os.Args[1]] == nil {
		return nil
	}
	os.Args = os.Args[1:]
	return commands[os.Args[0]]
}

func main() {
	if run := choose(); run != nil {
		run()
		return
	}
	names := make([]string, 0, len(commands))
	for name := range commands {
		names = append(names, name)
	}
	slices.Sort(names)
	fmt.Fprintf(os.Stderr, "usage: kubeall COMMAND [ARGUMENT...]\ncommands: %s\n", strings.Join(names, ", "))
	os.Exit(2)
}
