package dat

import (
	"cmp"
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

const (
	leastRank      = 5  // of what is no alert: audit lines
	backoffCeiling = 30 // times the base
)

// A job is a message on its way.
type job struct {
	rank     int // 0 for P0; decides who is evicted
	order    int
	message  message
	threadID string
	onEnd    func(Outcome)

	attempts, failures, limited int
	maybeDelivered, ended       bool
}

// urgency decides who is sent first: P0, then P1, then the rest as it was raised, then what is no alert.
func (j *job) urgency() int {
	if j.rank >= leastRank {
		return 3
	}
	return min(j.rank, 2)
}

func (j *job) end(o Outcome) {
	if !j.ended {
		j.ended = true
		o.Attempts, o.MaybeDelivered = j.attempts, j.maybeDelivered && o.Status != Delivered
		j.onEnd(o)
	}
}

func (j *job) drop(reason, detail string) {
	j.end(Outcome{Status: Dropped, Reason: reason, Detail: detail})
}

// A house is what all lanes share. Its lock guards every queue, the books and the throttle, and is never held during a
// request, so that nothing needs to be reasoned about between them.
type house struct {
	mu        sync.Mutex
	ctx       context.Context // over when the notifier is closed
	config    Config
	shutUntil time.Time // told by Discord: nothing may leave this address
	lastError string
}

// #region queue

// A lane sends one request at a time to one webhook, by a goroutine of its own. A plain buffered channel would be
// first in, first out: it could neither let a P0 pass nor evict a P3.
type lane struct {
	*house
	webhook      *Webhook
	waiting      []*job // in the order they are sent
	flying       *job
	wire         sync.Mutex    // held by whoever makes a request; taken before the house's lock
	wake         chan struct{} // of one slot, so that telling never waits
	started      bool
	gone, closed bool
	shutUntil    time.Time // told by Discord: holds for everybody
	restingUntil time.Time // our own back-off: a fresh P0 need not wait for it
}

func newLane(h *house, w *Webhook) *lane {
	return &lane{house: h, webhook: w, wake: make(chan struct{}, 1)}
}

// add takes the job and never waits. A full lane loses the least severe, the oldest of them. The house is locked.
func (l *lane) add(j *job) {
	if l.gone {
		j.drop(Gone, "the webhook is gone")
		return
	}
	if l.closed {
		j.drop(Closed, "the notifier is closed")
		return
	}
	l.put(j)
	if len(l.waiting) > l.config.QueueMax {
		victim := slices.MaxFunc(l.waiting, func(a, b *job) int {
			return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.order, a.order))
		})
		l.waiting = slices.DeleteFunc(l.waiting, func(each *job) bool { return each == victim })
		victim.drop(Overflow, "too many alerts were waiting")
	}
	if !l.started {
		l.started = true
		go l.run()
	}
	l.stir()
}

// put sorts the job in, behind those that are as urgent and were raised before it.
func (l *lane) put(j *job) {
	at, _ := slices.BinarySearchFunc(l.waiting, j, func(a, b *job) int {
		return cmp.Or(cmp.Compare(a.urgency(), b.urgency()), cmp.Compare(a.order, b.order))
	})
	l.waiting = slices.Insert(l.waiting, at, j)
}

// stir makes the goroutine look again.
func (l *lane) stir() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

func (l *lane) run() {
	for {
		wait := l.deliverNext()
		timer := time.NewTimer(wait)
		select {
		case <-l.wake:
		case <-timer.C:
		case <-l.ctx.Done():
			return
		}
		timer.Stop()
	}
}

// deliverNext makes one attempt at the most urgent job, if its time has come, and says how long to wait for the next.
func (l *lane) deliverNext() time.Duration {
	l.wire.Lock()
	defer l.wire.Unlock()
	j, wait := l.take()
	if j == nil {
		return wait
	}
	threadID := cmp.Or(j.threadID, l.webhook.threadID)
	a := exchange(l.ctx, l.config.Timeout, l.webhook, "POST", j.message.encode(), threadID)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flying = nil
	r := l.learn(a)
	if !j.ended {
		l.decide(j, r)
	}
	return 0
}

func (l *lane) take() (*job, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.waiting) == 0 {
		return nil, hour
	}
	if wait := time.Until(l.opensAt(l.waiting[0])); wait > 0 {
		return nil, wait
	}
	l.flying = l.waiting[0]
	l.waiting = slices.Delete(l.waiting, 0, 1)
	l.flying.attempts++
	return l.flying, 0
}

// close ends what is left, the request under way included. The house is locked.
func (l *lane) close() {
	l.closed = true
	if l.flying != nil {
		l.flying.maybeDelivered = true
		l.flying.drop(Closed, "the notifier was closed first")
	}
	l.dropAll(Closed, "the notifier was closed first")
}

func (l *lane) dropAll(reason, detail string) {
	jobs := l.waiting
	l.waiting = nil
	for _, j := range jobs {
		j.drop(reason, detail)
	}
}

// #endregion queue

// opensAt says when the job may be sent; nil stands for a request that is no job.
func (l *lane) opensAt(j *job) time.Time {
	at := l.shutUntil
	if l.house.shutUntil.After(at) {
		at = l.house.shutUntil
	}
	if j != nil && (j.urgency() > 0 || j.failures > 0) && l.restingUntil.After(at) {
		at = l.restingUntil
	}
	return at
}

// #region backoff

// learn keeps what the answer means for everything that is sent after it.
func (l *lane) learn(a answer) reply {
	r := readReply(a, l.webhook)
	shut(&l.shutUntil, foretold(a))
	switch {
	case r.kind == limited && r.everywhere:
		shut(&l.house.shutUntil, r.wait+margin)
	case r.kind == limited:
		shut(&l.shutUntil, r.wait+margin)
	case r.kind == gone:
		l.gone = true
	}
	if r.kind != delivered {
		l.lastError = r.detail
	}
	return r
}

// shut never shortens a pause.
func shut(until *time.Time, wait time.Duration) {
	if at := time.Now().Add(wait); at.After(*until) {
		*until = at
	}
}

// decide ends the job, or puts it back to its old place.
func (l *lane) decide(j *job, r reply) {
	hadLastChance := j.maybeDelivered // one more attempt was all that was left
	spent := false
	switch r.kind {
	case delivered:
		j.end(Outcome{Status: Delivered})
		return
	case refused, gone:
		reason := Rejected
		if r.kind == gone {
			reason = Gone
		}
		j.end(Outcome{
			Status: Dropped, Reason: reason, Detail: r.detail,
			HTTPStatus: r.status, DiscordCode: r.code, Errors: r.errors,
		})
		if l.gone {
			l.dropAll(Gone, r.detail)
		}
		return
	case limited:
		j.limited++
		spent = j.limited > l.config.MaxAttempts || r.wait > l.config.MaxWait
	case failed:
		j.failures++
		spent = j.failures >= l.config.MaxAttempts
		l.restingUntil = time.Now().Add(l.backoff(j.failures))
		if r.maybeDelivered {
			j.maybeDelivered = true
			j.message.ping(nil) // nobody is woken twice
		}
	}
	if spent || hadLastChance {
		j.drop(Exhausted, "gave up: "+r.detail)
		return
	}
	l.put(j)
}

// backoff has full jitter under a doubling ceiling (AWS Architecture Blog, Exponential Backoff And Jitter), and is never
// so short that it hammers.
func (l *lane) backoff(failures int) time.Duration {
	base := l.config.Backoff
	ceiling := base * time.Duration(min(1<<(failures-1), backoffCeiling))
	return max(base/4, rand.N(ceiling))
}

// #endregion backoff
