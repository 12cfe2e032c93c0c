package main

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"strconv"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

func httpAnswerTo(r *http.Request) answer {
	a := answerTo(r.RemoteAddr, "HTTP")
	a.Host, a.Path, a.HTTPVersion = r.Host, r.URL.Path, r.Proto
	a.ForwardedFor, a.Scheme = r.Header.Get("X-Forwarded-For"), r.Header.Get("X-Forwarded-Proto")
	if r.TLS != nil {
		a.ServerName = r.TLS.ServerName
	}
	return a
}

func send(w http.ResponseWriter, a answer) {
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(a)
}

// serve is no ServeMux: that one redirects paths that it finds unclean, and tests want to see them.
func serve(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/ping":
		w.WriteHeader(http.StatusNoContent)
	case "/slow":
		slow(w, r)
	case "/upload":
		upload(w, r)
	case "/ws":
		echo(w, r)
	default:
		send(w, httpAnswerTo(r))
	}
}

// slow answers after so many seconds, unless the client leaves earlier.
func slow(w http.ResponseWriter, r *http.Request) {
	seconds, err := strconv.ParseFloat(r.URL.Query().Get("seconds"), 64)
	if err != nil {
		http.Error(w, "seconds: "+err.Error(), http.StatusBadRequest)
		return
	}
	select {
	case <-time.After(time.Duration(seconds * float64(time.Second))):
		send(w, httpAnswerTo(r))
	case <-r.Context().Done():
	}
}

// upload tells the size of the body.
func upload(w http.ResponseWriter, r *http.Request) {
	size, err := io.Copy(io.Discard, r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	a := httpAnswerTo(r)
	a.Size = &size
	send(w, a)
}

// echo answers every message of a WebSocket until the client leaves.
func echo(w http.ResponseWriter, r *http.Request) {
	ws, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer ws.CloseNow()
	for {
		_, message, err := ws.Read(r.Context())
		if err != nil {
			return
		}
		a := httpAnswerTo(r)
		a.Protocol, a.Payload = "WebSocket", string(message)
		if wsjson.Write(r.Context(), ws, a) != nil {
			return
		}
	}
}

// httpServer speaks HTTP/2 as well: in the clear to those who know that it does.
func httpServer(port string, certificate *tls.Certificate) *http.Server {
	handler := http.HandlerFunc(serve)
	server := &http.Server{Addr: ":" + port, Handler: handler, Protocols: new(http.Protocols)}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetHTTP2(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	if certificate != nil {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}}
	}
	return server
}

func serveHTTP(server *http.Server) {
	listen := server.ListenAndServe
	if server.TLSConfig != nil {
		listen = func() error { return server.ListenAndServeTLS("", "") }
	}
	if err := listen(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
}
