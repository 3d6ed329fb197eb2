//! The storm brake: the first few alerts of a key pass, the rest is counted and told later.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::alert::{Alert, Severity};

const MOST_KEYS: usize = 10_000;

/// What was held back of one key.
#[derive(Debug)]
pub(crate) struct Storm {
    pub severity: Severity,
    pub trade: bool,
    pub title: String,
    pub channel: String,
    pub count: u64,
}

// #region throttle

/// At most `most` alerts of a key in any `window`. The caller brings the time.
#[derive(Debug)]
pub(crate) struct Throttle {
    most: usize,
    window: Duration,
    passes: HashMap<String, VecDeque<Instant>>,
    storms: HashMap<String, Storm>,
}

impl Throttle {
    pub(crate) fn new(most: usize, window: Duration) -> Self {
        Throttle { most, window, passes: HashMap::new(), storms: HashMap::new() }
    }

    /// The window slides: a fixed one lets twice as many through at its edge.
    pub(crate) fn admits(&mut self, key: &str, now: Instant) -> bool {
        if self.most == 0 {
            return true;
        }
        if self.passes.len() >= MOST_KEYS && !self.passes.contains_key(key) {
            self.forget(now);
        }
        let passes = self.passes.entry(key.to_owned()).or_default();
        while passes.front().is_some_and(|pass| now - *pass >= self.window) {
            passes.pop_front();
        }
        let admitted = passes.len() < self.most;
        if admitted {
            passes.push_back(now);
        }
        admitted
    }

    /// Makes room: the keys whose window is over, or all when there are none.
    fn forget(&mut self, now: Instant) {
        let window = self.window;
        self.passes.retain(|_, passes| passes.back().is_some_and(|pass| now - *pass < window));
        if self.passes.len() >= MOST_KEYS {
            self.passes.clear();
        }
    }

    /// Counts an alert that did not pass, and says whether it is the first of a storm.
    pub(crate) fn hold(&mut self, key: &str, channel: &str, alert: &Alert) -> bool {
        let storm = self.storms.entry(key.to_owned()).or_insert_with(|| Storm {
            severity: alert.severity,
            trade: alert.trade,
            title: alert.title.clone(),
            channel: channel.to_owned(),
            count: 0,
        });
        storm.count += 1;
        storm.count == 1
    }

    pub(crate) fn take(&mut self, key: &str) -> Option<Storm> {
        self.storms.remove(key)
    }

    pub(crate) fn take_all(&mut self) -> Vec<Storm> {
        self.storms.drain().map(|(_, storm)| storm).collect()
    }
}

// #endregion throttle

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn no_window_holds_more_than_the_throttle_admits() {
        let (start, mut throttle) = (Instant::now(), Throttle::new(2, Duration::from_secs(10)));
        let mut at = |ms| throttle.admits("k", start + Duration::from_millis(ms));
        let passed = [0, 9000, 9500, 10_000, 18_900, 19_000].map(&mut at);
        assert_eq!(passed, [true, true, false, true, false, true]);
    }
}
