package dat

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"sync"
)

// A Status says how an alert ended. Pending is only what a [Notifier.Send] tells whose context was over first.
type Status string

// The statuses, and the reasons of Suppressed and Dropped.
const (
	Queued     Status = "queued"
	Delivered  Status = "delivered"
	Suppressed Status = "suppressed"
	Dropped    Status = "dropped"
	Pending    Status = "pending"

	Throttled = "throttled"
	Disabled  = "disabled"
	TestGuard = "test-guard"

	Invalid   = "invalid"   // not an alert
	Unrouted  = "unrouted"  // no webhook for its channel
	Overflow  = "overflow"  // the queue was full
	Rejected  = "rejected"  // Discord refused this message
	Gone      = "gone"      // the webhook does not exist any more
	Exhausted = "exhausted" // attempts, retries or the longest wait used up
	Closed    = "closed"    // the notifier was closed first
)

// A Receipt is what is known of an alert before any network: Queued, Suppressed or Dropped.
type Receipt struct {
	ID     string `json:"id"`
	State  Status `json:"state"`
	Reason string `json:"reason,omitempty"`
}

// An Outcome says how one alert ended. It never holds a URL.
type Outcome struct {
	Status      Status   `json:"status"`
	ID          string   `json:"id"`
	Reason      string   `json:"reason,omitempty"`
	Detail      string   `json:"detail,omitempty"` // for a person
	Channel     string   `json:"channel,omitempty"`
	Attempts    int      `json:"attempts,omitempty"`
	Key         string   `json:"key,omitempty"`
	HTTPStatus  int      `json:"httpStatus,omitempty"`
	DiscordCode int      `json:"discordCode,omitempty"`
	Errors      []string `json:"errors,omitempty"` // such as "embeds.0.title: Must be 256 or fewer in length."
	// MaybeDelivered is set when an attempt ended without an answer, so that nobody can know.
	MaybeDelivered bool `json:"maybeDelivered,omitempty"`
}

// A Ticket is a raised alert, to wait for.
type Ticket struct {
	ID      string
	ended   chan struct{}
	mu      sync.Mutex
	outcome Outcome
}

func newTicket() *Ticket {
	var id [16]byte
	rand.Read(id[:]) // never fails
	t := &Ticket{ID: hex.EncodeToString(id[:]), ended: make(chan struct{})}
	t.outcome = Outcome{Status: Pending, ID: t.ID}
	return t
}

// Wait returns how the alert ended, or what is true when ctx is over.
func (t *Ticket) Wait(ctx context.Context) Outcome {
	select {
	case <-t.ended:
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.outcome
}

// receipt says what is known right now.
func (t *Ticket) receipt() Receipt {
	t.mu.Lock()
	defer t.mu.Unlock()
	if o := t.outcome; o.Status == Suppressed || o.Status == Dropped && o.Attempts == 0 {
		return Receipt{ID: t.ID, State: o.Status, Reason: o.Reason}
	}
	return Receipt{ID: t.ID, State: Queued}
}

func (t *Ticket) accept(channel string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.outcome.Channel = channel
}

func (t *Ticket) end(o Outcome) {
	t.mu.Lock()
	defer t.mu.Unlock()
	o.ID = t.ID
	t.outcome = o
	close(t.ended)
}
