// Command port lets the conformance kit drive the notifier by lines of JSON on stdin and stdout (../../PROTOCOL.md).
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"example.com/dat"
)

const (
	stopTime  = 2 * time.Second
	flushTime = 10 * time.Second
)

type command struct {
	ID        *int            `json:"id"`
	Cmd       string          `json:"cmd"`
	Protocol  int             `json:"protocol"`
	Alert     json.RawMessage `json:"alert"`
	TimeoutMS *int            `json:"timeoutMs"`
	raw       []byte
}

type port struct {
	notifier *dat.Notifier
	writing  sync.Mutex
	working  sync.WaitGroup
}

func main() {
	p := &port{notifier: unrouted()}
	lines := make(chan []byte)
	go read(os.Stdin, lines)
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM)
	for {
		select {
		case <-terminated:
			p.finish()
			return
		case line, ok := <-lines:
			if !ok {
				p.finish()
				return
			}
			if !p.answer(line) {
				return
			}
		}
	}
}

// read hands on lines of any length.
func read(from io.Reader, lines chan<- []byte) {
	defer close(lines)
	reader := bufio.NewReader(from)
	for {
		line, err := reader.ReadBytes('\n')
		if len(line) > 0 {
			lines <- line
		}
		if err != nil {
			return
		}
	}
}

// answer answers one line; false once the program is to end.
func (p *port) answer(line []byte) bool {
	c := command{raw: line}
	if err := json.Unmarshal(line, &c); err != nil || c.ID == nil {
		p.reply(nil, "error", "a line must be a JSON object with id and cmd")
		return true
	}
	switch c.Cmd {
	case "start":
		p.start(c)
	case "configure":
		if err := p.configure(c); err != nil {
			p.reply(c.ID, "error", err.Error())
		} else {
			p.reply(c.ID, "result", true)
		}
	case "notify":
		p.reply(c.ID, "result", p.notifier.Notify(readAlert(c.Alert)))
	case "send":
		ticket := p.notifier.Submit(readAlert(c.Alert))
		p.later(c, 0, func(ctx context.Context) any { return ticket.Wait(ctx) })
	case "probe":
		n := p.notifier
		p.later(c, 0, func(ctx context.Context) any {
			return map[string]any{"channels": n.Probe(ctx), "p0Mention": strings.Join(n.P0Mention(), " ")}
		})
	case "inspect":
		p.reply(c.ID, "result", fmt.Sprintf("%v %+v %#v", p.notifier, p.notifier, p.notifier))
	case "stats":
		p.reply(c.ID, "result", p.notifier.Stats())
	case "flush":
		n := p.notifier
		p.later(c, flushTime, func(ctx context.Context) any { return n.Flush(ctx) == nil })
	case "close":
		n := p.notifier
		p.later(c, flushTime, func(ctx context.Context) any { return n.Close(ctx) == nil })
	case "stop":
		p.finish()
		p.reply(c.ID, "result", true)
		return false
	default:
		p.reply(c.ID, "unsupported", true)
	}
	return true
}

func (p *port) start(c command) {
	if c.Protocol != 1 {
		p.reply(c.ID, "error", "this port speaks protocol version 1")
		return
	}
	p.reply(c.ID, "result", map[string]any{
		"protocol": 1, "name": "dat-go", "language": "go", "level": "L3", "features": []string{},
	})
}

// configure replaces the client; without one, every alert is unrouted.
func (p *port) configure(c command) error {
	p.close()
	p.notifier = unrouted()
	config, err := readConfig(c.raw)
	if err != nil {
		return err
	}
	n, err := dat.New(config)
	if err != nil {
		return err
	}
	p.notifier = n
	return nil
}

// later runs what has to wait beside the commands behind it.
func (p *port) later(c command, timeout time.Duration, run func(context.Context) any) {
	ctx, cancel := context.Background(), func() {}
	if c.TimeoutMS != nil {
		timeout = time.Duration(*c.TimeoutMS) * time.Millisecond
	}
	if timeout > 0 || c.TimeoutMS != nil {
		ctx, cancel = context.WithTimeout(ctx, timeout)
	}
	p.working.Add(1)
	go func() {
		defer p.working.Done()
		defer cancel()
		p.reply(c.ID, "result", run(ctx))
	}()
}

func (p *port) reply(id *int, kind string, value any) {
	line, err := json.Marshal(map[string]any{"id": id, kind: value})
	if err != nil {
		panic(err)
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	os.Stdout.Write(append(line, '\n'))
}

func (p *port) finish() {
	p.close()
	p.working.Wait()
}

func (p *port) close() {
	ctx, cancel := context.WithTimeout(context.Background(), stopTime)
	defer cancel()
	p.notifier.Close(ctx)
}

func unrouted() *dat.Notifier {
	n, err := dat.New(dat.Config{})
	if err != nil {
		panic(errors.Join(errors.New("the defaults are refused"), err))
	}
	return n
}
