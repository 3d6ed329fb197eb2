package dat

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A reply is what an answer means. Nothing here does anything: it is given what came back.
type reply struct {
	kind   replyKind
	detail string // for a person

	wait       time.Duration // limited: what Discord told
	everywhere bool          // limited: the address is meant, not the webhook

	maybeDelivered bool // failed: no answer after the request was written

	status int // refused
	code   int
	errors []string
}

type replyKind int

const (
	delivered replyKind = iota // any 2xx: 204 without a body, 200 with one
	limited                    // 429, or a block by Discord's edge
	failed                     // 5xx, a redirect or no answer: not about the message
	refused                    // a 4xx: it would be answered the same again
	gone                       // the webhook does not exist any more
)

const (
	hour       = time.Hour
	margin     = 50 * time.Millisecond // clocks differ, and too early prolongs the block
	edgeBlock  = 40333                 // "internal network error": the edge refused the address (discord-api-docs #6473)
	maxErrors  = 20
	maxMessage = 300
)

func readReply(a answer, w *Webhook) reply {
	if a.err != nil {
		return reply{kind: failed, detail: w.redact(a.err.Error()), maybeDelivered: a.written}
	}
	body := parse(a.text)
	code, hasCode := number(body["code"])
	switch {
	case a.status >= 200 && a.status < 300:
		return reply{kind: delivered}
	case a.status == http.StatusTooManyRequests:
		return readLimit(a, body)
	case a.status < 400 || a.status >= 500:
		return reply{kind: failed, detail: fmt.Sprintf("Discord answered %d", a.status)}
	case a.status == http.StatusForbidden && (!hasCode || code == 0 || code == edgeBlock):
		return reply{kind: limited, detail: "Discord's edge blocks this address", wait: hour, everywhere: true}
	}
	r := reply{kind: refused, status: a.status, code: int(code)}
	said, _ := body["message"].(string)
	if said = w.redact(said); said == "" {
		said = fmt.Sprintf("HTTP %d", a.status)
	}
	r.detail = "Discord refused the message: " + cut(said, maxMessage)
	if a.status == 404 && code == 10015 || a.status == 401 && code == 50027 { // Unknown Webhook, Invalid Webhook Token
		r.kind = gone
		return r
	}
	var tree any = body
	if hasCode {
		tree = body["errors"]
	}
	for _, each := range flatten(nil, tree, "") {
		r.errors = append(r.errors, cut(w.redact(each), maxMessage))
	}
	return r
}

// #region backoff

var bans = regexp.MustCompile(`(?i)\b1015\b|<html|<!doctype|blocked from accessing`)

// readLimit takes the body before the header, which is rounded up, and both before the bucket headers, which may speak
// of another bucket (discord-api-docs #4043).
func readLimit(a answer, body map[string]any) reply {
	wait, told := seconds(fmt.Sprint(body["retry_after"]))
	if !told {
		wait, told = seconds(a.header.Get("Retry-After"))
	}
	if code, ok := number(body["code"]); !told && (ok && code == 0 || bans.MatchString(a.text)) {
		return reply{kind: limited, detail: "Discord has banned this address for a while", wait: hour, everywhere: true}
	}
	if !told {
		wait = time.Second // no wait told, or one without sense, is not a wait of zero
	}
	return reply{
		kind:   limited,
		detail: fmt.Sprintf("Discord asked to wait %v", wait),
		wait:   wait,
		everywhere: body["global"] == true || a.header.Get("X-RateLimit-Scope") == "global" ||
			a.header.Get("X-RateLimit-Global") != "",
	}
}

// foretold says how long the next request must wait although this one was fine: the window is used up.
func foretold(a answer) time.Duration {
	if a.err != nil || a.header.Get("X-RateLimit-Remaining") != "0" {
		return 0
	}
	wait, _ := seconds(a.header.Get("X-RateLimit-Reset-After"))
	return min(wait, hour) + margin
}

// seconds reads a positive, finite number of seconds; a day stands for everything longer.
func seconds(text string) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(n > 0) || math.IsInf(n, 0) {
		return 0, false
	}
	return time.Duration(min(n, 86_400) * float64(time.Second)), true
}

// #endregion backoff

// parse reads a JSON object; anything else is an empty one.
func parse(text string) map[string]any {
	body := map[string]any{}
	decoder := json.NewDecoder(bytes.NewBufferString(text))
	decoder.UseNumber() // 1e309 is no reason to lose the rest
	if decoder.Decode(&body) != nil {
		return map[string]any{}
	}
	return body
}

func number(value any) (int64, bool) {
	n, ok := value.(json.Number)
	if !ok {
		return 0, false
	}
	i, err := n.Int64()
	return i, err == nil
}

// flatten appends Discord's field errors as "embeds.0.title: Must be …", nested (v10) as well as {"embeds":["0"]} (v6).
func flatten(found []string, tree any, path string) []string {
	if len(found) >= maxErrors {
		return found
	}
	switch tree := tree.(type) {
	case string:
		if _, err := strconv.Atoi(tree); err == nil {
			return append(found, path+"."+tree+": refused")
		}
		return append(found, path+": "+tree)
	case []any:
		for _, each := range tree {
			found = flatten(found, each, path)
		}
	case map[string]any:
		if said, ok := tree["message"].(string); ok {
			return append(found, strings.TrimPrefix(path+": "+said, ": "))
		}
		names := make([]string, 0, len(tree))
		for name := range tree {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			inner := strings.TrimPrefix(path+"."+name, ".")
			if name == "_errors" {
				inner = path
			}
			found = flatten(found, tree[name], inner)
		}
	}
	return found
}
