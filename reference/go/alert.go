// Package dat sends alerts to Discord webhooks and keeps doing so on the worst day: it queues, throttles, waits as
// Discord tells it to, and says how every alert ended. It needs the standard library only.
package dat

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Severity says how bad it is, and with that the channel, the colour and whom it wakes.
type Severity string

// From the most severe to the least.
const (
	P0  Severity = "P0"
	P1  Severity = "P1"
	P2  Severity = "P2"
	P3  Severity = "P3"
	DEV Severity = "DEV"
)

var severities = []Severity{P0, P1, P2, P3, DEV}

// rank is 0 for the most severe, and -1 for what is no severity.
func (s Severity) rank() int { return slices.Index(severities, s) }

// An Alert is something people should know. Severity and Title are required.
type Alert struct {
	Severity    Severity
	Title       string
	Description string
	Fields      []Field
	Trade       bool      // a P3 about money: blue, and to "trades"
	Channel     string    // instead of the severity's
	Key         string    // alerts of one key share a throttle; derived from the title when empty
	Mention     []string  // "@everyone", "@here", "<@user>", "<@&role>"; nil leaves it to the severity, empty pings nobody
	URL         string    // a link for the title
	Footer      string    //
	Author      string    //
	Timestamp   time.Time // the zero time means the moment it is raised
	ThreadID    string    // a thread of the channel
	Silent      bool      // no push notification
}

// A Field is a named value under the text of an alert. Text is shown as it is, everything else as JSON.
type Field struct {
	Name   string
	Value  any
	Inline bool
}

// problem says why nobody can be told about the alert, if so.
func (a Alert) problem() string {
	if a.Severity.rank() < 0 {
		return "the severity must be one of P0, P1, P2, P3, DEV"
	}
	if clean(a.Title) == "" {
		return "the title is empty"
	}
	return ""
}

// #region route

var channels = map[Severity]string{P0: "alerts", P1: "alerts", P2: "info", P3: "info", DEV: "dev"}

var colors = map[Severity]int{P0: 0xFF0000, P1: 0xFF8800, P2: 0xFFCC00, P3: 0x00CC66, DEV: 0x808080}

const (
	tradeColor = 0x3399FF
	auditColor = 0xFFFFFF
)

// channel is the one the alert asks for, else its severity's.
func (a Alert) channel() string {
	if a.Channel == "" && a.isTrade() {
		return "trades"
	}
	return cmp.Or(a.Channel, channels[a.Severity])
}

func (a Alert) color() int {
	if a.isTrade() {
		return tradeColor
	}
	return colors[a.Severity]
}

func (a Alert) isTrade() bool { return a.Trade && a.Severity == P3 }

// #endregion route

// ids is what tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more.
var ids = regexp.MustCompile(`(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:0x)?[0-9a-f]{8,}\b|\d{4,}`)

// key makes one storm of "order 47111 failed" and "order 47112 failed", but "node 2" is not "node 3".
func (a Alert) key() string {
	return cmp.Or(a.Key, string(a.Severity)+" "+ids.ReplaceAllString(strings.TrimSpace(a.Title), "#"))
}
