package dat

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"regexp"
	"sync/atomic"
	"time"
)

const (
	userAgent    = "DiscordBot (dat-go, 1.0)" // the edge refuses some libraries' own names
	maxReplySize = 64 << 10
)

// An answer is what came back, unread; or nothing did, and err says why.
type answer struct {
	status  int
	header  http.Header
	text    string
	err     error
	written bool // the request may have arrived, so that another one is a second message
}

// client follows no redirect: the path holds the token.
var client = &http.Client{
	Transport:     newTransport(),
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func newTransport() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.IdleConnTimeout = 30 * time.Second // Discord closes idle connections after a minute (discord-api-docs #7220)
	t.MaxResponseHeaderBytes = 256 << 10
	return t
}

var threadIDs = regexp.MustCompile(`^\d{17,20}$`)

// #region send

// exchange makes one HTTP request, with one deadline over connecting, sending and the whole answer.
func exchange(ctx context.Context, timeout time.Duration, w *Webhook, method string, body []byte, threadID string) answer {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	var written atomic.Bool
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{WroteHeaders: func() { written.Store(true) }})

	target, _ := w.reveal()
	if threadIDs.MatchString(threadID) {
		target += "?thread_id=" + threadID
	}
	request, err := http.NewRequestWithContext(ctx, method, target, bytes.NewReader(body))
	if err != nil {
		return answer{err: errors.New("the webhook's URL cannot be asked")}
	}
	request.Header.Set("User-Agent", userAgent)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{err: withoutURL(err, timeout), written: written.Load()}
	}
	defer response.Body.Close()
	// The status has been told, and it alone decides when the body breaks off.
	text, _ := io.ReadAll(io.LimitReader(response.Body, maxReplySize))
	return answer{status: response.StatusCode, header: response.Header, text: string(text)}
}

// #endregion send

// withoutURL takes the reason out of a *url.Error, whose text begins with the URL.
func withoutURL(err error, timeout time.Duration) error {
	if errors.Is(err, context.DeadlineExceeded) {
		return errors.New("no answer within " + timeout.String())
	}
	var wrapped *url.Error
	for errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	return err
}
