//! The queue in front of one webhook, and what becomes of a message after each attempt. It never waits by itself.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::alert::Severity;
use crate::message::Message;
use crate::outcome::{Outcome, Reason, Status};
use crate::reply::{Reply, MARGIN};
use crate::settings::Settings;
use crate::webhook::Webhook;

const BACKOFF_CEILING: u32 = 30; // times the base

/// A message on its way.
#[derive(Debug)]
pub(crate) struct Job<Alert> {
    /// `None` for audit lines, which are the least severe of all.
    pub severity: Option<Severity>,
    pub order: u64,
    pub message: Message,
    pub thread_id: Option<String>,
    /// Whose outcome it is; `None` for what nobody raised.
    pub alert: Option<Alert>,
    pub attempts: u32,
    pub failures: u32,
    pub limited: u32,
    pub maybe_delivered: bool,
}

impl<Alert> Job<Alert> {
    /// P0, then P1, then the rest as it was raised, then what is no alert.
    fn urgency(&self) -> (u8, u64) {
        let class = match self.severity {
            Some(Severity::P0) => 0,
            Some(Severity::P1) => 1,
            Some(_) => 2,
            None => 3,
        };
        (class, self.order)
    }

    fn is_fresh_p0(&self) -> bool {
        self.severity == Some(Severity::P0) && self.failures == 0
    }

    /// How it ended, if it was dropped.
    pub(crate) fn dropped(&self, reason: Reason, detail: impl Into<String>) -> Outcome {
        Outcome {
            attempts: self.attempts,
            maybe_delivered: self.maybe_delivered,
            ..Outcome::dropped(reason, detail)
        }
    }
}

/// A job that has ended, and how.
pub(crate) type Ended<Alert> = (Job<Alert>, Outcome);

// #region queue

/// One request at a time to one webhook. A channel would be first in, first out: it could neither let a P0 pass nor evict
/// a P3.
#[derive(Debug)]
pub(crate) struct Lane<Alert> {
    pub webhook: Webhook,
    /// Tells the task that empties it to look again.
    pub wake: Arc<Notify>,
    pub gone: bool,
    /// In the order they are sent.
    waiting: Vec<Job<Alert>>,
    flying: Option<Job<Alert>>,
    /// Told by Discord: holds for everybody.
    shut_until: Instant,
    /// Our own back-off: a fresh P0 need not wait for it.
    resting_until: Instant,
}

impl<Alert> Lane<Alert> {
    pub(crate) fn new(webhook: Webhook) -> Self {
        let now = Instant::now();
        Lane {
            webhook,
            wake: Arc::default(),
            gone: false,
            waiting: Vec::new(),
            flying: None,
            shut_until: now,
            resting_until: now,
        }
    }

    /// Takes the job. A full lane gives back the least severe, the oldest of them.
    pub(crate) fn add(&mut self, job: Job<Alert>, most: usize) -> Option<Job<Alert>> {
        self.put(job);
        self.wake.notify_one();
        if self.waiting.len() <= most {
            return None;
        }
        let severity = |job: &Job<Alert>| job.severity.map_or(u8::MAX, |severity| severity as u8);
        let victim = (0..self.waiting.len()).max_by_key(|&at| {
            let job = &self.waiting[at];
            (severity(job), std::cmp::Reverse(job.order))
        });
        victim.map(|at| self.waiting.remove(at))
    }

    /// Behind those that are as urgent and were raised before it.
    fn put(&mut self, job: Job<Alert>) {
        let at = self.waiting.partition_point(|each| each.urgency() < job.urgency());
        self.waiting.insert(at, job);
    }

    /// The most urgent job, when its time has come; else until when to wait for it.
    pub(crate) fn take(
        &mut self,
        now: Instant,
        house_shut_until: Instant,
    ) -> Result<&Job<Alert>, Option<Instant>> {
        let Some(first) = self.waiting.first() else {
            return Err(None);
        };
        let mut opens_at = self.shut_until.max(house_shut_until);
        if !first.is_fresh_p0() {
            opens_at = opens_at.max(self.resting_until);
        }
        if opens_at > now {
            return Err(Some(opens_at));
        }
        let mut job = self.waiting.remove(0);
        job.attempts += 1;
        Ok(self.flying.insert(job))
    }

    pub(crate) fn landed(&mut self) -> Option<Job<Alert>> {
        self.flying.take()
    }

    pub(crate) fn is_shut(&self, now: Instant) -> bool {
        self.shut_until > now
    }

    /// Ends everything that waits, and what is under way.
    pub(crate) fn clear(&mut self, reason: Reason, detail: &str) -> Vec<Ended<Alert>> {
        let flying = self.flying.take().map(|job| Job { maybe_delivered: true, ..job });
        flying
            .into_iter()
            .chain(self.waiting.drain(..))
            .map(|job| {
                let outcome = job.dropped(reason, detail);
                (job, outcome)
            })
            .collect()
    }

    // #endregion queue

    // #region backoff

    pub(crate) fn shut(&mut self, until: Instant) {
        self.shut_until = self.shut_until.max(until);
    }

    /// What becomes of the job: it has ended, or goes back to its old place.
    pub(crate) fn decide(
        &mut self,
        mut job: Job<Alert>,
        reply: Reply,
        settings: &Settings,
        now: Instant,
    ) -> Option<Ended<Alert>> {
        let had_last_chance = job.maybe_delivered; // one more attempt was all that was left
        let (spent, detail) = match reply {
            Reply::Delivered => {
                let outcome = Outcome { attempts: job.attempts, ..Outcome::new(Status::Delivered) };
                return Some((job, outcome));
            }
            Reply::Refused(refusal) => {
                let reason = if refusal.gone { Reason::Gone } else { Reason::Rejected };
                let outcome = Outcome {
                    http_status: Some(refusal.status),
                    discord_code: refusal.code,
                    errors: refusal.errors,
                    ..job.dropped(reason, refusal.detail)
                };
                return Some((job, outcome));
            }
            Reply::Limited { detail, wait, .. } => {
                job.limited += 1;
                (job.limited > settings.max_attempts || wait > settings.max_wait, detail)
            }
            Reply::Failed { detail, maybe_delivered } => {
                job.failures += 1;
                self.resting_until = now + back_off(settings.backoff, job.failures);
                if maybe_delivered {
                    job.maybe_delivered = true;
                    job.message.hush();
                }
                (job.failures >= settings.max_attempts, detail)
            }
        };
        if spent || had_last_chance {
            let outcome = job.dropped(Reason::Exhausted, format!("gave up: {detail}"));
            return Some((job, outcome));
        }
        self.put(job);
        None
    }
}

/// Full jitter under a doubling ceiling (AWS Architecture Blog, Exponential Backoff And Jitter), but never so little that it
/// hammers.
fn back_off(base: Duration, failures: u32) -> Duration {
    let ceiling = base * (1 << (failures - 1).min(10)).min(BACKOFF_CEILING);
    ceiling.mul_f64(fastrand::f64()).max(base / 4)
}

/// When the next request may leave after Discord told to wait.
pub(crate) fn after(now: Instant, wait: Duration) -> Instant {
    now + wait + MARGIN
}

// #endregion backoff
