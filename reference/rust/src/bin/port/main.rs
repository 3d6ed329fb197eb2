//! Lets the conformance kit drive the notifier by lines of JSON on stdin and stdout (../PROTOCOL.md).

mod read;

use std::future::Future;
use std::io::{stdin, BufRead, Write};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use dat::{Error, Notifier, Settings, Ticket};
use serde_json::{json, Value};
use tokio::signal::unix::{signal, SignalKind};
use tokio::sync::mpsc;
use tokio::task::JoinSet;

const STOP_TIME: Duration = Duration::from_secs(2);
const FLUSH_TIME: Duration = Duration::from_secs(10);

struct Port {
    notifier: Arc<Notifier>,
    waiting: JoinSet<()>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    log::set_logger(&Stderr).expect("the first logger of the program");
    log::set_max_level(log::LevelFilter::Warn);
    let mut terminated = signal(SignalKind::terminate())?;
    let mut lines = read_lines();
    let mut port = Port { notifier: Arc::new(unrouted()?), waiting: JoinSet::new() };
    loop {
        let line = tokio::select! {
            line = lines.recv() => line,
            _ = terminated.recv() => None,
        };
        let Some(line) = line else { break };
        if !port.answer(&line).await {
            return Ok(());
        }
    }
    port.finish().await;
    Ok(())
}

/// A thread of our own, because tokio's stdin would keep the runtime from ending.
fn read_lines() -> mpsc::UnboundedReceiver<Vec<u8>> {
    let (lines, received) = mpsc::unbounded_channel();
    thread::spawn(move || {
        for line in stdin().lock().split(b'\n').map_while(Result::ok) {
            if lines.send(line).is_err() {
                return;
            }
        }
    });
    received
}

impl Port {
    /// Answers one line; `false` once the program is to end.
    async fn answer(&mut self, line: &[u8]) -> bool {
        let command = read::json(line).unwrap_or_default();
        let (Some(id), Some(name)) = (command["id"].as_i64(), command["cmd"].as_str()) else {
            reply(json!({ "id": null, "error": "a line must be a JSON object with id and cmd" }));
            return true;
        };
        let notifier = Arc::clone(&self.notifier);
        let time = command["timeoutMs"].as_u64().map(Duration::from_millis);
        match name {
            "start" if command["protocol"] == 1 => result(
                id,
                json!({ "protocol": 1, "name": "dat-rust", "language": "rust", "level": "L3", "features": [] }),
            ),
            "start" => reply(json!({ "id": id, "error": "this port speaks protocol version 1" })),
            "configure" => match self.configure(&command).await {
                Ok(()) => result(id, true),
                Err(error) => reply(json!({ "id": id, "error": error.to_string() })),
            },
            "notify" => result(id, notifier.submit_json(command["alert"].clone()).receipt()),
            "send" => {
                let ticket = notifier.submit_json(command["alert"].clone());
                self.later(id, async move { wait(ticket, time).await });
            }
            "probe" => self.later(id, async move {
                let mention: Vec<String> = notifier.p0_mention().iter().map(ToString::to_string).collect();
                json!({ "channels": notifier.probe().await, "p0Mention": mention.join(" ") })
            }),
            "inspect" => result(id, format!("{notifier:?} {notifier:#?}")),
            "stats" => result(id, notifier.stats()),
            "flush" => self.later(id, async move { notifier.flush(time.unwrap_or(FLUSH_TIME)).await }),
            "close" => self.later(id, async move { notifier.close(time.unwrap_or(FLUSH_TIME)).await }),
            "stop" => {
                self.finish().await;
                result(id, true);
                return false;
            }
            _ => reply(json!({ "id": id, "unsupported": true })),
        }
        true
    }

    /// Replaces the client; without one, every alert is unrouted.
    async fn configure(&mut self, given: &Value) -> Result<(), Error> {
        self.notifier.close(STOP_TIME).await;
        self.notifier = Arc::new(unrouted()?);
        self.notifier = Arc::new(Notifier::new(read::settings(given)?)?);
        Ok(())
    }

    /// Answers later what has to wait, beside the commands behind it.
    fn later<T: serde::Serialize>(&mut self, id: i64, answer: impl Future<Output = T> + Send + 'static) {
        self.waiting.spawn(async move { result(id, answer.await) });
    }

    async fn finish(&mut self) {
        self.notifier.close(STOP_TIME).await;
        while self.waiting.join_next().await.is_some() {}
    }
}

fn unrouted() -> Result<Notifier, Error> {
    Notifier::new(Settings::default())
}

async fn wait(ticket: Ticket, time: Option<Duration>) -> dat::Outcome {
    match time {
        Some(time) => ticket.wait_for(time).await,
        None => ticket.wait().await,
    }
}

fn result(id: i64, result: impl serde::Serialize) {
    reply(json!({ "id": id, "result": result }));
}

fn reply(line: Value) {
    let mut stdout = std::io::stdout().lock();
    // Nobody is left to tell when this fails.
    let _ = writeln!(stdout, "{line}").and_then(|()| stdout.flush());
}

struct Stderr;

impl log::Log for Stderr {
    fn enabled(&self, of: &log::Metadata<'_>) -> bool {
        of.target().starts_with("dat")
    }

    fn log(&self, record: &log::Record<'_>) {
        if self.enabled(record.metadata()) {
            eprintln!("{}", record.args());
        }
    }

    fn flush(&self) {}
}
