//! The notifier: tasks that send what the house says, and waiting for it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::Client;
use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Handle;
use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::{sleep_until, timeout, Instant};

use crate::alert::Alert;
use crate::exchange::{get, post, Answer, Clients};
use crate::house::House;
use crate::mention::Mention;
use crate::outcome::{Outcome, Receipt, Stats, Ticket};
use crate::settings::Settings;
use crate::webhook::{Error, Webhook};

/// Sends alerts to Discord webhooks, by a task for each. May be shared between threads.
pub struct Notifier {
    shared: Arc<Shared>,
    wires: Vec<Arc<Wire>>,
    tasks: Vec<AbortHandle>,
    runtime: Handle,
}

struct Shared {
    house: Mutex<House>,
    /// Told whenever a job may have ended.
    settled: Notify,
}

/// The connection of one lane. Its lock is held by whoever makes a request: there is one at a time.
struct Wire {
    client: Client,
    webhook: Webhook,
    wake: Arc<Notify>,
    busy: tokio::sync::Mutex<()>,
}

impl Shared {
    fn house(&self) -> MutexGuard<'_, House> {
        self.house.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Notifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.house().fmt(f)
    }
}

impl Notifier {
    /// Starts a task for each webhook, so it must be called inside a tokio runtime.
    pub fn new(settings: Settings) -> Result<Self, Error> {
        settings.check()?;
        let mut clients = Clients::new(settings.timeout);
        let house = House::new(settings);
        let wires = house
            .lanes
            .iter()
            .map(|lane| {
                Ok(Arc::new(Wire {
                    client: clients.client_of(&lane.webhook)?,
                    webhook: lane.webhook.clone(),
                    wake: Arc::clone(&lane.wake),
                    busy: tokio::sync::Mutex::default(),
                }))
            })
            .collect::<Result<Vec<_>, Error>>()?;
        let shared = Arc::new(Shared { house: Mutex::new(house), settled: Notify::new() });
        let runtime = Handle::current();
        let start = |(lane, wire): (usize, &Arc<Wire>)| {
            runtime.spawn(run(Arc::clone(&shared), Arc::clone(wire), lane)).abort_handle()
        };
        let tasks = wires.iter().enumerate().map(start).collect();
        Ok(Notifier { shared, wires, tasks, runtime })
    }

    // #region queue

    /// Takes the alert and returns at once, before any network.
    pub fn notify(&self, alert: Alert) -> Receipt {
        self.submit(alert).receipt()
    }

    /// Raises the alert and waits for how it ends.
    pub async fn send(&self, alert: Alert) -> Outcome {
        self.submit(alert).wait().await
    }

    /// Raises the alert; the ticket tells how it ends.
    pub fn submit(&self, alert: Alert) -> Ticket {
        self.raise(Ok(alert))
    }

    /// Raises an alert in its JSON form. What is none ends dropped as invalid.
    pub fn submit_json(&self, alert: Value) -> Ticket {
        self.raise(serde_json::from_value(alert).map_err(|error| format!("not an alert: {error}")))
    }

    fn raise(&self, alert: Result<Alert, String>) -> Ticket {
        let (ticket, storm) = self.shared.house().raise(alert, Instant::now());
        self.shared.settled.notify_waiters(); // the alert, or one that a full lane gave up for it
        if let Some(key) = storm {
            let shared = Arc::clone(&self.shared);
            let ends_at = Instant::now() + shared.house().settings.throttle_window;
            self.runtime.spawn(async move {
                sleep_until(ends_at).await;
                shared.house().tell(&key);
            });
        }
        ticket
    }

    // #endregion queue

    pub fn stats(&self) -> Stats {
        self.shared.house().stats()
    }

    /// Waits until everything has ended, audit lines included; `false` when that takes longer than `time`.
    pub async fn flush(&self, time: Duration) -> bool {
        let settled = async {
            loop {
                let change = self.shared.settled.notified();
                if self.shared.house().open == 0 {
                    return;
                }
                change.await;
            }
        };
        timeout(time, settled).await.is_ok()
    }

    /// Tells what the throttle held back, flushes, and ends what is left as closed.
    pub async fn close(&self, time: Duration) -> bool {
        self.shared.house().tell_all();
        let settled = self.flush(time).await;
        self.tasks.iter().for_each(AbortHandle::abort);
        self.shared.house().close();
        self.shared.settled.notify_waiters();
        settled
    }

    /// Whom a P0 pings.
    pub fn p0_mention(&self) -> Vec<Mention> {
        self.shared.house().settings.p0_mention.clone()
    }

    // #region boot-check

    /// The boot check: asks Discord about each webhook, once, and posts nothing. It names channels, never URLs.
    pub async fn probe(&self) -> BTreeMap<String, Health> {
        let mut found = Vec::new();
        for (lane, wire) in self.wires.iter().enumerate() {
            found.push(self.probe_lane(lane, wire).await);
        }
        let house = self.shared.house();
        let channels = house.channels();
        channels.map(|(channel, lane)| (channel.to_owned(), found[lane].clone())).collect()
    }

    async fn probe_lane(&self, lane: usize, wire: &Wire) -> Health {
        let _busy = wire.busy.lock().await;
        if self.shared.house().is_guarded(lane) {
            return Health::Unreachable("not asked under a test".into());
        }
        if self.shared.house().is_shut(lane, Instant::now()) {
            return Health::Unreachable(
                "Discord asked for a pause, and nothing may be sent before it is over".into(),
            );
        }
        let answer = get(&wire.client, &wire.webhook).await;
        let mut house = self.shared.house();
        house.learn(lane, &answer, Instant::now());
        house.bury(lane);
        match answer {
            Answer::Heard { status: 200..=299, .. } => Health::Alive("Discord knows the webhook".into()),
            Answer::Heard { status: status @ (401 | 404), .. } => Health::Dead(format!(
                "Discord answered {status}: the webhook does not exist, or its token is wrong"
            )),
            Answer::Heard { status, .. } => Health::Unreachable(format!("Discord answered {status}")),
            Answer::Silent { why, .. } => Health::Unreachable(why),
        }
    }

    // #endregion boot-check
}

impl Drop for Notifier {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
    }
}

/// What the boot check found, with a sentence for a person. Dead is a misconfiguration; unreachable says nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "status", content = "detail")]
pub enum Health {
    Alive(String),
    Dead(String),
    Unreachable(String),
}

/// Empties one lane, for as long as the notifier lives.
async fn run(shared: Arc<Shared>, wire: Arc<Wire>, lane: usize) {
    loop {
        let busy = wire.busy.lock().await;
        let next = shared.house().take(lane, Instant::now());
        match next {
            Ok((body, thread_id)) => {
                let thread_id = thread_id.as_ref().or(wire.webhook.thread_id.as_ref());
                let answer = post(&wire.client, &wire.webhook, body, thread_id.map(String::as_str)).await;
                shared.house().land(lane, &answer, Instant::now());
                shared.settled.notify_waiters();
            }
            Err(opens_at) => {
                drop(busy);
                let opens_at = opens_at.unwrap_or_else(|| Instant::now() + Duration::from_secs(3600));
                let _ = tokio::time::timeout_at(opens_at, wire.wake.notified()).await;
            }
        }
    }
}
