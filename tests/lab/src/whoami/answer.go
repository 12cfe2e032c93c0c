package main

import (
	"net"
	"os"
)

// version is set by the linker, so that two images of one source tell which of them answers.
var version = "dev"

// answer is what every protocol sends; fields that only HTTP knows stay empty over the others.
type answer struct {
	Pod          string `json:"pod"`
	Version      string `json:"version"`
	Protocol     string `json:"protocol"`
	Client       string `json:"client"`
	ClientPort   string `json:"client_port"`
	Host         string `json:"host,omitempty"`
	Path         string `json:"path,omitempty"`
	HTTPVersion  string `json:"http_version,omitempty"`
	ServerName   string `json:"server_name,omitempty"`
	ForwardedFor string `json:"forwarded_for,omitempty"`
	Scheme       string `json:"scheme,omitempty"`
	Payload      string `json:"payload,omitempty"`
	Size         *int64 `json:"size,omitempty"`
}

func pod() string {
	name, _ := os.Hostname()
	return name
}

func answerTo(remote, protocol string) answer {
	client, port, _ := net.SplitHostPort(remote)
	return answer{
		Pod: pod(), Version: version, Protocol: protocol, Client: client, ClientPort: port,
	}
}
