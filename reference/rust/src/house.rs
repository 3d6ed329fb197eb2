//! Everything that a notifier knows, behind one lock that is never held during a request: what is let in, and where it goes.
//! Nothing here waits or sends.

mod landing;

use std::collections::BTreeMap;

use chrono::Utc;
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::alert::{Alert, Severity};
use crate::lane::{Job, Lane};
use crate::mention::{is_id, Mention};
use crate::message::Message;
use crate::outcome::{Outcome, Reason, Stats, Status, Ticket};
use crate::settings::Settings;
use crate::text::clean;
use crate::throttle::{Storm, Throttle};

/// An alert that was taken, until it has ended.
#[derive(Debug)]
pub(crate) struct Raised {
    id: String,
    severity: Severity,
    title: String,
    channel: String,
    told: oneshot::Sender<Outcome>,
}

/// Whether an alert goes on.
enum Admission {
    /// To this lane.
    Lane(usize, Box<Alert>),
    /// No further, with the key of the storm that it begins, if it does.
    Refused(Box<Outcome>, Option<String>),
}

fn refused(outcome: Outcome) -> Admission {
    Admission::Refused(Box::new(outcome), None)
}

#[derive(Debug)]
pub(crate) struct House {
    pub settings: Settings,
    pub lanes: Vec<Lane<Raised>>,
    pub stats: Stats,
    pub last_error: String,
    pub closed: bool,
    /// Jobs that have not ended, audit lines and summaries included.
    pub open: usize,
    channels: BTreeMap<String, usize>,
    throttle: Throttle,
    /// Told by Discord: nothing may leave this address.
    shut_until: Instant,
    order: u64,
    unrouted_told: bool,
}

impl House {
    pub(crate) fn new(settings: Settings) -> Self {
        let mut lanes: Vec<Lane<Raised>> = Vec::new();
        let mut channels = BTreeMap::new();
        for (channel, webhook) in &settings.webhooks {
            let known = lanes.iter().position(|lane| lane.webhook == *webhook);
            channels.insert(channel.clone(), known.unwrap_or(lanes.len()));
            if known.is_none() {
                lanes.push(Lane::new(webhook.clone()));
            }
        }
        House {
            throttle: Throttle::new(settings.throttle_max, settings.throttle_window),
            settings,
            lanes,
            channels,
            stats: Stats::default(),
            last_error: String::new(),
            closed: false,
            open: 0,
            shut_until: Instant::now(),
            order: 0,
            unrouted_told: false,
        }
    }

    /// Raises an alert, and names the key of the storm that it begins, if it does.
    pub(crate) fn raise(&mut self, alert: Result<Alert, String>, now: Instant) -> (Ticket, Option<String>) {
        self.stats.raised += 1;
        let (told, ended) = oneshot::channel();
        let id = format!("{:032x}", fastrand::u128(..));
        let pending = Outcome { id: id.clone(), ..Outcome::new(Status::Pending) };
        let mut ticket = Ticket { pending, ended };
        let admission = match alert {
            Ok(alert) => self.admit(alert, now),
            Err(problem) => refused(Outcome::dropped(Reason::Invalid, problem)),
        };
        match admission {
            Admission::Lane(lane, alert) => {
                let channel = alert.route().to_owned();
                ticket.pending.channel.clone_from(&channel);
                let message = Message::of_alert(&alert, Utc::now(), self.mention(&alert));
                let Alert { severity, title, thread_id, .. } = *alert;
                let thread_id = thread_id.filter(|id| is_id(id)); // anything else would cost the message
                let raised = Raised { id, severity, title, channel, told };
                self.post(lane, Some(severity), message, thread_id, Some(raised));
                (ticket, None)
            }
            Admission::Refused(outcome, storm) => {
                self.count(outcome.status);
                let _ = told.send(Outcome { id, ..*outcome }); // the ticket is here, so it is received
                (ticket, storm)
            }
        }
    }

    // #region route

    fn admit(&mut self, alert: Alert, now: Instant) -> Admission {
        if self.closed {
            return refused(Outcome::dropped(Reason::Closed, "the notifier is closed"));
        }
        if clean(&alert.title).is_empty() {
            return refused(Outcome::dropped(Reason::Invalid, "the title is empty"));
        }
        if !self.settings.enabled {
            return refused(Outcome::suppressed(Reason::Disabled));
        }
        let channel = alert.route();
        let Some(lane) = self.lane_of(channel) else {
            if !self.unrouted_told {
                log::error!("channel {channel} has no webhook, its alerts are dropped: set DISCORD_WEBHOOK");
                self.unrouted_told = true;
            }
            return refused(Outcome::dropped(Reason::Unrouted, format!("channel {channel} has no webhook")));
        };
        if self.is_guarded(lane) {
            return refused(Outcome::suppressed(Reason::TestGuard));
        }
        let key = alert.throttle_key();
        if self.throttle.admits(&key, now) {
            return Admission::Lane(lane, Box::new(alert));
        }
        let begins = self.throttle.hold(&key, channel, &alert);
        Admission::Refused(Box::new(Outcome::suppressed(Reason::Throttled)), begins.then_some(key))
    }

