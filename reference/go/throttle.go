package dat

import "time"

const maxKeys = 10_000

// #region throttle

// A throttle lets the first few alerts of a key through in any window. The caller brings the time, and the lock.
type throttle struct {
	most   int // not positive: everything passes
	window time.Duration
	passes map[string][]time.Time
	storms map[string]*storm
}

// A storm is what was held back of one key, to be told later.
type storm struct {
	summary Alert
	channel string
	count   int
	timer   *time.Timer
}

func newThrottle(most int, window time.Duration) *throttle {
	return &throttle{most: most, window: window, passes: map[string][]time.Time{}, storms: map[string]*storm{}}
}

// admits slides its window: a fixed one would let twice as many through at its edge.
func (t *throttle) admits(key string, now time.Time) bool {
	if t.most <= 0 {
		return true
	}
	passes := t.passes[key]
	for len(passes) > 0 && now.Sub(passes[0]) >= t.window {
		passes = passes[1:]
	}
	if len(passes) >= t.most {
		return false
	}
	if len(t.passes) >= maxKeys {
		t.forget(now)
	}
	t.passes[key] = append(passes, now)
	return true
}

// forget makes room: first the keys whose window is over, then whichever comes first.
func (t *throttle) forget(now time.Time) {
	for key, passes := range t.passes {
		if now.Sub(passes[len(passes)-1]) >= t.window {
			delete(t.passes, key)
		}
	}
	for key := range t.passes {
		if len(t.passes) < maxKeys {
			return
		}
		delete(t.passes, key)
	}
}

// hold counts an alert that did not pass, and says whether it is the first of a storm.
func (t *throttle) hold(key, channel string, a Alert) (*storm, bool) {
	s, known := t.storms[key]
	if !known {
		s = &storm{summary: Alert{Severity: a.Severity, Title: cut(a.Title, maxTitle), Trade: a.Trade}, channel: channel}
		t.storms[key] = s
	}
	s.count++
	return s, !known
}

// #endregion throttle
