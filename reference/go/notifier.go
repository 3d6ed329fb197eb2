package dat

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// A Notifier sends alerts, by a goroutine for each webhook. Its methods may be called from any goroutine.
type Notifier struct {
	*house
	lanes        map[string]*lane // by channel; channels with the same webhook share one
	throttle     *throttle
	stats        Stats
	order        int
	open         int // jobs that have not ended, those of the audit trail included
	idle         chan struct{}
	stop         context.CancelFunc
	closed       bool
	unroutedTold bool
}

// Stats counts alerts. Raised = Delivered + Suppressed + Dropped + Pending, always.
type Stats struct {
	Raised     int `json:"raised"`
	Delivered  int `json:"delivered"`
	Suppressed int `json:"suppressed"`
	Dropped    int `json:"dropped"`
	Pending    int `json:"pending"`
}

// New makes a notifier. Call [Notifier.Close] before the program ends, or what waits is lost.
func New(config Config) (*Notifier, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	n := &Notifier{
		house:    &house{ctx: ctx, config: config},
		lanes:    map[string]*lane{},
		throttle: newThrottle(config.ThrottleMax, config.ThrottleWindow),
		stop:     stop,
	}
	known := map[string]*lane{}
	for channel, w := range config.Webhooks {
		url, _ := w.reveal()
		if known[url] == nil {
			known[url] = newLane(n.house, w)
		}
		n.lanes[channel] = known[url]
	}
	return n, nil
}

// String shows channels and counts, and no secret. GoString is for %#v.
func (n *Notifier) String() string {
	stats := n.Stats()
	n.mu.Lock()
	defer n.mu.Unlock()
	return fmt.Sprintf("Notifier{%v %+v last error: %q}", n.config.Webhooks, stats, n.lastError)
}

// GoString shows what String shows.
func (n *Notifier) GoString() string { return n.String() }

// #region queue

// Notify takes the alert and returns at once, before any network.
func (n *Notifier) Notify(a Alert) Receipt { return n.Submit(a).receipt() }

// Send raises the alert and waits for how it ends. When ctx is over first, the outcome is what is true then: Pending.
func (n *Notifier) Send(ctx context.Context, a Alert) Outcome { return n.Submit(a).Wait(ctx) }

// Submit raises the alert; the ticket tells how it ends.
func (n *Notifier) Submit(a Alert) *Ticket {
	now := time.Now()
	t := newTicket()
	n.mu.Lock()
	defer n.mu.Unlock()
	n.stats.Raised++
	if refusal, ok := n.refuse(a, now); ok {
		n.settle(t, refusal)
		return t
	}
	channel := a.channel()
	t.accept(channel)
	n.post(n.laneOf(channel), &job{
		rank:     a.Severity.rank(),
		message:  render(a, now, n.mention(a)),
		threadID: a.ThreadID,
		onEnd: func(o Outcome) {
			o.Channel = channel
			n.mirror(a, o)
			n.settle(t, o)
		},
	})
	return t
}

func (n *Notifier) post(l *lane, j *job) {
	n.order++
	n.open++
	j.order = n.order
	j.message.Username = username(n.config.Username)
	onEnd := j.onEnd
	j.onEnd = func(o Outcome) {
		if onEnd != nil {
			onEnd(o)
		}
		if n.open--; n.open == 0 && n.idle != nil {
			close(n.idle)
			n.idle = nil
		}
	}
	l.add(j)
}

// #endregion queue

func (n *Notifier) settle(t *Ticket, o Outcome) {
	switch o.Status {
	case Delivered:
		n.stats.Delivered++
	case Suppressed:
		n.stats.Suppressed++
	default:
		n.stats.Dropped++
	}
	t.end(o)
}

// Stats counts the alerts so far.
func (n *Notifier) Stats() Stats {
	n.mu.Lock()
	defer n.mu.Unlock()
	s := n.stats
	s.Pending = s.Raised - s.Delivered - s.Suppressed - s.Dropped
	return s
}

