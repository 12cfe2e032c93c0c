package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// pairs is an option of the form key=value that may be given more than once.
type pairs map[string]string

func (p pairs) String() string { return "" }

func (p pairs) Set(text string) error {
	key, value, found := strings.Cut(text, "=")
	if !found {
		return fmt.Errorf("%q is not key=value", text)
	}
	p[key] = value
	return nil
}

type options struct {
	host, sni, cacert string
	insecure, tls     bool
	resolve, header   pairs
	timeout           time.Duration
	load              loadOptions
}

func parse(words []string) (options, []string) {
	o := options{resolve: pairs{}, header: pairs{}}
	flags := flag.NewFlagSet("ask", flag.ExitOnError)
	flags.StringVar(&o.host, "host", "", "Host header or gRPC authority, not the address's")
	flags.StringVar(&o.sni, "sni", "", "name to ask for in TLS, not the address's")
	flags.StringVar(&o.cacert, "cacert", "", "file with the authorities to believe")
	flags.BoolVar(&o.insecure, "insecure", false, "believe every certificate")
	flags.BoolVar(&o.tls, "tls", false, "gRPC and TCP: inside of TLS")
	flags.Var(o.resolve, "resolve", "name=address, in place of DNS")
	flags.Var(o.header, "header", "key=value, or gRPC metadata")
	flags.DurationVar(&o.timeout, "timeout", 3*time.Second, "of one question")
	o.load.define(flags)
	// Flags may follow arguments, up to a "--".
	var arguments, rest []string
	if end := slices.Index(words, "--"); end >= 0 {
		words, rest = words[:end], words[end+1:]
	}
	for flags.Parse(words); flags.NArg() > 0; flags.Parse(words) {
		arguments, words = append(arguments, flags.Arg(0)), flags.Args()[1:]
	}
	return o, append(arguments, rest...)
}

func (o options) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	if known, found := o.resolve[host]; found {
		host = known
	}
	return new(net.Dialer).DialContext(ctx, network, net.JoinHostPort(host, port))
}

// tlsConfig asks for the name that the option says, or for the given one.
func (o options) tlsConfig(name string) *tls.Config {
	config := &tls.Config{ServerName: name, InsecureSkipVerify: o.insecure}
	if o.sni != "" {
		config.ServerName = o.sni
	}
	if o.cacert != "" {
		text, err := os.ReadFile(o.cacert)
		if err != nil {
			fail(err)
		}
		config.RootCAs = x509.NewCertPool()
		config.RootCAs.AppendCertsFromPEM(text)
	}
	return config
}

func (o options) httpClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			DialContext:       o.dial,
			TLSClientConfig:   o.tlsConfig(""),
			DisableKeepAlives: o.load.fresh,
		},
		// A redirect is an answer to look at.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

func (o options) headers() http.Header {
	headers := http.Header{}
	for key, value := range o.header {
		headers.Set(key, value)
	}
	return headers
}
