package dat

import (
	"context"
	"fmt"
	"time"
)

// A Health is what a [Notifier.Probe] found of one channel.
type Health struct {
	Status string `json:"status"` // Alive, Dead or Unreachable
	Detail string `json:"detail"`
}

// Dead is a misconfiguration; Unreachable says nothing about the webhook.
const (
	Alive       = "alive"
	Dead        = "dead"
	Unreachable = "unreachable"
)

// #region boot-check

// Probe asks Discord about each webhook, once, and posts nothing. It names channels, never URLs.
func (n *Notifier) Probe(ctx context.Context) map[string]Health {
	asked := map[*lane]Health{}
	found := map[string]Health{}
	for channel, l := range n.lanes {
		if _, ok := asked[l]; !ok {
			asked[l] = Health{Unreachable, "not asked under a test"}
			if !n.isGuarded(l) {
				asked[l] = l.probe(ctx)
			}
		}
		found[channel] = asked[l]
	}
	return found
}

// P0Mention is whom a P0 pings, as Discord writes it: the other thing to know when a program starts.
func (n *Notifier) P0Mention() []string { return n.config.P0Mention }

func (l *lane) probe(ctx context.Context) Health {
	l.wire.Lock()
	defer l.wire.Unlock()
	l.mu.Lock()
	isShut := l.opensAt(nil).After(time.Now())
	l.mu.Unlock()
	if isShut {
		return Health{Unreachable, "Discord asked for a pause, and nothing may be sent before it is over"}
	}
	a := exchange(ctx, l.config.Timeout, l.webhook, "GET", nil, "")
	l.mu.Lock()
	r := l.learn(a)
	if l.gone {
		l.dropAll(Gone, r.detail)
	}
	l.mu.Unlock()
	switch {
	case r.kind == delivered:
		return Health{Alive, "Discord knows the webhook"}
	case a.status == 401 || a.status == 404:
		return Health{Dead, fmt.Sprintf("Discord answered %d: the webhook does not exist, or its token is wrong", a.status)}
	}
	return Health{Unreachable, r.detail}
}

// #endregion boot-check
