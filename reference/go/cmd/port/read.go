package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"time"

	"example.com/dat"
)

// readConfig takes what the command gives, and the rest from the environment.
func readConfig(line []byte) (dat.Config, error) {
	var given struct {
		Webhooks    map[string]string `json:"webhooks"`
		Enabled     *bool             `json:"enabled"`
		Username    string            `json:"username"`
		Audit       any               `json:"audit"`
		P0Mention   *string           `json:"p0Mention"`
		MaxAttempts int               `json:"maxAttempts"`
		TimeoutMS   int               `json:"timeoutMs"`
		MaxWaitMS   int               `json:"maxWaitMs"`
		BackoffMS   int               `json:"backoffMs"`
		Throttle    json.RawMessage   `json:"throttle"`
		QueueMax    int               `json:"queueMax"`
	}
	if err := json.Unmarshal(line, &given); err != nil {
		return dat.Config{}, err
	}
	config, err := dat.FromEnv()
	if err != nil {
		return config, err
	}
	if given.Webhooks != nil {
		config.Webhooks = map[string]*dat.Webhook{}
	}
	for channel, url := range given.Webhooks {
		if config.Webhooks[channel], err = dat.ParseWebhook(url, os.Getenv("DISCORD_API_BASE")); err != nil {
			return config, err
		}
	}
	if given.Enabled != nil {
		config.Disabled = !*given.Enabled
	}
	if audit, ok := given.Audit.(string); ok {
		config.Audit = audit
	} else if given.Audit == false {
		config.Audit = "no such channel"
	}
	if given.P0Mention != nil {
		config.P0Mention = append([]string{}, strings.Fields(*given.P0Mention)...)
	}
	config.Username = given.Username
	set(&config.MaxAttempts, given.MaxAttempts)
	set(&config.QueueMax, given.QueueMax)
	set(&config.Timeout, time.Duration(given.TimeoutMS)*time.Millisecond)
	set(&config.MaxWait, time.Duration(given.MaxWaitMS)*time.Millisecond)
	set(&config.Backoff, time.Duration(given.BackoffMS)*time.Millisecond)
	return config, readThrottle(&config, given.Throttle)
}

func readThrottle(config *dat.Config, given json.RawMessage) error {
	if string(given) == "false" {
		config.ThrottleMax = -1
		return nil
	}
	var throttle struct {
		Max      *int `json:"max"`
		WindowMS int  `json:"windowMs"`
	}
	if len(given) > 0 {
		if err := json.Unmarshal(given, &throttle); err != nil {
			return err
		}
	}
	if throttle.Max != nil {
		config.ThrottleMax = *throttle.Max
		if *throttle.Max == 0 {
			config.ThrottleMax = -1
		}
	}
	set(&config.ThrottleWindow, time.Duration(throttle.WindowMS)*time.Millisecond)
	return nil
}

func set[T comparable](setting *T, given T) {
	var none T
	if given != none {
		*setting = given
	}
}

// readAlert reads an alert's JSON form. What has the wrong shape is left out; without severity and title it is invalid.
func readAlert(raw json.RawMessage) dat.Alert {
	var given struct {
		Severity    dat.Severity    `json:"severity"`
		Title       string          `json:"title"`
		Description string          `json:"description"`
		Fields      json.RawMessage `json:"fields"`
		Trade       bool            `json:"trade"`
		Channel     string          `json:"channel"`
		Key         string          `json:"key"`
		Mention     json.RawMessage `json:"mention"`
		URL         string          `json:"url"`
		Footer      string          `json:"footer"`
		Timestamp   string          `json:"timestamp"`
		Author      string          `json:"author"`
		Thread      struct {
			ID string `json:"id"`
		} `json:"thread"`
		Silent bool `json:"silent"`
	}
	_ = json.Unmarshal(raw, &given) // the other fields are read even so
	return dat.Alert{
		Severity:    given.Severity,
		Title:       given.Title,
		Description: given.Description,
		Fields:      readFields(given.Fields),
		Trade:       given.Trade,
		Channel:     given.Channel,
		Key:         given.Key,
		Mention:     readMention(given.Mention),
		URL:         given.URL,
		Footer:      given.Footer,
		Author:      given.Author,
		Timestamp:   readTime(given.Timestamp),
		ThreadID:    given.Thread.ID,
		Silent:      given.Silent,
	}
}

// readFields reads {"name": value} in its order, or [{"name", "value", "inline"}].
func readFields(raw json.RawMessage) []dat.Field {
	var rows []struct {
		Name   string `json:"name"`
		Value  any    `json:"value"`
		Inline bool   `json:"inline"`
	}
	var fields []dat.Field
	if decode(raw, &rows) == nil {
		for _, row := range rows {
			fields = append(fields, dat.Field{Name: row.Name, Value: row.Value, Inline: row.Inline})
		}
		return fields
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	if token, _ := decoder.Token(); token != json.Delim('{') {
		return nil
	}
	for decoder.More() {
		name, _ := decoder.Token()
		var value any
		if decoder.Decode(&value) != nil {
			break
		}
		fields = append(fields, dat.Field{Name: name.(string), Value: value})
	}
	return fields
}

// decode leaves numbers as they are written.
func decode(raw json.RawMessage, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// readMention turns "here" and {"role": id} into what Discord writes; nil when the alert says nothing.
func readMention(raw json.RawMessage) []string {
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	var given []json.RawMessage
	if json.Unmarshal(raw, &given) != nil {
		given = []json.RawMessage{raw}
	}
	mention := []string{}
	for _, each := range given {
		var word string
		var whom struct{ User, Role string }
		switch {
		case json.Unmarshal(each, &word) == nil:
			mention = append(mention, "@"+word)
		case json.Unmarshal(each, &whom) == nil && whom.User != "":
			mention = append(mention, "<@"+whom.User+">")
		case whom.Role != "":
			mention = append(mention, "<@&"+whom.Role+">")
		}
	}
	return mention
}

// readTime takes a time without a zone for UTC.
func readTime(text string) time.Time {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05.999999999", time.DateOnly} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
