//! Reads what the kit writes.

use std::time::Duration;

use dat::{Error, Settings, Webhook};
use serde_json::Value;

/// A line of JSON. serde_json refuses an escaped half of a surrogate pair, which other languages write.
pub fn json(line: &[u8]) -> Option<Value> {
    serde_json::from_slice(line).ok().or_else(|| serde_json::from_slice(&mend(line)).ok())
}

/// Replaces escaped halves of surrogate pairs by U+FFFD.
fn mend(line: &[u8]) -> Vec<u8> {
    let mut mended = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some((&byte, after)) = rest.split_first() {
        let size = match (escaped_unit(rest), rest.get(6..).and_then(escaped_unit)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => 12,
            (Some(0xD800..=0xDFFF), _) => {
                mended.extend_from_slice(b"\\ufffd");
                rest = &rest[6..];
                continue;
            }
            _ if byte == b'\\' && !after.is_empty() => 2,
            _ => 1,
        };
        mended.extend_from_slice(&rest[..size]);
        rest = &rest[size..];
    }
    mended
}

fn escaped_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// What the command gives, and the rest from the environment.
pub fn settings(given: &Value) -> Result<Settings, Error> {
    let mut settings = Settings::from_env()?;
    if let Some(webhooks) = given["webhooks"].as_object() {
        let base = std::env::var("DISCORD_API_BASE").unwrap_or_default();
        let parse = |(channel, url): (&String, &Value)| {
            Ok((channel.clone(), Webhook::parse_at(url.as_str().unwrap_or_default(), &base)?))
        };
        settings.webhooks = webhooks.iter().map(parse).collect::<Result<_, Error>>()?;
    }
    if let Some(mention) = given["p0Mention"].as_str() {
        settings.p0_mention = mention.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    }
    match &given["audit"] {
        Value::Bool(false) => settings.audit = None,
        Value::String(channel) => settings.audit = Some(channel.clone()),
        _ => {}
    }
    let throttle = &given["throttle"];
    if *throttle == false {
        settings.throttle_max = 0;
    }
    let number = |from: &Value, name: &str| from[name].as_u64();
    let time = |from: &Value, name: &str| number(from, name).map(Duration::from_millis);
    let size = |from: &Value, name: &str| number(from, name).and_then(|number| usize::try_from(number).ok());
    set(&mut settings.enabled, given["enabled"].as_bool());
    set(&mut settings.username, given["username"].as_str().map(str::to_owned));
    set(&mut settings.max_attempts, number(given, "maxAttempts").and_then(|number| number.try_into().ok()));
    set(&mut settings.queue_max, size(given, "queueMax"));
    set(&mut settings.timeout, time(given, "timeoutMs"));
    set(&mut settings.max_wait, time(given, "maxWaitMs"));
    set(&mut settings.backoff, time(given, "backoffMs"));
    set(&mut settings.throttle_max, size(throttle, "max"));
    set(&mut settings.throttle_window, time(throttle, "windowMs"));
    Ok(settings)
}

fn set<T>(setting: &mut T, given: Option<T>) {
    if let Some(given) = given {
        *setting = given;
    }
}
