// ask is the client for what curl does not speak, or does not tell: it prints one line of JSON, or
// says on stderr why there is no answer.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
)

var questions = map[string]struct {
	arguments int
	ask       func(context.Context, options, []string) (any, error)
}{
	"cert": {1, askCertificate},
	"grpc": {1, askGRPC},
	"load": {1, load},
	"tcp":  {2, askTCP},
	"ws":   {2, askWebSocket},
}

const usage = `usage: ask cert|grpc ADDRESS, ask tcp ADDRESS LINE, ask ws URL MESSAGE, ask load URL
ADDRESS is host:port; options stand anywhere after the first word.
`

func main() {
	if len(os.Args) < 2 {
		fail(errors.New(usage))
	}
	question, known := questions[os.Args[1]]
	o, arguments := parse(os.Args[2:])
	if !known || len(arguments) != question.arguments {
		fail(errors.New(usage))
	}
	ctx := context.Background()
	// Load is bounded by its own options.
	if os.Args[1] != "load" {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, o.timeout)
		defer cancel()
	}
	answer, err := question.ask(ctx, o, arguments)
	if err != nil {
		fail(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
