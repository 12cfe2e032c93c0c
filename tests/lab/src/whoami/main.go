// whoami tells every client who answered and whom it saw asking: over HTTP, and over HTTPS,
// WebSocket, gRPC, TCP and UDP on the ports that are given.
package main

import (
	"context"
	"crypto/tls"
	"flag"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func env(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func certificate() *tls.Certificate {
	pair, err := tls.LoadX509KeyPair(os.Getenv("TLS_CERT"), os.Getenv("TLS_KEY"))
	if err != nil {
		log.Fatal(err)
	}
	return &pair
}

func main() {
	port := flag.String("port", env("PORT", "8080"), "TCP port for HTTP")
	udpPort := flag.String("udp-port", env("UDP_PORT", ""), "UDP port; none when empty")
	flag.Parse()
	servers := []*http.Server{httpServer(*port, nil)}
	if tlsPort := os.Getenv("TLS_PORT"); tlsPort != "" {
		servers = append(servers, httpServer(tlsPort, certificate()))
	}
	if *udpPort != "" {
		go serveUDP(*udpPort)
	}
	if tcpPort := os.Getenv("TCP_PORT"); tcpPort != "" {
		go serveTCP(tcpPort)
	}
	if grpcPort := os.Getenv("GRPC_PORT"); grpcPort != "" {
		go serveGRPC(grpcPort, nil)
	}
	if grpcPort := os.Getenv("GRPC_TLS_PORT"); grpcPort != "" {
		go serveGRPC(grpcPort, certificate())
	}
	// As pid 1 it gets no default signal handling: every pod would take its whole grace period.
	stop, cancel := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	for _, server := range servers {
		go serveHTTP(server)
	}
	<-stop.Done()
	// What takes longer is cut by the pod's own grace period.
	drain, done := context.WithTimeout(context.Background(), 30*time.Second)
	defer done()
	for _, server := range servers {
		server.Shutdown(drain)
	}
}
