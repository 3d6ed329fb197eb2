package dat

import (
	"cmp"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// A Config says what a [Notifier] does. The zero value of a field means its default.
type Config struct {
	// Webhooks by channel; "default" stands in for every channel but "audit".
	Webhooks map[string]*Webhook
	// Disabled switches everything off: alerts end Suppressed.
	Disabled bool
	// Username overrides the webhooks' names.
	Username string
	// Audit is the channel that gets a line for every alert, by default "audit". Without a webhook there is no trail.
	Audit string
	// P0Mention is whom a P0 pings: nil means @everyone, empty means nobody.
	P0Mention []string
	// MaxAttempts of one alert may fail by 5xx or the network, and as many retries follow a 429. Default 5, at most 10.
	MaxAttempts int
	// Timeout is the deadline of one attempt. Default 10 s.
	Timeout time.Duration
	// MaxWait is the longest wait after a 429 that one alert sits out. Default 30 s.
	MaxWait time.Duration
	// Backoff is the base of the back-off, whose ceiling is 30 times that. Default 1 s.
	Backoff time.Duration
	// ThrottleMax alerts of one key are let through per ThrottleWindow. Default 3 in 60 s; negative switches it off.
	ThrottleMax    int
	ThrottleWindow time.Duration
	// QueueMax alerts are held per webhook. Default 500.
	QueueMax int
	// UnderTest keeps alerts from Discord itself. It is always true in a program that go test has built.
	UnderTest bool
	// Logger gets what the operator should know. Default slog.Default().
	Logger *slog.Logger
}

// withDefaults fills in what is not set, and refuses what is out of its range.
func (c Config) withDefaults() (Config, error) {
	c.Audit = cmp.Or(c.Audit, "audit")
	c.MaxAttempts = cmp.Or(c.MaxAttempts, 5)
	c.Timeout = cmp.Or(c.Timeout, 10*time.Second)
	c.MaxWait = cmp.Or(c.MaxWait, 30*time.Second)
	c.Backoff = cmp.Or(c.Backoff, time.Second)
	c.ThrottleMax = cmp.Or(c.ThrottleMax, 3)
	c.ThrottleWindow = cmp.Or(c.ThrottleWindow, time.Minute)
	c.QueueMax = cmp.Or(c.QueueMax, 500)
	c.Logger = cmp.Or(c.Logger, slog.Default())
	c.UnderTest = c.UnderTest || testing.Testing()
	if c.P0Mention == nil {
		c.P0Mention = []string{"@everyone"}
	}
	switch {
	case c.MaxAttempts < 1 || c.MaxAttempts > 10:
		return c, fmt.Errorf("MaxAttempts must be 1 to 10, not %d", c.MaxAttempts)
	case min(c.Timeout, c.MaxWait, c.Backoff, c.ThrottleWindow) < 0:
		return c, errors.New("neither Timeout nor MaxWait, Backoff and ThrottleWindow may be negative")
	case c.QueueMax < 1:
		return c, fmt.Errorf("QueueMax must be 1 or more, not %d", c.QueueMax)
	case !areMentions(c.P0Mention):
		return c, errors.New("P0Mention takes @everyone, @here, <@&role> and <@user>")
	}
	return c, nil
}

// FromEnv reads the environment that all programs of a deployment share: DISCORD_WEBHOOK_ALERTS, _INFO, _TRADES, _DEV
// and _AUDIT, DISCORD_WEBHOOK for all but audit, each also as …_FILE, NOTIFY_DISCORD_ENABLED, DISCORD_P0_MENTION and
// the DAT_… knobs. The error names the variable, never its value.
func FromEnv() (Config, error) {
	c := Config{
		Webhooks:    map[string]*Webhook{},
		Disabled:    isOff(os.Getenv("NOTIFY_DISCORD_ENABLED")),
		UnderTest:   os.Getenv("DAT_TEST") != "" && !isOff(os.Getenv("DAT_TEST")),
		MaxAttempts: knob("DAT_MAX_ATTEMPTS", 1, 10),
		Timeout:     milliseconds("DAT_TIMEOUT_MS"),
		MaxWait:     milliseconds("DAT_MAX_WAIT_MS"),
		Backoff:     milliseconds("DAT_BACKOFF_MS"),
		QueueMax:    knob("DAT_QUEUE_MAX", 1, 100_000),

		ThrottleMax:    knob("DAT_THROTTLE_MAX", 0, 1000),
		ThrottleWindow: milliseconds("DAT_THROTTLE_WINDOW_MS"),
	}
	if strings.TrimSpace(os.Getenv("DAT_THROTTLE_MAX")) == "0" {
		c.ThrottleMax = -1
	}
	if text, ok := os.LookupEnv("DISCORD_P0_MENTION"); ok {
		c.P0Mention = append([]string{}, strings.Fields(text)...)
		if !areMentions(c.P0Mention) {
			slog.Warn("DISCORD_P0_MENTION is none of @everyone, @here, <@&role>, <@user>: it is @everyone")
			c.P0Mention = nil
		}
	}
	apiBase, err := checkAPIBase(os.Getenv("DISCORD_API_BASE"))
	if err != nil {
		return c, fmt.Errorf("DISCORD_API_BASE: %w", err)
	}
	for channel, variables := range map[string][]string{
		"alerts":  {"DISCORD_WEBHOOK_ALERTS"},
		"info":    {"DISCORD_WEBHOOK_INFO"},
		"trades":  {"DISCORD_WEBHOOK_TRADES"},
		"dev":     {"DISCORD_WEBHOOK_DEV"},
		"audit":   {"DISCORD_WEBHOOK_AUDIT"},
		"default": {"DISCORD_WEBHOOK", "DISCORD_WEBHOOK_URL"},
	} {
		for _, variable := range variables {
			url := secret(variable)
			if url == "" {
				continue
			}
			if c.Webhooks[channel], err = ParseWebhook(url, apiBase); err != nil {
				return c, fmt.Errorf("%s: %w", variable, err)
			}
			break
		}
	}
	return c, nil
}

// secret reads a variable, or the file that …_FILE names, as secrets are mounted.
func secret(variable string) string {
	if value := strings.TrimSpace(os.Getenv(variable)); value != "" {
		return value
	}
	path := os.Getenv(variable + "_FILE")
	if path == "" {
		return ""
	}
	text, err := os.ReadFile(path)
	if err != nil {
		slog.Warn("the file of a webhook cannot be read", "variable", variable+"_FILE")
	}
	return strings.TrimSpace(string(text))
}

func isOff(text string) bool {
	return slices.Contains([]string{"0", "false", "no", "off"}, strings.ToLower(strings.TrimSpace(text)))
}

// knob reads a number, 0 when it is not set or makes no sense.
func knob(variable string, least, most int) int {
	text := strings.TrimSpace(os.Getenv(variable))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < least || n > most {
		slog.Warn("a setting is ignored: it is no number in its range", "variable", variable, "from", least, "to", most)
		return 0
	}
	return n
}

func milliseconds(variable string) time.Duration {
	return time.Duration(knob(variable, 1, 86_400_000)) * time.Millisecond
}
