// pod-link is a CNI plugin that runs after ptp and gives the host's end of a pod's link the name
// by which Calico's policy agent knows the pod. Without the agent the name means nothing.
package main

import (
	"crypto/sha1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

const versions = `{"cniVersion": "0.4.0", "supportedVersions": ["0.3.0", "0.3.1", "0.4.0"]}`

// linkName is "cali" and 11 digits of a hash of the pod's namespace and name.
func linkName(namespace, pod string) string {
	sum := sha1.Sum([]byte(namespace + "." + pod))
	return "cali" + hex.EncodeToString(sum[:])[:11]
}

func argument(name string) string {
	for _, pair := range strings.Split(os.Getenv("CNI_ARGS"), ";") {
		if value, found := strings.CutPrefix(pair, name+"="); found {
			return value
		}
	}
	return ""
}

func fail(err error) {
	answer := map[string]any{"cniVersion": "0.4.0", "code": 100, "msg": err.Error()}
	json.NewEncoder(os.Stdout).Encode(answer)
	os.Exit(1)
}

func ip(arguments ...string) {
	if output, err := exec.Command("ip", arguments...).CombinedOutput(); err != nil {
		fail(fmt.Errorf("ip %s: %w: %s", strings.Join(arguments, " "), err, output))
	}
}

func add() {
	var config struct {
		PrevResult map[string]any `json:"prevResult"`
	}
	if err := json.NewDecoder(os.Stdin).Decode(&config); err != nil {
		fail(err)
	}
	name := linkName(argument("K8S_POD_NAMESPACE"), argument("K8S_POD_NAME"))
	interfaces, _ := config.PrevResult["interfaces"].([]any)
	for _, entry := range interfaces {
		link, _ := entry.(map[string]any)
		// The other end is inside of the pod's sandbox.
		if sandbox, _ := link["sandbox"].(string); sandbox != "" {
			continue
		}
		// Kernels before 6.2 rename only a link that is down, and a link that goes down loses its routes.
		ip("link", "set", link["name"].(string), "down")
		ip("link", "set", link["name"].(string), "name", name)
		ip("link", "set", name, "up")
		addresses, _ := config.PrevResult["ips"].([]any)
		for _, entry := range addresses {
			cidr := entry.(map[string]any)["address"].(string)
			address, _, _ := strings.Cut(cidr, "/")
			ip("route", "replace", address, "dev", name)
		}
		link["name"] = name
	}
	json.NewEncoder(os.Stdout).Encode(config.PrevResult)
}

func main() {
	switch os.Getenv("CNI_COMMAND") {
	case "ADD":
		add()
	case "VERSION":
		fmt.Println(versions)
	}
}
