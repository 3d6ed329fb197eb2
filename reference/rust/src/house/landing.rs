//! What an answer means for all that the house knows: who has ended, who waits, and what the audit trail tells of it.

use tokio::time::Instant;

use super::{House, Raised};
use crate::alert::Severity;
use crate::exchange::Answer;
use crate::lane::{after, Ended};
use crate::message::Message;
use crate::outcome::{Outcome, Reason};
use crate::reply::{foretold_pause, read_reply, Reply};
use crate::text::cut;

impl House {
    /// What an answer means for everything that is sent after it.
    pub(crate) fn learn(&mut self, lane: usize, answer: &Answer, now: Instant) -> Reply {
        let reply = read_reply(answer, &self.lanes[lane].webhook);
        self.lanes[lane].shut(now + foretold_pause(answer));
        match &reply {
            Reply::Delivered => {}
            Reply::Limited { detail, wait, everywhere } => {
                self.last_error.clone_from(detail);
                if *everywhere {
                    self.shut_until = self.shut_until.max(after(now, *wait));
                } else {
                    self.lanes[lane].shut(after(now, *wait));
                }
            }
            Reply::Failed { detail, .. } => self.last_error.clone_from(detail),
            Reply::Refused(refusal) => {
                self.last_error.clone_from(&refusal.detail);
                self.lanes[lane].gone |= refusal.gone;
            }
        }
        reply
    }

    /// Ends the job that was under way, or puts it back.
    pub(crate) fn land(&mut self, lane: usize, answer: &Answer, now: Instant) {
        let reply = self.learn(lane, answer, now);
        if let Some(job) = self.lanes[lane].landed() {
            if let Some(ended) = self.lanes[lane].decide(job, reply, &self.settings, now) {
                self.end(ended);
            }
        }
        self.bury(lane);
    }

    /// Ends what waits for a webhook that does not exist any more.
    pub(crate) fn bury(&mut self, lane: usize) {
        if self.lanes[lane].gone {
            let ended = self.lanes[lane].clear(Reason::Gone, "the webhook is gone");
            ended.into_iter().for_each(|each| self.end(each));
        }
    }

    pub(crate) fn close(&mut self) {
        self.closed = true;
        for lane in 0..self.lanes.len() {
            let ended = self.lanes[lane].clear(Reason::Closed, "the notifier was closed first");
            ended.into_iter().for_each(|each| self.end(each));
        }
    }

    pub(super) fn end(&mut self, (job, outcome): Ended<Raised>) {
        if let Some(Raised { id, severity, title, channel, told }) = job.alert {
            self.mirror(severity, &title, &channel, &outcome);
            self.count(outcome.status);
            let _ = told.send(Outcome { id, channel, ..outcome }); // the ticket may have been dropped
        }
        self.open -= 1;
    }

    // #region audit

    /// A line for how an alert ended. The line's own fate changes nothing, and it is not mirrored.
    fn mirror(&mut self, severity: Severity, title: &str, channel: &str, outcome: &Outcome) {
        let Some(audit) = self.settings.audit.as_deref().filter(|audit| *audit != channel) else {
            return;
        };
        let Some(&lane) = self.channels.get(audit) else {
            return;
        };
        if self.is_guarded(lane) {
            return;
        }
        let title = cut(&title.split_whitespace().collect::<Vec<_>>().join(" "), 120);
        let how = match outcome.reason {
            Some(reason) => format!("dropped ({reason:?})").to_lowercase(), // one word each
            None => "delivered".to_owned(),
        };
        let line = format!("`{}` {title} → {channel} · {how}", severity.label());
        self.post(lane, None, Message::audit(&line), None, None);
    }

    // #endregion audit
}
