//! Whom a message pings. Nobody else, whatever its texts say.

use std::fmt;
use std::str::FromStr;

use serde::Serialize;
use serde_json::Value;

use crate::webhook::Error;

/// Someone to ping. Ids are of 17 to 20 digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mention {
    Everyone,
    Here,
    User(String),
    Role(String),
}

/// As Discord writes it: `@everyone`, `<@user>`, `<@&role>`.
impl fmt::Display for Mention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Mention::Everyone => f.write_str("@everyone"),
            Mention::Here => f.write_str("@here"),
            Mention::User(id) => write!(f, "<@{id}>"),
            Mention::Role(id) => write!(f, "<@&{id}>"),
        }
    }
}

impl FromStr for Mention {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let id = text.strip_prefix("<@").and_then(|rest| rest.strip_suffix('>'));
        match (text, id) {
            ("@everyone", _) => Ok(Mention::Everyone),
            ("@here", _) => Ok(Mention::Here),
            (_, Some(id)) if is_id(id) => Ok(Mention::User(id.to_owned())),
            (_, Some(id)) if id.strip_prefix('&').is_some_and(is_id) => Ok(Mention::Role(id[1..].to_owned())),
            _ => Err(Error::new("a mention is @everyone, @here, <@&role> or <@user>")),
        }
    }
}

impl Mention {
    /// `"everyone"`, `"here"`, `{"user": id}` or `{"role": id}`.
    pub(crate) fn from_json(value: &Value) -> Option<Mention> {
        let id = |kind: &str| value[kind].as_str().filter(|id| is_id(id)).map(str::to_owned);
        match value.as_str() {
            Some("everyone") => Some(Mention::Everyone),
            Some("here") => Some(Mention::Here),
            _ => id("user").map(Mention::User).or_else(|| id("role").map(Mention::Role)),
        }
    }
}

pub(crate) fn is_id(text: &str) -> bool {
    (17..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

// #region mentions

/// Discord's own default would let text ping, so this is in every message, and `parse` is never absent.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct AllowedMentions {
    parse: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    users: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
}

/// Of at most 24 characters each, under the 2000 of the content.
const MOST: usize = 80;

/// The content that pings, because embeds never do, and the only ids that it may ping.
pub(crate) fn ping(whom: &[Mention]) -> (String, AllowedMentions) {
    let mut allowed = AllowedMentions::default();
    let mut wanted: Vec<&Mention> = Vec::new();
    for mention in whom {
        if wanted.len() < MOST && !wanted.contains(&mention) {
            wanted.push(mention);
        }
    }
    for mention in &wanted {
        match mention {
            Mention::Everyone | Mention::Here => allowed.parse = vec!["everyone"],
            Mention::User(id) => allowed.users.push(id.clone()),
            Mention::Role(id) => allowed.roles.push(id.clone()),
        }
    }
    let content: Vec<String> = wanted.iter().map(ToString::to_string).collect();
    (content.join(" "), allowed)
}

// #endregion mentions
