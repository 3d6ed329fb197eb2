package dat

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

var token = strings.Repeat("t", 68)

// #region tests

// discord is a server on loopback, which is what a program's own tests can use too. It answers from a script, then 204.
type discord struct {
	*httptest.Server
	mu     sync.Mutex
	bodies []string
	script []http.HandlerFunc
}

func newDiscord(t *testing.T, script ...http.HandlerFunc) (*discord, *Notifier) {
	t.Helper()
	d := &discord{script: script}
	d.Server = httptest.NewServer(d)
	t.Cleanup(d.Close)
	w, err := ParseWebhook(d.URL+"/api/webhooks/"+strings.Repeat("1", 18)+"/"+token, "")
	if err != nil {
		t.Fatal(err)
	}
	n, err := New(Config{Webhooks: map[string]*Webhook{"default": w}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { n.Close(context.Background()) })
	return d, n
}

func (d *discord) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	body, _ := io.ReadAll(r.Body)
	d.bodies = append(d.bodies, string(body))
	if len(d.script) == 0 {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	d.script[0](w, r)
	d.script = d.script[1:]
}

func TestOnlyP0PingsAndTextNeverDoes(t *testing.T) {
	d, n := newDiscord(t)
	n.Send(context.Background(), Alert{Severity: P0, Title: "DB down"})
	n.Send(context.Background(), Alert{Severity: P1, Title: "@everyone is slow"})
	if !strings.Contains(d.bodies[0], `"parse":["everyone"]`) || !strings.Contains(d.bodies[1], `"parse":[]`) {
		t.Errorf("got %s", d.bodies)
	}
}

func TestDiscordItselfIsNotSentToUnderATest(t *testing.T) {
	w, _ := ParseWebhook("https://discord.com/api/webhooks/"+strings.Repeat("1", 18)+"/"+token, "")
	n, _ := New(Config{Webhooks: map[string]*Webhook{"default": w}})
	if got := n.Send(context.Background(), Alert{Severity: P0, Title: "DB down"}); got.Reason != TestGuard {
		t.Errorf("got %+v", got)
	}
}

// #endregion tests

func answerWith(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		io.WriteString(w, body)
	}
}

func TestA429IsWaitedOutAndTheSameBytesGoAgain(t *testing.T) {
	d, n := newDiscord(t, answerWith(429, `{"retry_after":0.2}`))
	got := n.Send(context.Background(), Alert{Severity: P1, Title: "Auth degraded"})
	if got.Status != Delivered || got.Attempts != 2 || d.bodies[0] != d.bodies[1] {
		t.Errorf("got %+v, %s", got, d.bodies)
	}
}

func TestARefusalIsToldWithItsFieldAndWithoutTheToken(t *testing.T) {
	said := `{"code":50035,"message":"` + token + `","errors":{"embeds":{"0":{"_errors":[{"message":"Too long."}]}}}}`
	_, n := newDiscord(t, answerWith(400, said))
	got := n.Send(context.Background(), Alert{Severity: P1, Title: "Auth degraded"})
	if got.Reason != Rejected || !slices.Equal(got.Errors, []string{"embeds.0: Too long."}) {
		t.Errorf("got %+v", got)
	}
	if shown := fmt.Sprintf("%+v %v %#v %+v", got, n, n, n.config); strings.Contains(shown, token[:12]) {
		t.Errorf("the token shows in %s", shown)
	}
}

func TestAStormCostsThreeMessagesAndASummary(t *testing.T) {
	d, n := newDiscord(t)
	held := 0
	for i := range 9 {
		if n.Notify(Alert{Severity: P2, Title: fmt.Sprintf("order 4711%d failed", i)}).State == Suppressed {
			held++
		}
	}
	if err := n.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	if held != 6 || len(d.bodies) != 4 || !strings.Contains(d.bodies[3], "6 more") {
		t.Errorf("held %d, got %s", held, d.bodies)
	}
}

func TestNoWindowHoldsMoreThanTheThrottleAdmits(t *testing.T) {
	throttle := newThrottle(2, 10*time.Second)
	var got []bool
	for _, seconds := range []float64{0, 9, 9.5, 10, 18.9, 19} {
		got = append(got, throttle.admits("k", time.Unix(0, int64(seconds*1e9))))
	}
	if want := []bool{true, true, false, true, false, true}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCutCountsUTF16UnitsAndKeepsCharactersAndFencesWhole(t *testing.T) {
	if got, want := cut(strings.Repeat("😀", 200), 256), strings.Repeat("😀", 127)+"…"; got != want {
		t.Errorf("got %q", got)
	}
	if got, want := cut("```"+strings.Repeat("x", 50), 20), "```"+strings.Repeat("x", 12)+"…\n```"; got != want {
		t.Errorf("got %q", got)
	}
}
