//! The notifier against a server on loopback.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use dat::{Alert, Notifier, Reason, Settings, Severity, State, Status, Webhook};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

fn token() -> String {
    "t".repeat(68)
}

// #region tests

/// Keeps what it is sent; answers from a script of status and body, then 204. A program's own tests can do the same.
async fn start(script: Vec<(u16, String)>) -> (Notifier, Arc<Mutex<Vec<Value>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url =
        format!("http://{}/api/webhooks/{}/{}", listener.local_addr().unwrap(), "1".repeat(18), token());
    let bodies = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&bodies);
    tokio::spawn(async move {
        let mut script = script.into_iter();
        while let Ok((mut connection, _)) = listener.accept().await {
            let (status, said) = script.next().unwrap_or((204, String::new()));
            let body = read(&mut connection).await;
            kept.lock().unwrap().push(body);
            let length = said.len();
            let head =
                format!("HTTP/1.1 {status} x\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            connection.write_all((head + &said).as_bytes()).await.unwrap();
        }
    });
    let webhook = Webhook::parse(&url).unwrap();
    let settings = Settings { webhooks: [("default".to_owned(), webhook)].into(), ..Settings::default() };
    (Notifier::new(settings).unwrap(), bodies)
}

async fn read(connection: &mut TcpStream) -> Value {
    let mut request = Vec::new();
    loop {
        connection.read_buf(&mut request).await.unwrap();
        let text = String::from_utf8_lossy(&request);
        let body = text.split_once("\r\n\r\n").map_or("", |(_, body)| body);
        if let Ok(body) = serde_json::from_str(body) {
            return body;
        }
    }
}

#[tokio::test]
async fn only_a_p0_pings_and_text_never_does() {
    let (notifier, bodies) = start(vec![]).await;
    notifier.send(Alert::new(Severity::P0, "DB down")).await;
    notifier.send(Alert::new(Severity::P1, "@everyone is slow")).await;
    let bodies = bodies.lock().unwrap();
    assert_eq!(bodies[0]["allowed_mentions"]["parse"][0], "everyone");
    assert_eq!(bodies[1]["allowed_mentions"]["parse"].as_array().unwrap().len(), 0);
}

#[tokio::test]
async fn discord_itself_is_not_sent_to_under_a_test() {
    let url = format!("https://discord.com/api/webhooks/{}/{}", "1".repeat(18), token());
    let webhooks = [("default".to_owned(), Webhook::parse(&url).unwrap())].into();
    let notifier = Notifier::new(Settings { webhooks, under_test: true, ..Settings::default() }).unwrap();
    let outcome = notifier.send(Alert::new(Severity::P0, "DB down")).await;
    assert_eq!(outcome.reason, Some(Reason::TestGuard));
}

// #endregion tests

#[tokio::test]
async fn a_429_is_waited_out_and_the_same_bytes_go_again() {
    let (notifier, bodies) = start(vec![(429, r#"{"retry_after":0.2}"#.into())]).await;
    let outcome = notifier.send(Alert::new(Severity::P1, "Auth degraded")).await;
    assert_eq!((outcome.status, outcome.attempts), (Status::Delivered, 2));
    let bodies = bodies.lock().unwrap();
    assert_eq!(bodies[0], bodies[1]);
}

#[tokio::test]
async fn a_refusal_is_told_with_its_field_and_without_the_token() {
    let errors = r#"{"embeds":{"0":{"_errors":[{"message":"Too long."}]}}}"#;
    let said = format!(r#"{{"code":50035,"message":"{}","errors":{errors}}}"#, token());
    let (notifier, _) = start(vec![(400, said)]).await;
    let outcome = notifier.send(Alert::new(Severity::P1, "Auth degraded")).await;
    assert_eq!(outcome.errors, ["embeds.0: Too long."]);
    assert!(!format!("{outcome:?} {notifier:?}").contains("tttttttttttt"));
}

#[tokio::test]
async fn a_storm_costs_three_messages_and_a_summary() {
    let (notifier, bodies) = start(vec![]).await;
    let raise = |n| notifier.notify(Alert::new(Severity::P2, format!("order 4711{n} failed"))).state;
    let states: Vec<State> = (0..9).map(raise).collect();
    assert_eq!(states.iter().filter(|state| **state == State::Suppressed).count(), 6);
    assert!(notifier.close(Duration::from_secs(10)).await);
    let bodies = bodies.lock().unwrap();
    assert_eq!(bodies.len(), 4);
    assert!(bodies[3]["embeds"][0]["title"].as_str().unwrap().contains("6 more"));
}
