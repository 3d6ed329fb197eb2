//! Everything that can be set, and the environment it comes from.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::time::Duration;
use std::{env, fs};

use crate::mention::Mention;
use crate::webhook::{check_api_base, Error, Webhook};

/// What a notifier does.
#[derive(Clone, Debug)]
pub struct Settings {
    /// By channel; `default` stands in for every channel but `audit`.
    pub webhooks: BTreeMap<String, Webhook>,
    pub enabled: bool,
    pub username: String,
    /// The channel that gets a line for every alert, `None` for no trail.
    pub audit: Option<String>,
    pub p0_mention: Vec<Mention>,
    /// Attempts of one alert that may fail by 5xx or the network, and also its retries after 429. 1 to 10.
    pub max_attempts: u32,
    /// The deadline of one attempt.
    pub timeout: Duration,
    /// The longest wait after a 429 that one alert sits out.
    pub max_wait: Duration,
    /// The base of the back-off; its ceiling is 30 times that.
    pub backoff: Duration,
    /// Alerts of one key per window; 0 switches the throttle off.
    pub throttle_max: usize,
    pub throttle_window: Duration,
    /// Alerts held per webhook.
    pub queue_max: usize,
    /// Nothing is sent to Discord itself: a test suite that can page somebody will.
    pub under_test: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            webhooks: BTreeMap::new(),
            enabled: true,
            username: String::new(),
            audit: Some("audit".to_owned()),
            p0_mention: vec![Mention::Everyone],
            max_attempts: 5,
            timeout: Duration::from_secs(10),
            max_wait: Duration::from_secs(30),
            backoff: Duration::from_secs(1),
            throttle_max: 3,
            throttle_window: Duration::from_secs(60),
            queue_max: 500,
            under_test: false,
        }
    }
}

impl Settings {
    /// Reads what all programs of a deployment share: `DISCORD_WEBHOOK_ALERTS`, `_INFO`, `_TRADES`, `_DEV` and `_AUDIT`,
    /// `DISCORD_WEBHOOK` for all but audit, each also as `…_FILE`, `NOTIFY_DISCORD_ENABLED`, `DISCORD_P0_MENTION` and the
    /// `DAT_…` knobs. The error names the variable, never its value.
    pub fn from_env() -> Result<Self, Error> {
        let defaults = Settings::default();
        Ok(Settings {
            webhooks: webhooks()?,
            enabled: !is_off(&var("NOTIFY_DISCORD_ENABLED")),
            p0_mention: p0_mention().unwrap_or(defaults.p0_mention),
            max_attempts: knob("DAT_MAX_ATTEMPTS", 1..=10).unwrap_or(defaults.max_attempts),
            timeout: millis("DAT_TIMEOUT_MS").unwrap_or(defaults.timeout),
            max_wait: millis("DAT_MAX_WAIT_MS").unwrap_or(defaults.max_wait),
            backoff: millis("DAT_BACKOFF_MS").unwrap_or(defaults.backoff),
            throttle_max: knob("DAT_THROTTLE_MAX", 0..=1000).unwrap_or(defaults.throttle_max),
            throttle_window: millis("DAT_THROTTLE_WINDOW_MS").unwrap_or(defaults.throttle_window),
            queue_max: knob("DAT_QUEUE_MAX", 1..=100_000).unwrap_or(defaults.queue_max),
            under_test: !var("DAT_TEST").is_empty() && !is_off(&var("DAT_TEST")),
            ..defaults
        })
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        if !(1..=10).contains(&self.max_attempts) {
            return Err(Error::new("max_attempts must be 1 to 10"));
        }
        if self.queue_max == 0 {
            return Err(Error::new("queue_max must be 1 or more"));
        }
        if self.timeout.is_zero() || self.throttle_window.is_zero() {
            return Err(Error::new("timeout and throttle_window must be more than nothing"));
        }
        Ok(())
    }
}

fn webhooks() -> Result<BTreeMap<String, Webhook>, Error> {
    let name = |error, variable: &str| Error::new(format!("{variable}: {error}"));
    let base = var("DISCORD_API_BASE");
    let base = check_api_base(&base).map_err(|error| name(error, "DISCORD_API_BASE"))?;
    let mut found = BTreeMap::new();
    for (channel, variable) in [
        ("alerts", "DISCORD_WEBHOOK_ALERTS"),
        ("info", "DISCORD_WEBHOOK_INFO"),
        ("trades", "DISCORD_WEBHOOK_TRADES"),
        ("dev", "DISCORD_WEBHOOK_DEV"),
        ("audit", "DISCORD_WEBHOOK_AUDIT"),
        ("default", "DISCORD_WEBHOOK_URL"),
        ("default", "DISCORD_WEBHOOK"), // wins over the one before
    ] {
        let url = secret(variable);
        if !url.is_empty() {
            let webhook = Webhook::parse_at(&url, base).map_err(|error| name(error, variable))?;
            found.insert(channel.to_owned(), webhook);
        }
    }
    Ok(found)
}

/// The variable, else the text of the file that `…_FILE` names, as secrets are mounted.
fn secret(variable: &str) -> String {
    let value = var(variable);
    let path = var(&format!("{variable}_FILE"));
    if !value.is_empty() || path.is_empty() {
        return value;
    }
    match fs::read_to_string(path) {
        Ok(text) => text.trim().to_owned(),
        Err(error) => {
            log::warn!("the file that {variable}_FILE names cannot be read: {}", error.kind());
            String::new()
        }
    }
}

fn p0_mention() -> Option<Vec<Mention>> {
    let text = env::var("DISCORD_P0_MENTION").ok()?;
    let mentions: Result<_, Error> = text.split_whitespace().map(str::parse).collect();
    mentions.inspect_err(|error| log::warn!("DISCORD_P0_MENTION is ignored: {error}")).ok()
}

fn var(name: &str) -> String {
    env::var(name).unwrap_or_default().trim().to_owned()
}

fn is_off(text: &str) -> bool {
    matches!(text.to_lowercase().as_str(), "0" | "false" | "no" | "off")
}

fn knob<T: TryFrom<u64>>(variable: &str, range: RangeInclusive<u64>) -> Option<T> {
    let text = var(variable);
    let number = text.parse().ok().filter(|number| range.contains(number));
    if number.is_none() && !text.is_empty() {
        log::warn!("{variable} is ignored: it must be {} to {}", range.start(), range.end());
    }
    number.and_then(|number| T::try_from(number).ok())
}

fn millis(variable: &str) -> Option<Duration> {
    knob(variable, 1..=86_400_000).map(Duration::from_millis)
}
