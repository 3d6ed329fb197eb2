//! A webhook, which is a secret.

use std::fmt;
use std::sync::LazyLock;

use regex_lite::Regex;

use crate::text::redact;

const API_BASE: &str = "https://discord.com/api/v10";

/// What was given cannot be used. It says what to write, and never repeats a URL.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Error(text.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

// #region secrets

/// Where a channel's messages go. Whoever knows its token can post, so `Debug` shows the id alone, and there is no
/// `Serialize`.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    id: String,
    token: String,
    base: String,
    pub(crate) thread_id: Option<String>,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[webhook {}]", self.id)
    }
}

macro_rules! pattern {
    ($name:ident, $text:literal) => {
        static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($text).unwrap());
    };
}

pattern!(PATH, r"^/webhooks/(\d{17,20})/([\w-]{60,120})/?(?:\?(\S*))?$");
pattern!(THREAD, r"(?:^|&)thread_id=(\d{17,20})(?:&|$)");
pattern!(OWN_BASE, r"(?i)^(https?://[^\s/?#@]+)/api(?:/v\d{1,2})?$");
pattern!(BASE, r"(?i)^https?://[^\s/?#@]+(?:/[^\s?#]*)?$");
pattern!(DISCORD, r"(?i)^https://(?:(?:ptb|canary)\.)?discord(?:app)?\.com(?:/|$)");
pattern!(LOOPBACK, r"(?i)^https?://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?(?:/|$)");

impl Webhook {
    /// Reads a webhook's URL as Discord hands it out; requests go to Discord's API v10.
    pub fn parse(url: &str) -> Result<Self, Error> {
        Webhook::parse_at(url, API_BASE)
    }

    /// As [`Webhook::parse`], with requests to another base. A URL on loopback is its own base.
    pub fn parse_at(url: &str, api_base: &str) -> Result<Self, Error> {
        let api_base = check_api_base(api_base)?;
        let url = url.trim();
        let (base, path) = url.split_at(url.find("/webhooks/").unwrap_or(0));
        let Some(path) = PATH.captures(path) else {
            return Err(Error::new("not a webhook URL: write https://discord.com/api/webhooks/<id>/<token>"));
        };
        let origin = OWN_BASE.captures(base).map(|parts| parts[1].to_owned()).unwrap_or_default();
        let base = if base == api_base || DISCORD.is_match(&origin) {
            api_base // the URL that Discord's UI shows means the deprecated API v6
        } else if LOOPBACK.is_match(&origin) {
            base
        } else {
            return Err(Error::new(
                "the webhook's host is not Discord's, or plain http: set DISCORD_API_BASE",
            ));
        };
        let query = path.get(3).map_or("", |query| query.as_str());
        Ok(Webhook {
            id: path[1].to_owned(),
            token: path[2].to_owned(),
            base: base.to_owned(),
            thread_id: THREAD.captures(query).map(|parts| parts[1].to_owned()),
        })
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/webhooks/{}/{}", self.base, self.id, self.token)
    }

    pub(crate) fn is_discord(&self) -> bool {
        DISCORD.is_match(&self.base)
    }

    pub(crate) fn is_loopback(&self) -> bool {
        LOOPBACK.is_match(&self.base)
    }

    /// Text from outside, withheld when it has any piece of the token in it.
    pub(crate) fn redact(&self, text: &str) -> String {
        let mut pieces = self.token.as_bytes().windows(12);
        if pieces.any(|piece| text.contains(std::str::from_utf8(piece).expect("a token is ASCII"))) {
            return "(it repeated the webhook's token)".to_owned();
        }
        redact(text)
    }
}

/// An API base without a slash at its end; empty means Discord's.
pub(crate) fn check_api_base(base: &str) -> Result<&str, Error> {
    let base = match base.trim().trim_end_matches('/') {
        "" => API_BASE,
        base => base,
    };
    if !BASE.is_match(base) {
        return Err(Error::new(format!("the API base is no http(s) URL: write something like {API_BASE}")));
    }
    if base[..5].eq_ignore_ascii_case("http:") && !LOOPBACK.is_match(base) {
        return Err(Error::new(
            "the API base is plain http, which shows the token to the network: use https",
        ));
    }
    Ok(base)
}

// #endregion secrets
