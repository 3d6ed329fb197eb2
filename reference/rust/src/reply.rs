//! What an answer means. Pure: it is given what came back, and says what follows from it.

use std::sync::LazyLock;
use std::time::Duration;

use regex_lite::Regex;
use reqwest::header::HeaderMap;
use serde_json::Value;

use crate::exchange::Answer;
use crate::text::cut;
use crate::webhook::Webhook;

const HOUR: Duration = Duration::from_secs(3600);
const DAY_SECONDS: f64 = 86_400.0;
/// Clocks differ, and too early prolongs the block.
pub(crate) const MARGIN: Duration = Duration::from_millis(50);
/// "internal network error": the edge refused the address (discord-api-docs #6473).
const EDGE_BLOCK: i64 = 40333;

pub(crate) enum Reply {
    /// Any 2xx: 204 without a body, 200 with one.
    Delivered,
    /// 429, or a block by Discord's edge. `everywhere`: the address is meant, not the webhook.
    Limited { detail: String, wait: Duration, everywhere: bool },
    /// 5xx, a redirect or no answer: not about the message, so it may be tried again.
    Failed { detail: String, maybe_delivered: bool },
    /// A 4xx: it would be answered the same again.
    Refused(Refusal),
}

pub(crate) struct Refusal {
    pub gone: bool,
    pub detail: String,
    pub status: u16,
    pub code: Option<i64>,
    pub errors: Vec<String>,
}

pub(crate) fn read_reply(answer: &Answer, webhook: &Webhook) -> Reply {
    let (status, headers, text) = match answer {
        Answer::Heard { status, headers, text } => (*status, headers, text),
        Answer::Silent { why, written } => {
            return Reply::Failed { detail: webhook.redact(why), maybe_delivered: *written }
        }
    };
    let body: Value = serde_json::from_str(text).unwrap_or_default();
    let code = body["code"].as_i64();
    match (status, code) {
        (200..=299, _) => Reply::Delivered,
        (429, _) => read_limit(&body, headers, text),
        (403, None | Some(0 | EDGE_BLOCK)) => Reply::Limited {
            detail: "Discord's edge blocks this address".into(),
            wait: HOUR,
            everywhere: true,
        },
        (400..=499, _) => Reply::Refused(read_refusal(&body, status, webhook)),
        _ => Reply::Failed { detail: format!("Discord answered {status}"), maybe_delivered: false },
    }
}

fn read_refusal(body: &Value, status: u16, webhook: &Webhook) -> Refusal {
    let code = body["code"].as_i64();
    let said = match body["message"].as_str().unwrap_or_default() {
        "" => format!("HTTP {status}"),
        message => cut(&webhook.redact(message), 300),
    };
    let mut errors = Vec::new();
    flatten(if code.is_some() { &body["errors"] } else { body }, "", &mut errors);
    Refusal {
        // Unknown Webhook, Invalid Webhook Token: nothing else says that the webhook is dead.
        gone: matches!((status, code), (404, Some(10015)) | (401, Some(50027))),
        detail: format!("Discord refused the message: {said}"),
        status,
        code,
        errors: errors.iter().map(|error| cut(&webhook.redact(error), 300)).collect(),
    }
}

// #region backoff

static BAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b1015\b|<html|<!doctype|blocked from accessing").unwrap());

/// The body before the header, which is rounded up, and both before the bucket headers, which may speak of another bucket
/// (discord-api-docs #4043).
fn read_limit(body: &Value, headers: &HeaderMap, text: &str) -> Reply {
    let told = seconds(&body["retry_after"].to_string()).or_else(|| seconds(header(headers, "retry-after")));
    if told.is_none() && (body["code"] == 0 || BAN.is_match(text)) {
        let detail = "Discord has banned this address for a while".into();
        return Reply::Limited { detail, wait: HOUR, everywhere: true };
    }
    // No wait told, or one without sense, is not a wait of zero.
    let wait = told.unwrap_or(Duration::from_secs(1));
    Reply::Limited {
        detail: format!("Discord asked to wait {wait:?}"),
        wait,
        everywhere: body["global"] == true
            || header(headers, "x-ratelimit-scope") == "global"
            || headers.contains_key("x-ratelimit-global"),
    }
}

/// How long the next request must wait although this one was fine: the window is used up.
pub(crate) fn foretold_pause(answer: &Answer) -> Duration {
    match answer {
        Answer::Heard { headers, .. } if header(headers, "x-ratelimit-remaining") == "0" => {
            let told = seconds(header(headers, "x-ratelimit-reset-after")).unwrap_or_default();
            told.min(HOUR) + MARGIN
        }
        _ => Duration::ZERO,
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// A positive, finite number of seconds; a day stands for everything longer.
fn seconds(text: &str) -> Option<Duration> {
    let told: f64 = text.trim().parse().ok()?;
    (told > 0.0 && told.is_finite()).then(|| Duration::from_secs_f64(told.min(DAY_SECONDS)))
}

// #endregion backoff

/// Discord's field errors as `embeds.0.title: Must be …`, nested (v10) as well as `{"embeds":["0"]}` (v6).
fn flatten(tree: &Value, path: &str, found: &mut Vec<String>) {
    if found.len() >= 20 {
        return;
    }
    match tree {
        Value::String(text) if text.parse::<u32>().is_ok() => found.push(format!("{path}.{text}: refused")),
        Value::String(text) => found.push(format!("{path}: {text}")),
        Value::Array(each) => each.iter().for_each(|each| flatten(each, path, found)),
        Value::Object(members) => match members.get("message").and_then(Value::as_str) {
            Some(message) if path.is_empty() => found.push(message.to_owned()),
            Some(message) => found.push(format!("{path}: {message}")),
            None => members.iter().for_each(|(name, each)| match (name.as_str(), path) {
                ("_errors", _) => flatten(each, path, found),
                (_, "") => flatten(each, name, found),
                _ => flatten(each, &format!("{path}.{name}"), found),
            }),
        },
        _ => {}
    }
}
