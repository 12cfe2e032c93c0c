// whoami tells every client who answered and whom it saw asking: over HTTP, and over UDP if a port
// is given.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// version is set by the linker, so that two images of one source tell which of them answers.
var version = "dev"

// answer is what both protocols send; fields that only HTTP knows stay empty over UDP.
type answer struct {
	Pod          string `json:"pod"`
	Version      string `json:"version"`
	Protocol     string `json:"protocol"`
	Client       string `json:"client"`
	ClientPort   string `json:"client_port"`
	Host         string `json:"host,omitempty"`
	Path         string `json:"path,omitempty"`
	ForwardedFor string `json:"forwarded_for,omitempty"`
	Scheme       string `json:"scheme,omitempty"`
	Payload      string `json:"payload,omitempty"`
}

func answerTo(remote, protocol string) answer {
	pod, _ := os.Hostname()
	client, port, _ := net.SplitHostPort(remote)
	return answer{Pod: pod, Version: version, Protocol: protocol, Client: client, ClientPort: port}
}

func serveHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/ping" {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	a := answerTo(r.RemoteAddr, "HTTP")
	a.Host, a.Path = r.Host, r.URL.Path
	a.ForwardedFor, a.Scheme = r.Header.Get("X-Forwarded-For"), r.Header.Get("X-Forwarded-Proto")
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(a)
}

func serveUDP(port string) {
	conn, err := net.ListenPacket("udp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	buffer := make([]byte, 2048)
	for {
		n, client, err := conn.ReadFrom(buffer)
		if err != nil {
			log.Fatal(err)
		}
		a := answerTo(client.String(), "UDP")
		a.Payload = string(buffer[:n])
		reply, _ := json.Marshal(a)
		conn.WriteTo(reply, client)
	}
}

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func main() {
	port := flag.String("port", env("PORT", "8080"), "TCP port for HTTP")
	udpPort := flag.String("udp-port", env("UDP_PORT", ""), "UDP port; none when empty")
	flag.Parse()
	if *udpPort != "" {
		go serveUDP(*udpPort)
	}
	server := &http.Server{Addr: ":" + *port, Handler: http.HandlerFunc(serveHTTP)}
	// As pid 1 it gets no default signal handling: every pod would take its whole grace period.
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	go func() {
		if err := server.ListenAndServe(); err != http.ErrServerClosed {
			log.Fatal(err)
		}
	}()
	<-stop.Done()
	drain, done := context.WithTimeout(context.Background(), 5*time.Second)
	defer done()
	server.Shutdown(drain)
}
