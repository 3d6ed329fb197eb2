//! Sends alerts to Discord webhooks, and keeps doing so on the worst day: it queues, throttles, waits as Discord tells it
//! to, and says how every alert ended.
//!
//! ```no_run
//! # async fn example() -> Result<(), dat::Error> {
//! use dat::{Alert, Notifier, Settings, Severity};
//!
//! let notifier = Notifier::new(Settings::from_env()?)?; // webhooks from DISCORD_WEBHOOK_*
//! notifier.notify(Alert::new(Severity::P1, "Auth degraded").field("region", "ap-south-1"));
//! let outcome = notifier.send(Alert::new(Severity::P0, "DB down")).await;
//! notifier.close(std::time::Duration::from_secs(5)).await;
//! # Ok(())
//! # }
//! ```

mod alert;
mod exchange;
mod house;
mod lane;
mod mention;
mod message;
mod notifier;
mod outcome;
mod reply;
mod settings;
mod text;
mod throttle;
mod webhook;

pub use alert::{Alert, Field, Severity};
pub use mention::Mention;
pub use notifier::{Health, Notifier};
pub use outcome::{Outcome, Reason, Receipt, State, Stats, Status, Ticket};
pub use settings::Settings;
pub use webhook::{Error, Webhook};
