package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

type loadOptions struct {
	count, workers  int
	every, duration time.Duration
	cookies, fresh  bool
	hosts           string
}

func (l *loadOptions) define(flags *flag.FlagSet) {
	flags.IntVar(&l.count, "n", 0, "load: questions; 0: until the time is over")
	flags.IntVar(&l.workers, "c", 1, "load: questions at the same time, at most")
	flags.DurationVar(&l.every, "every", 0, "load: between two questions; 0: as fast as answers come")
	flags.DurationVar(&l.duration, "for", time.Minute, "load: the longest that it takes")
	flags.BoolVar(&l.cookies, "cookies", false, "load: keep cookies, each worker its own")
	flags.BoolVar(&l.fresh, "fresh", false, "load: a connection for each question")
	flags.StringVar(&l.hosts, "hosts", "", "load: file with a host in each line, asked for in turn")
}

// summary counts what came back. A question is missed without an answer of status 2xx.
type summary struct {
	mutex    sync.Mutex
	Codes    map[string]int `json:"codes"`
	Pods     map[string]int `json:"pods"`
	Versions map[string]int `json:"versions"`
	Hosts    map[string]int `json:"hosts"`
	Errors   map[string]int `json:"errors"`
	Missed   []float64      `json:"missed"`
	Median   float64        `json:"median"`
	P99      float64        `json:"p99"`
	Slowest  float64        `json:"slowest"`
	Seconds  float64        `json:"seconds"`
	took     []float64
}

// load asks until the count or the time is reached, or until it is told to end.
func load(ctx context.Context, o options, arguments []string) (any, error) {
	request, err := http.NewRequest("GET", arguments[0], nil)
	if err != nil {
		return nil, err
	}
	request.Header = o.headers()
	if o.host != "" {
		request.Host = o.host
	}
	hosts, err := o.load.readHosts(request)
	if err != nil {
		return nil, err
	}
	ctx, cancel := signal.NotifyContext(ctx, syscall.SIGTERM, syscall.SIGINT)
	defer cancel()
	ctx, done := context.WithTimeout(ctx, o.load.duration)
	defer done()
	s := &summary{
		Codes: map[string]int{}, Pods: map[string]int{}, Versions: map[string]int{},
		Hosts: map[string]int{}, Errors: map[string]int{}, Missed: []float64{},
	}
	began := time.Now()
	turns := make(chan int)
	var workers sync.WaitGroup
	for range o.load.workers {
		client := o.httpClient()
		client.Timeout = o.timeout
		if o.load.cookies {
			client.Jar, _ = cookiejar.New(nil)
		}
		workers.Go(func() {
			for turn := range turns {
				asking := request.Clone(context.Background())
				asking.Host = hosts[turn%len(hosts)]
				s.ask(client, asking, began)
			}
		})
	}
	o.load.give(ctx, turns)
	workers.Wait()
	s.Seconds = time.Since(began).Seconds()
	slices.Sort(s.took)
	s.Median, s.P99, s.Slowest = s.quantile(0.5), s.quantile(0.99), s.quantile(1)
	return s, nil
}

// readHosts gives the request's own one where no file has others.
func (l loadOptions) readHosts(request *http.Request) ([]string, error) {
	if l.hosts == "" {
		return []string{request.Host}, nil
	}
	text, err := os.ReadFile(l.hosts)
	if err != nil {
		return nil, err
	}
	hosts := strings.Fields(string(text))
	if len(hosts) == 0 {
		return nil, errors.New(l.hosts + " has no host")
	}
	return hosts, nil
}

// give hands out turns; with a pace, one that no worker is free for comes late, not on top. Told to
// end, it hands out a last one: what had come true by then is among what came back.
func (l loadOptions) give(ctx context.Context, turns chan<- int) {
	defer close(turns)
	var pace <-chan time.Time
	if l.every > 0 {
		pace = time.Tick(l.every)
	}
	for given := 0; l.count == 0 || given < l.count; given++ {
		if pace != nil {
			select {
			case <-pace:
			case <-ctx.Done():
			}
		}
		select {
		case turns <- given:
		case <-ctx.Done():
			turns <- given
			return
		}
	}
}

func (s *summary) ask(client *http.Client, request *http.Request, began time.Time) {
	asked := time.Now()
	code, body, err := exchange(client, request)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.took = append(s.took, time.Since(asked).Seconds())
	if err != nil {
		s.Errors[cause(err)]++
	} else {
		s.Codes[strconv.Itoa(code)]++
	}
	if err != nil || code/100 != 2 {
		s.Missed = append(s.Missed, asked.Sub(began).Seconds())
		return
	}
	s.Hosts[request.Host]++
	var from struct{ Pod, Version string }
	if json.Unmarshal(body, &from) == nil && from.Pod != "" {
		s.Pods[from.Pod]++
		s.Versions[from.Version]++
	}
}

// quantile is the time within which that part of the questions was over; 0 without any.
func (s *summary) quantile(part float64) float64 {
	if len(s.took) == 0 {
		return 0
	}
	return s.took[max(0, int(math.Ceil(part*float64(len(s.took))))-1)]
}

func exchange(client *http.Client, request *http.Request) (int, []byte, error) {
	response, err := client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.StatusCode, body, err
}

// cause leaves out what differs from question to question: addresses and ports.
func cause(err error) string {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}
