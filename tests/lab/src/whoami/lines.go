package main

import (
	"bufio"
	"encoding/json"
	"log"
	"net"
)

// serveTCP answers every line with a line.
func serveTCP(port string) {
	listener, err := net.Listen("tcp", ":"+port)
	if err != nil {
		log.Fatal(err)
	}
	for {
		conn, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go answerLines(conn)
	}
}

func answerLines(conn net.Conn) {
	defer conn.Close()
	lines := bufio.NewScanner(conn)
	for lines.Scan() {
		a := answerTo(conn.RemoteAddr().String(), "TCP")
		a.Payload = lines.Text()
		if json.NewEncoder(conn).Encode(a) != nil {
			return
		}
	}
}

// serveUDP answers every datagram with a datagram.
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
