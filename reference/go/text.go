package dat

import (
	"regexp"
	"strings"
)

const fence = "```"

// #region secrets

// secrets masks what must not be read in a channel: whoever reads a webhook's URL can post with it.
var secrets = regexp.MustCompile(`(?i)(/webhooks/\d{15,20}/|\bBearer\s{1,4})[\w.~+/=-]{20,}`)

func redact(text string) string { return secrets.ReplaceAllString(text, "${1}[redacted]") }

// #endregion secrets

// clean returns usable Unicode without white space around it, which is what Discord's limits count.
func clean(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7F {
			return -1 // Discord drops control characters
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.TrimSpace(redact(text))
}

// units is the length in UTF-16 units: never less than the code points, so it is safe by either count.
func units(text string) int {
	n := 0
	for _, r := range text {
		n += runeUnits(r)
	}
	return n
}

func runeUnits(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// cut returns clean text of at most limit units. What was cut ends in "…", with an open code block closed.
func cut(text string, limit int) string {
	text = clean(text)
	if len(text) <= limit || units(text) <= limit {
		return text
	}
	short := start(text, limit-1)
	if !isOpen(short) {
		return short + "…"
	}
	short = start(text, limit-len("x\n"+fence))
	if !isOpen(short) { // the shorter cut has lost the very fence that was open
		return short + "…"
	}
	return short + "…\n" + fence
}

func isOpen(text string) bool { return strings.Count(text, fence)%2 == 1 }

// start returns the longest beginning of at most limit units.
func start(text string, limit int) string {
	for i, r := range text {
		if limit -= runeUnits(r); limit < 0 {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}
