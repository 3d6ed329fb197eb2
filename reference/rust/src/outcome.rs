//! How an alert ended: a receipt at once, an outcome later.

use serde::Serialize;
use std::time::Duration;
use tokio::sync::oneshot;

/// How an alert ended. `Pending` is only what a wait tells whose time was over first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    Delivered,
    Suppressed,
    Dropped,
    Pending,
}

/// Why it was suppressed (the first three) or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    Throttled,
    Disabled,
    TestGuard,
    /// Not an alert.
    Invalid,
    /// No webhook for its channel.
    Unrouted,
    /// The queue was full.
    Overflow,
    /// Discord refused this message.
    Rejected,
    /// The webhook does not exist any more.
    Gone,
    /// Attempts, retries or the longest wait used up.
    Exhausted,
    /// The notifier was closed first.
    Closed,
}

/// How one alert ended. It never holds a URL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Outcome {
    pub status: Status,
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// For a person.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub channel: String,
    #[serde(skip_serializing_if = "is_zero")]
    pub attempts: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub http_status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discord_code: Option<i64>,
    /// Such as `embeds.0.title: Must be 256 or fewer in length.`
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<String>,
    /// An attempt ended without an answer, so that nobody can know.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub maybe_delivered: bool,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

impl Outcome {
    pub(crate) fn new(status: Status) -> Self {
        Outcome {
            status,
            id: String::new(),
            reason: None,
            detail: String::new(),
            channel: String::new(),
            attempts: 0,
            http_status: None,
            discord_code: None,
            errors: Vec::new(),
            maybe_delivered: false,
        }
    }

    pub(crate) fn dropped(reason: Reason, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        Outcome { reason: Some(reason), detail, ..Outcome::new(Status::Dropped) }
    }

    pub(crate) fn suppressed(reason: Reason) -> Self {
        Outcome { reason: Some(reason), ..Outcome::new(Status::Suppressed) }
    }
}

/// What is known of an alert before any network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Receipt {
    pub id: String,
    pub state: State,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    Queued,
    Suppressed,
    Dropped,
}

/// A raised alert, to wait for.
#[derive(Debug)]
pub struct Ticket {
    pub(crate) pending: Outcome,
    pub(crate) ended: oneshot::Receiver<Outcome>,
}

impl Ticket {
    pub fn id(&self) -> &str {
        &self.pending.id
    }

    /// How the alert ended.
    pub async fn wait(self) -> Outcome {
        self.ended.await.unwrap_or(self.pending)
    }

    /// How the alert ended, or after `time` what is true then: `Pending`.
    pub async fn wait_for(self, time: Duration) -> Outcome {
        match tokio::time::timeout(time, self.ended).await {
            Ok(Ok(outcome)) => outcome,
            _ => self.pending,
        }
    }

    /// What is known right now.
    pub fn receipt(mut self) -> Receipt {
        let (state, reason) = match self.ended.try_recv() {
            Ok(ended) if ended.attempts == 0 && ended.status == Status::Suppressed => {
                (State::Suppressed, ended.reason)
            }
            Ok(ended) if ended.attempts == 0 && ended.status == Status::Dropped => {
                (State::Dropped, ended.reason)
            }
            _ => (State::Queued, None),
        };
        Receipt { id: self.pending.id, state, reason }
    }
}

/// Counts of alerts: `raised = delivered + suppressed + dropped + pending`, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    pub raised: u64,
    pub delivered: u64,
    pub suppressed: u64,
    pub dropped: u64,
    pub pending: u64,
}
