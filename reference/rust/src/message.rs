//! The JSON body that Discord gets. Whatever is in the alert, Discord accepts it, and what was left out is said.

use std::sync::LazyLock;

use chrono::{DateTime, SecondsFormat, Utc};
use regex_lite::Regex;
use serde::Serialize;
use serde_json::Value;

use crate::alert::{Alert, Field};
use crate::mention::{ping, AllowedMentions, Mention};
use crate::text::{clean, cut, units};

// Discord's embed limits (docs: message resource). The last two count the fields, and all texts of a message together.
const TITLE: usize = 256;
const DESCRIPTION: usize = 4096;
const FIELD_NAME: usize = 256;
const FIELD_VALUE: usize = 1024;
const FOOTER: usize = 2048;
const AUTHOR: usize = 256;
const URL: usize = 2048;
const USERNAME: usize = 80;
const FIELDS: usize = 25;
const TOTAL: usize = 6000;

/// A field needs a name and a value, and this one is invisible.
const EMPTY: &str = "\u{200b}";
const AUDIT_COLOR: u32 = 0xFF_FF_FF;
const SUPPRESS_NOTIFICATIONS: u32 = 1 << 12;

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Message {
    #[serde(skip_serializing_if = "String::is_empty")]
    content: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    username: String,
    embeds: [Embed; 1],
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "Option::is_none")]
    flags: Option<u32>,
}

#[derive(Clone, Debug, Default, Serialize)]
struct Embed {
    #[serde(skip_serializing_if = "String::is_empty")]
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
    color: u32,
    #[serde(skip_serializing_if = "String::is_empty")]
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Author>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<EmbedField>,
    #[serde(skip_serializing_if = "Option::is_none")]
    footer: Option<Footer>,
}

#[derive(Clone, Debug, Serialize)]
struct Author {
    name: String,
}

#[derive(Clone, Debug, Serialize)]
struct Footer {
    text: String,
}

#[derive(Clone, Debug, Serialize)]
struct EmbedField {
    name: String,
    value: String,
    inline: bool,
}

impl Message {
    pub(crate) fn of_alert(alert: &Alert, raised_at: DateTime<Utc>, mention: &[Mention]) -> Self {
        let flags = alert.silent.then_some(SUPPRESS_NOTIFICATIONS);
        Message { flags, ..Message::with(Embed::of(alert, raised_at), mention) }
    }

    pub(crate) fn audit(line: &str) -> Self {
        let description = cut(line, DESCRIPTION);
        Message::with(Embed { description, color: AUDIT_COLOR, ..Embed::default() }, &[])
    }

    fn with(embed: Embed, mention: &[Mention]) -> Self {
        let (content, allowed_mentions) = ping(mention);
        Message { content, username: String::new(), embeds: [embed], allowed_mentions, flags: None }
    }

    /// For another attempt at what may have been delivered: nobody is woken twice.
    pub(crate) fn hush(&mut self) {
        (self.content, self.allowed_mentions) = ping(&[]);
    }

    pub(crate) fn sign(&mut self, name: &str) {
        self.username = username(name);
    }

    /// The same message always gives the same bytes.
    pub(crate) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("texts, numbers and booleans only")
    }
}

impl Embed {
    fn of(alert: &Alert, raised_at: DateTime<Utc>) -> Self {
        let title = clean(&alert.title);
        let label = format!("{} · {title}", alert.severity.label());
        let link = alert.url.as_deref().unwrap_or_default().trim();
        let is_link = units(link) <= URL && LINKS.is_match(link);
        let refused = Field { name: "URL".into(), value: link.into(), inline: false };
        let rows: Vec<&Field> =
            (!link.is_empty() && !is_link).then_some(&refused).into_iter().chain(&alert.fields).collect();
        let author = cut(&alert.author, AUTHOR);
        let mut embed = Embed {
            title: cut(if units(&label) <= TITLE { &label } else { &title }, TITLE),
            url: if is_link { link.to_owned() } else { String::new() },
            color: alert.color(),
            timestamp: alert.timestamp.unwrap_or(raised_at).to_rfc3339_opts(SecondsFormat::Millis, true),
            author: (!author.is_empty()).then_some(Author { name: author }),
            fields: rows.iter().take(FIELDS).map(|row| EmbedField::of(row)).collect(),
            ..Embed::default()
        };
        embed.fit(cut(&alert.description, DESCRIPTION), &alert.footer, rows.len());
        embed
    }

    /// Leaves out the last fields, then the end of the description, until all texts together fit, and says so.
    fn fit(&mut self, description: String, footer: &str, given: usize) {
        loop {
            let missing = given - self.fields.len();
            let said = if missing == 0 {
                cut(footer, FOOTER)
            } else {
                let note = format!("{missing} fields left out");
                let footer = cut(footer, FOOTER - units(&note) - units(" · "));
                if footer.is_empty() {
                    note
                } else {
                    format!("{footer} · {note}")
                }
            };
            self.footer = (!said.is_empty()).then_some(Footer { text: said });
            let room = TOTAL.saturating_sub(self.size());
            if units(&description) <= room || self.fields.pop().is_none() {
                self.description = cut(&description, room);
                return;
            }
        }
    }

    fn size(&self) -> usize {
        let footer = self.footer.as_ref().map_or(0, |footer| units(&footer.text));
        let author = self.author.as_ref().map_or(0, |author| units(&author.name));
        let fields: usize = self.fields.iter().map(|field| units(&field.name) + units(&field.value)).sum();
        units(&self.title) + footer + author + fields
    }
}

impl EmbedField {
    fn of(field: &Field) -> Self {
        let value = match &field.value {
            Value::String(text) => cut(text, FIELD_VALUE),
            other => cut(&other.to_string(), FIELD_VALUE),
        };
        let or_empty = |text: String| if text.is_empty() { EMPTY.to_owned() } else { text };
        EmbedField {
            name: or_empty(cut(&field.name, FIELD_NAME)),
            value: or_empty(value),
            inline: field.inline,
        }
    }
}

/// What Discord accepts as a URL: one internal link would cost the whole message (grafana #65270).
static LINKS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^https?://(?:[\w-]{1,63}\.)+[\w-]{1,63}(?::\d{1,5})?(?:[/?#][!-~]*)?$").unwrap()
});

/// Discord refuses a message over these in its username, and over two whole names.
static REFUSED: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?i)(disc)ord|(cl)yde").unwrap());

fn username(wanted: &str) -> String {
    let name = cut(&REFUSED.replace_all(wanted, "$1$2*"), USERNAME);
    match name.trim_start_matches('@').to_lowercase().as_str() {
        "here" | "everyone" => format!("({name})"),
        _ => name,
    }
}
