package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"fmt"
	"net"
	"time"

	"github.com/coder/websocket"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
)

func askWebSocket(ctx context.Context, o options, arguments []string) (any, error) {
	settings := &websocket.DialOptions{
		HTTPClient: o.httpClient(), HTTPHeader: o.headers(), Host: o.host,
	}
	ws, _, err := websocket.Dial(ctx, arguments[0], settings)
	if err != nil {
		return nil, err
	}
	defer ws.CloseNow()
	if err := ws.Write(ctx, websocket.MessageText, []byte(arguments[1])); err != nil {
		return nil, err
	}
	_, message, err := ws.Read(ctx)
	return json.RawMessage(message), err
}

func askGRPC(ctx context.Context, o options, arguments []string) (any, error) {
	dial := func(ctx context.Context, address string) (net.Conn, error) {
		return o.dial(ctx, "tcp", address)
	}
	secrecy := insecure.NewCredentials()
	if o.tls {
		secrecy = credentials.NewTLS(o.tlsConfig(""))
	}
	settings := []grpc.DialOption{
		grpc.WithContextDialer(dial), grpc.WithTransportCredentials(secrecy),
	}
	if o.host != "" {
		settings = append(settings, grpc.WithAuthority(o.host))
	}
	// The dialer knows names, not gRPC's own resolver.
	conn, err := grpc.NewClient("passthrough:///"+arguments[0], settings...)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	var headers metadata.MD
	ctx = metadata.NewOutgoingContext(ctx, metadata.New(o.header))
	request := &grpc_health_v1.HealthCheckRequest{}
	answer, err := grpc_health_v1.NewHealthClient(conn).Check(ctx, request, grpc.Header(&headers))
	if err != nil {
		return nil, err
	}
	said := map[string]string{"status": answer.Status.String()}
	for _, key := range []string{"pod", "version"} {
		if values := headers.Get(key); len(values) > 0 {
			said[key] = values[0]
		}
	}
	return said, nil
}

func askTCP(ctx context.Context, o options, arguments []string) (any, error) {
	conn, err := o.dial(ctx, "tcp", arguments[0])
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	deadline, _ := ctx.Deadline()
	conn.SetDeadline(deadline)
	if o.tls {
		conn = tls.Client(conn, o.tlsConfig(name(arguments[0])))
	}
	if _, err := fmt.Fprintln(conn, arguments[1]); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(conn).ReadBytes('\n')
	return json.RawMessage(line), err
}

func name(address string) string {
	host, _, _ := net.SplitHostPort(address)
	return host
}

// certificate is what a server shows; Trusted says whether it holds for the name that was asked for.
type certificate struct {
	Subject  string    `json:"subject"`
	Issuer   string    `json:"issuer"`
	Names    []string  `json:"names"`
	NotAfter time.Time `json:"not_after"`
	Protocol string    `json:"protocol"`
	ALPN     string    `json:"alpn"`
	Trusted  bool      `json:"trusted"`
}

func askCertificate(ctx context.Context, o options, arguments []string) (any, error) {
	conn, err := o.dial(ctx, "tcp", arguments[0])
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	config := o.tlsConfig(name(arguments[0]))
	config.InsecureSkipVerify = true
	config.NextProtos = []string{"h2", "http/1.1"}
	secure := tls.Client(conn, config)
	if err := secure.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	state := secure.ConnectionState()
	shown := state.PeerCertificates[0]
	between := x509.NewCertPool()
	for _, other := range state.PeerCertificates[1:] {
		between.AddCert(other)
	}
	_, err = shown.Verify(x509.VerifyOptions{
		DNSName: config.ServerName, Roots: config.RootCAs, Intermediates: between,
	})
	return certificate{
		Subject:  shown.Subject.String(),
		Issuer:   shown.Issuer.String(),
		Names:    append([]string{}, shown.DNSNames...),
		NotAfter: shown.NotAfter,
		Protocol: tls.VersionName(state.Version),
		ALPN:     state.NegotiatedProtocol,
		Trusted:  err == nil,
	}, nil
}
