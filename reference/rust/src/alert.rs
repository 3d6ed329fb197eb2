//! What a program raises, and where it goes: the alert, its severity, its key and its channel.

use std::sync::LazyLock;

use chrono::{DateTime, NaiveDateTime, Utc};
use regex_lite::Regex;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::mention::Mention;

/// How bad it is, and with that the channel, the colour and whom it wakes. The most severe is the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    P0,
    P1,
    P2,
    P3,
    #[serde(rename = "DEV")]
    Dev,
}

impl Severity {
    pub fn label(self) -> &'static str {
        match self {
            Severity::P0 => "P0",
            Severity::P1 => "P1",
            Severity::P2 => "P2",
            Severity::P3 => "P3",
            Severity::Dev => "DEV",
        }
    }
}

/// Something people should know. In JSON, what is optional and has the wrong shape is left out rather than the alert.
#[derive(Clone, Debug, Deserialize)]
pub struct Alert {
    pub severity: Severity,
    pub title: String,
    #[serde(default, deserialize_with = "lenient")]
    pub description: String,
    #[serde(default, deserialize_with = "fields")]
    pub fields: Vec<Field>,
    /// A P3 about money: blue, and to `trades`.
    #[serde(default, deserialize_with = "lenient")]
    pub trade: bool,
    /// A channel instead of the severity's.
    #[serde(default, deserialize_with = "lenient")]
    pub channel: Option<String>,
    /// Alerts of one key share a throttle; derived from the title when absent.
    #[serde(default, deserialize_with = "lenient")]
    pub key: Option<String>,
    /// Whom it pings; `None` leaves it to the severity, an empty list pings nobody.
    #[serde(default, deserialize_with = "mentions")]
    pub mention: Option<Vec<Mention>>,
    #[serde(default, deserialize_with = "lenient")]
    pub url: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub footer: String,
    #[serde(default, deserialize_with = "lenient")]
    pub author: String,
    /// `None` means the moment it is raised.
    #[serde(default, deserialize_with = "timestamp")]
    pub timestamp: Option<DateTime<Utc>>,
    #[serde(default, rename = "thread", deserialize_with = "thread_id")]
    pub thread_id: Option<String>,
    /// No push notification.
    #[serde(default, deserialize_with = "lenient")]
    pub silent: bool,
}

/// A named value under the text of an alert. Text is shown as it is, everything else as JSON.
#[derive(Clone, Debug, Deserialize)]
pub struct Field {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub value: Value,
    #[serde(default)]
    pub inline: bool,
}

impl Alert {
    pub fn new(severity: Severity, title: impl Into<String>) -> Self {
        Alert {
            severity,
            title: title.into(),
            description: String::new(),
            fields: Vec::new(),
            trade: false,
            channel: None,
            key: None,
            mention: None,
            url: None,
            footer: String::new(),
            author: String::new(),
            timestamp: None,
            thread_id: None,
            silent: false,
        }
    }

    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = text.into();
        self
    }

    pub fn field(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.push(Field { name: name.into(), value: value.into(), inline: false });
        self
    }

    // #region route

    /// The channel it asks for, else the one of its severity.
    pub(crate) fn route(&self) -> &str {
        match (&self.channel, self.severity) {
            (Some(channel), _) if !channel.is_empty() => channel,
            (_, Severity::P0 | Severity::P1) => "alerts",
            (_, Severity::P3) if self.trade => "trades",
            (_, Severity::P2 | Severity::P3) => "info",
            (_, Severity::Dev) => "dev",
        }
    }

    pub(crate) fn color(&self) -> u32 {
        match self.severity {
            Severity::P0 => 0xFF0000,
            Severity::P1 => 0xFF8800,
            Severity::P2 => 0xFFCC00,
            Severity::P3 if self.trade => 0x3399FF,
            Severity::P3 => 0x00CC66,
            Severity::Dev => 0x808080,
        }
    }

    // #endregion route

    /// "order 47111 failed" and "order 47112 failed" are one storm; "node 2" is not "node 3".
    pub(crate) fn throttle_key(&self) -> String {
        match &self.key {
            Some(key) if !key.is_empty() => key.clone(),
            _ => format!("{} {}", self.severity.label(), IDS.replace_all(&self.title, "#")),
        }
    }
}

/// What tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more.
static IDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b(?:0x)?[0-9a-f]{8,}\b|\d{4,}").unwrap()
});

fn lenient<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(serde_json::from_value(value).unwrap_or_default())
}

/// `{"name": value}`, or `[{"name", "value", "inline"}]`.
fn fields<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Field>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Object(rows) => {
            rows.into_iter().map(|(name, value)| Field { name, value, inline: false }).collect()
        }
        Value::Array(rows) => rows.into_iter().filter_map(|row| serde_json::from_value(row).ok()).collect(),
        _ => Vec::new(),
    })
}

fn mentions<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<Mention>>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Null => None,
        Value::Array(given) => Some(given.iter().filter_map(Mention::from_json).collect()),
        given => Some(Mention::from_json(&given).into_iter().collect()),
    })
}

/// ISO 8601; without a zone it is UTC.
fn timestamp<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let value = Value::deserialize(from)?;
    let text = value.as_str().unwrap_or_default();
    let zoned = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    let bare = || text.parse::<NaiveDateTime>().map(|time| time.and_utc());
    Ok(zoned.or_else(|_| bare()).ok())
}

fn thread_id<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Value::deserialize(from)?["id"].as_str().map(str::to_owned))
}