    /// The channel's own, else the default one, except for the audit trail.
    fn lane_of(&self, channel: &str) -> Option<usize> {
        let fallback = if channel == "audit" { None } else { self.channels.get("default") };
        self.channels.get(channel).or(fallback).copied()
    }

    /// Under a test nothing reaches Discord itself; a server on loopback is what tests are for.
    pub(crate) fn is_guarded(&self, lane: usize) -> bool {
        self.settings.under_test && self.lanes[lane].webhook.is_discord()
    }

    // #endregion route

    // #region mentions

    /// Only a P0 pings by itself; everyone would soon have muted the channel.
    fn mention<'a>(&'a self, alert: &'a Alert) -> &'a [Mention] {
        match &alert.mention {
            Some(mention) => mention,
            None if alert.severity == Severity::P0 => &self.settings.p0_mention,
            None => &[],
        }
    }

    // #endregion mentions

    fn post(
        &mut self,
        lane: usize,
        severity: Option<Severity>,
        mut message: Message,
        thread_id: Option<String>,
        alert: Option<Raised>,
    ) {
        message.sign(&self.settings.username);
        self.order += 1;
        self.open += 1;
        let job = Job {
            severity,
            order: self.order,
            message,
            thread_id,
            alert,
            attempts: 0,
            failures: 0,
            limited: 0,
            maybe_delivered: false,
        };
        if self.closed || self.lanes[lane].gone {
            let (reason, detail) = if self.closed {
                (Reason::Closed, "the notifier is closed")
            } else {
                (Reason::Gone, "the webhook is gone")
            };
            let outcome = job.dropped(reason, detail);
            self.end((job, outcome));
        } else if let Some(victim) = self.lanes[lane].add(job, self.settings.queue_max) {
            let outcome = victim.dropped(Reason::Overflow, "too many alerts were waiting");
            self.end((victim, outcome));
        }
    }

    /// What there is to send now, or until when to wait.
    pub(crate) fn take(
        &mut self,
        lane: usize,
        now: Instant,
    ) -> Result<(Vec<u8>, Option<String>), Option<Instant>> {
        let job = self.lanes[lane].take(now, self.shut_until)?;
        Ok((job.message.encode(), job.thread_id.clone()))
    }

    pub(crate) fn is_shut(&self, lane: usize, now: Instant) -> bool {
        self.shut_until > now || self.lanes[lane].is_shut(now)
    }

    pub(crate) fn channels(&self) -> impl Iterator<Item = (&str, usize)> {
        self.channels.iter().map(|(channel, lane)| (channel.as_str(), *lane))
    }

    fn count(&mut self, status: Status) {
        match status {
            Status::Delivered => self.stats.delivered += 1,
            Status::Suppressed => self.stats.suppressed += 1,
            Status::Dropped => self.stats.dropped += 1,
            Status::Pending => {}
        }
    }

    pub(crate) fn stats(&self) -> Stats {
        let Stats { raised, delivered, suppressed, dropped, .. } = self.stats;
        Stats { pending: raised - delivered - suppressed - dropped, ..self.stats }
    }

    // #region throttle

    /// Says how many of a key were held back, so that nothing is lost silently.
    pub(crate) fn tell(&mut self, key: &str) {
        if let Some(storm) = self.throttle.take(key) {
            self.tell_storm(storm);
        }
    }

    pub(crate) fn tell_all(&mut self) {
        let storms = self.throttle.take_all();
        storms.into_iter().for_each(|storm| self.tell_storm(storm));
    }

    /// The summary pings nobody, and is no more urgent than a P2.
    fn tell_storm(&mut self, Storm { severity, trade, title, channel, count }: Storm) {
        let Some(lane) = self.lane_of(&channel) else {
            return;
        };
        let mut summary = Alert::new(severity, format!("{count} more: {title}"))
            .description(format!("{count} alerts like this were held back by the throttle."));
        summary.trade = trade;
        let message = Message::of_alert(&summary, Utc::now(), &[]);
        self.post(lane, Some(severity.max(Severity::P2)), message, None, None);
    }

    // #endregion throttle
}
