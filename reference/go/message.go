package dat

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Discord's embed limits (docs: message resource). The last two count the fields, and all texts of a message together.
const (
	maxTitle, maxDescription, maxFieldName, maxFieldValue = 256, 4096, 256, 1024
	maxFooter, maxAuthor, maxURL, maxUsername             = 2048, 256, 2048, 80
	maxFields, maxTotal                                   = 25, 6000
)

const (
	empty                 = "\u200b" // a field needs a name and a value, and this one is invisible
	suppressNotifications = 1 << 12
)

// A message is the JSON body that Discord gets.
type message struct {
	Content         string          `json:"content,omitempty"`
	Username        string          `json:"username,omitempty"`
	Embeds          []embed         `json:"embeds"`
	AllowedMentions allowedMentions `json:"allowed_mentions"`
	Flags           int             `json:"flags,omitempty"`
}

type embed struct {
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Color       int          `json:"color"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Author      *embedAuthor `json:"author,omitempty"`
	Fields      []embedField `json:"fields,omitempty"`
	Footer      *embedFooter `json:"footer,omitempty"`
}

type (
	embedAuthor struct {
		Name string `json:"name"`
	}
	embedFooter struct {
		Text string `json:"text"`
	}
	embedField struct {
		Name   string `json:"name"`
		Value  string `json:"value"`
		Inline bool   `json:"inline,omitempty"`
	}
	allowedMentions struct {
		Parse []string `json:"parse"` // never nil: null would let Discord decide
		Users []string `json:"users,omitempty"`
		Roles []string `json:"roles,omitempty"`
	}
)

// encode gives the same bytes for the same message.
func (m message) encode() []byte {
	body, err := json.Marshal(m)
	if err != nil {
		panic(err) // strings, numbers and booleans only
	}
	return body
}

// render makes one message with one embed, which Discord accepts whatever is in the alert.
func render(a Alert, raisedAt time.Time, mention []string) message {
	if a.Timestamp.IsZero() {
		a.Timestamp = raisedAt
	}
	label := string(a.Severity) + " · " + clean(a.Title)
	if units(label) > maxTitle {
		label = a.Title
	}
	e := embed{
		Title:     cut(label, maxTitle),
		Color:     a.color(),
		Timestamp: a.Timestamp.UTC().Format("2006-01-02T15:04:05.000Z07:00"),
	}
	if author := cut(a.Author, maxAuthor); author != "" {
		e.Author = &embedAuthor{author}
	}
	link := strings.TrimSpace(a.URL)
	rows := a.Fields
	if units(link) <= maxURL && links.MatchString(link) {
		e.URL = link
	} else if link != "" {
		rows = append([]Field{{Name: "URL", Value: link}}, rows...)
	}
	for _, row := range rows[:min(len(rows), maxFields)] {
		e.Fields = append(e.Fields, embedField{
			Name:   cmp.Or(cut(row.Name, maxFieldName), empty),
			Value:  cmp.Or(cut(show(row.Value), maxFieldValue), empty),
			Inline: row.Inline,
		})
	}
	e.fit(cut(a.Description, maxDescription), a.Footer, len(rows))

	m := message{Embeds: []embed{e}}
	m.ping(mention)
	if a.Silent {
		m.Flags = suppressNotifications
	}
	return m
}

// links is what Discord certainly accepts as a URL: one internal link would cost the whole message (grafana #65270).
var links = regexp.MustCompile(`^https?://(?:[\w-]{1,63}\.)+[\w-]{1,63}(?::\d{1,5})?(?:[/?#][!-~]*)?$`)

// show returns text as it is, and everything else as JSON.
func show(value any) string {
	if text, ok := value.(string); ok {
		return text
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // people read it
	if encoder.Encode(value) != nil {
		return fmt.Sprint(value)
	}
	return text.String()
}

// fit leaves out the last fields, then the end of the description, until all texts together fit, and says so.
func (e *embed) fit(description, footer string, given int) {
	for {
		said := cut(footer, maxFooter)
		if missing := given - len(e.Fields); missing > 0 {
			note := fmt.Sprintf("%d fields left out", missing)
			said = strings.TrimPrefix(cut(footer, maxFooter-len(note)-len(" · "))+" · "+note, " · ")
		}
		if said != "" {
			e.Footer = &embedFooter{said}
		}
		room := maxTotal - e.size()
		if units(description) <= room || len(e.Fields) == 0 {
			e.Description = cut(description, room)
			return
		}
		e.Fields = e.Fields[:len(e.Fields)-1]
	}
}

func (e *embed) size() int {
	n := units(e.Title)
	if e.Author != nil {
		n += units(e.Author.Name)
	}
	if e.Footer != nil {
		n += units(e.Footer.Text)
	}
	for _, f := range e.Fields {
		n += units(f.Name) + units(f.Value)
	}
	return n
}

func auditMessage(line string) message {
	m := message{Embeds: []embed{{Description: cut(line, maxDescription), Color: auditColor}}}
	m.ping(nil)
	return m
}

// #region mentions

var mentions = regexp.MustCompile(`^(?:@everyone|@here|<@(&?)(\d{17,20})>)$`)

const maxMentions = 80 // of at most 24 characters each, under the 2000 of the content

func areMentions(whom []string) bool {
	return !slices.ContainsFunc(whom, func(each string) bool { return !mentions.MatchString(each) })
}

// ping puts whom it names into the content, because embeds never ping, and allows those only: text cannot ping.
func (m *message) ping(whom []string) {
	allowed := allowedMentions{Parse: []string{}}
	var wanted []string
	for _, mention := range whom {
		parts := mentions.FindStringSubmatch(mention)
		if parts == nil || slices.Contains(wanted, mention) || len(wanted) == maxMentions {
			continue
		}
		wanted = append(wanted, mention)
		switch sign, id := parts[1], parts[2]; {
		case id == "":
			allowed.Parse = []string{"everyone"} // covers @here
		case sign == "&":
			allowed.Roles = append(allowed.Roles, id)
		default:
			allowed.Users = append(allowed.Users, id)
		}
	}
	m.Content, m.AllowedMentions = strings.Join(wanted, " "), allowed
}

// #endregion mentions

// Discord refuses a message over these in its username, and over two whole names.
var (
	refusedParts = regexp.MustCompile(`(?i)(disc)ord|(cl)yde`)
	refusedNames = regexp.MustCompile(`(?i)^@?(?:here|everyone)$`)
)

func username(wanted string) string {
	name := cut(refusedParts.ReplaceAllString(wanted, "$1$2*"), maxUsername)
	if refusedNames.MatchString(name) {
		return "(" + name + ")"
	}
	return name
}