// Flush waits until everything has ended, audit lines included. The error is ctx's, when that is over first.
func (n *Notifier) Flush(ctx context.Context) error {
	n.mu.Lock()
	if n.open == 0 {
		n.mu.Unlock()
		return nil
	}
	if n.idle == nil {
		n.idle = make(chan struct{})
	}
	idle := n.idle
	n.mu.Unlock()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Close tells what the throttle held back, flushes, and stops. What is left when ctx is over ends Closed.
func (n *Notifier) Close(ctx context.Context) error {
	n.mu.Lock()
	for key := range n.throttle.storms {
		n.tell(key)
	}
	n.mu.Unlock()
	err := n.Flush(ctx)
	n.mu.Lock()
	defer n.mu.Unlock()
	n.closed = true
	for _, l := range n.lanes {
		l.close()
	}
	n.stop()
	return err
}

// #region route

// refuse says why the alert goes no further, if it does not.
func (n *Notifier) refuse(a Alert, now time.Time) (Outcome, bool) {
	if n.closed {
		return Outcome{Status: Dropped, Reason: Closed, Detail: "the notifier is closed"}, true
	}
	if problem := a.problem(); problem != "" {
		return Outcome{Status: Dropped, Reason: Invalid, Detail: problem}, true
	}
	if n.config.Disabled {
		return Outcome{Status: Suppressed, Reason: Disabled}, true
	}
	channel := a.channel()
	l := n.laneOf(channel)
	if l == nil {
		if !n.unroutedTold {
			n.config.Logger.Error("an alert is dropped: its channel has no webhook; set DISCORD_WEBHOOK", "channel", channel)
			n.unroutedTold = true
		}
		return Outcome{Status: Dropped, Reason: Unrouted, Detail: "channel " + channel + " has no webhook"}, true
	}
	if n.isGuarded(l) {
		return Outcome{Status: Suppressed, Reason: TestGuard}, true
	}
	if key := a.key(); !n.throttle.admits(key, now) {
		n.hold(key, channel, a)
		return Outcome{Status: Suppressed, Reason: Throttled, Key: key}, true
	}
	return Outcome{}, false
}

// laneOf falls back to the default webhook, except for the audit trail.
func (n *Notifier) laneOf(channel string) *lane {
	if l, ok := n.lanes[channel]; ok || channel == "audit" {
		return l
	}
	return n.lanes["default"]
}

// isGuarded keeps tests from Discord itself: a test suite that can page somebody will. Loopback is what tests are for.
func (n *Notifier) isGuarded(l *lane) bool { return n.config.UnderTest && l.webhook.isDiscord }

// #endregion route

// #region mentions

// mention lets only a P0 ping by itself; everyone would soon have muted the channel.
func (n *Notifier) mention(a Alert) []string {
	if a.Mention == nil && a.Severity == P0 {
		return n.config.P0Mention
	}
	return a.Mention
}

// #endregion mentions

// #region audit

// mirror leaves a line for how the alert ended. The line's own fate changes nothing, and it is not mirrored.
func (n *Notifier) mirror(a Alert, o Outcome) {
	l := n.lanes[n.config.Audit]
	if l == nil || n.isGuarded(l) || o.Channel == n.config.Audit {
		return
	}
	how := string(o.Status)
	if o.Reason != "" {
		how += " (" + o.Reason + ")"
	}
	title := cut(strings.Join(strings.Fields(a.Title), " "), 120)
	line := fmt.Sprintf("`%s` %s → %s · %s", a.Severity, title, o.Channel, how)
	n.post(l, &job{rank: leastRank, message: auditMessage(line)})
}

// #endregion audit

// #region throttle

// hold counts the alert, and has the storm told when its window ends.
func (n *Notifier) hold(key, channel string, a Alert) {
	if s, isNew := n.throttle.hold(key, channel, a); isNew {
		s.timer = time.AfterFunc(n.config.ThrottleWindow, func() {
			n.mu.Lock()
			defer n.mu.Unlock()
			n.tell(key)
		})
	}
}

// tell says how many were held back, so that nothing is lost silently. It pings nobody. The house is locked.
func (n *Notifier) tell(key string) {
	s := n.throttle.storms[key]
	if s == nil || n.closed {
		return
	}
	delete(n.throttle.storms, key)
	s.timer.Stop()
	summary := s.summary
	summary.Title = fmt.Sprintf("%d more: %s", s.count, summary.Title)
	summary.Description = fmt.Sprintf("%d alerts like this were held back by the throttle.", s.count)
	rank := max(summary.Severity.rank(), P2.rank())
	n.post(n.laneOf(s.channel), &job{rank: rank, message: render(summary, time.Now(), nil)})
}

// #endregion throttle
