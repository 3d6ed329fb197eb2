package dat

import (
	"cmp"
	"errors"
	"regexp"
	"strings"
)

const defaultAPIBase = "https://discord.com/api/v10"

// #region secrets

// A Webhook is where a channel's messages go. Whoever knows its token can post, so nothing prints it: the token lives
// in a closure, because fmt looks into unexported fields without asking their String method.
type Webhook struct {
	id        string
	threadID  string
	isDiscord bool
	reveal    func() (url, token string)
}

var (
	webhookPath = regexp.MustCompile(`^/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(\S*))?$`)
	threadQuery = regexp.MustCompile(`(?:^|&)thread_id=(\d{17,20})(?:&|$)`)
	ownBase     = regexp.MustCompile(`(?i)^(https?://[^\s/?#@]+)/api(?:/v\d{1,2})?$`)
	apiBases    = regexp.MustCompile(`(?i)^https?://[^\s/?#@]+(?:/[^\s?#]*)?$`)
	discordHost = regexp.MustCompile(`(?i)^https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com(?:/|$)`)
	loopback    = regexp.MustCompile(`(?i)^https?://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:/|$)`)
)

// ParseWebhook reads a webhook's URL as Discord hands it out. Requests go to apiBase, by default Discord's API v10; a
// URL on loopback is its own base. The error never repeats the URL.
func ParseWebhook(url, apiBase string) (*Webhook, error) {
	apiBase, err := checkAPIBase(apiBase)
	if err != nil {
		return nil, err
	}
	at := max(strings.Index(url, "/webhooks/"), 0)
	base, path := strings.TrimSpace(url[:at]), webhookPath.FindStringSubmatch(strings.TrimSpace(url[at:]))
	if path == nil {
		return nil, errors.New("not a webhook URL: write https://discord.com/api/webhooks/<id>/<token>")
	}
	switch parts := ownBase.FindStringSubmatch(base); {
	case base == apiBase:
	case parts != nil && discordHost.MatchString(parts[1]):
		base = apiBase // the URL that Discord's UI shows means the deprecated API v6
	case parts != nil && loopback.MatchString(parts[1]):
	default:
		return nil, errors.New("the webhook's host is not Discord's, or plain http: set DISCORD_API_BASE for another")
	}
	id, token := path[1], path[2]
	w := &Webhook{id: id, isDiscord: discordHost.MatchString(base)}
	if thread := threadQuery.FindStringSubmatch(path[3]); thread != nil {
		w.threadID = thread[1]
	}
	w.reveal = func() (string, string) { return base + "/webhooks/" + id + "/" + token, token }
	return w, nil
}

func checkAPIBase(base string) (string, error) {
	base = strings.TrimRight(strings.TrimSpace(cmp.Or(base, defaultAPIBase)), "/")
	if !apiBases.MatchString(base) {
		return "", errors.New("the API base is no http(s) URL: write something like " + defaultAPIBase)
	}
	if strings.HasPrefix(strings.ToLower(base), "http:") && !loopback.MatchString(base) {
		return "", errors.New("the API base is plain http, which shows the token to the network: use https")
	}
	return base, nil
}

// String shows which webhook it is, without what is secret.
func (w *Webhook) String() string { return "[webhook " + w.id + "]" }

// MarshalText makes encoding/json and log/slog show what String shows.
func (w *Webhook) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// redact withholds text from outside that has any piece of the token in it.
func (w *Webhook) redact(text string) string {
	_, token := w.reveal()
	for i := 0; i+12 <= len(token); i++ {
		if strings.Contains(text, token[i:i+12]) {
			return "(it repeated the webhook's token)"
		}
	}
	return redact(text)
}

// #endregion secrets
