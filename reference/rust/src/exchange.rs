//! One HTTP request to a webhook.

use std::collections::HashMap;
use std::time::Duration;

use reqwest::header::{HeaderMap, CONTENT_TYPE};
use reqwest::{redirect, Client, Method, RequestBuilder, Response};

use crate::webhook::{Error, Webhook};

/// The edge refuses some libraries' own names.
const USER_AGENT: &str = "DiscordBot (dat-rust, 1.0)";
const LONGEST_ANSWER: usize = 64 * 1024;

/// What came back, unread.
pub(crate) enum Answer {
    Heard {
        status: u16,
        headers: HeaderMap,
        text: String,
    },
    /// What was written may have arrived, and then another attempt is a second message.
    Silent {
        why: String,
        written: bool,
    },
}

/// Makes the clients of webhooks: one for the world, and one that goes to loopback without a proxy.
pub(crate) struct Clients {
    timeout: Duration,
    known: HashMap<bool, Client>,
}

impl Clients {
    /// `timeout` is the deadline of a request: of connecting, sending and the whole answer.
    pub(crate) fn new(timeout: Duration) -> Self {
        Clients { timeout, known: HashMap::new() }
    }

    pub(crate) fn client_of(&mut self, webhook: &Webhook) -> Result<Client, Error> {
        let is_direct = webhook.is_loopback();
        if let Some(client) = self.known.get(&is_direct) {
            return Ok(client.clone());
        }
        let builder = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(redirect::Policy::none()) // the path holds the token
            .pool_idle_timeout(Duration::from_secs(30)) // Discord closes idle connections after a minute (#7220)
            .timeout(self.timeout);
        let builder = if is_direct { builder.no_proxy() } else { builder };
        let client =
            builder.build().map_err(|_| Error::new("no HTTP client: are there root certificates?"))?;
        self.known.insert(is_direct, client.clone());
        Ok(client)
    }
}

// #region send

/// Posts a message, with one deadline over everything.
pub(crate) async fn post(
    client: &Client,
    webhook: &Webhook,
    body: Vec<u8>,
    thread_id: Option<&str>,
) -> Answer {
    let mut url = webhook.url();
    if let Some(thread_id) = thread_id {
        url = format!("{url}?thread_id={thread_id}");
    }
    let request = client.request(Method::POST, url);
    exchange(request.header(CONTENT_TYPE, "application/json").body(body)).await
}

/// Asks whether the webhook exists.
pub(crate) async fn get(client: &Client, webhook: &Webhook) -> Answer {
    exchange(client.request(Method::GET, webhook.url())).await
}

async fn exchange(request: RequestBuilder) -> Answer {
    match request.send().await {
        Ok(response) => Answer::Heard {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            text: read(response).await,
        },
        Err(error) => silence(&error),
    }
}

// #endregion send

/// The status has been told, and it alone decides when the body breaks off.
async fn read(mut response: Response) -> String {
    let mut body = Vec::new();
    while let Ok(Some(chunk)) = response.chunk().await {
        body.extend_from_slice(&chunk);
        if body.len() >= LONGEST_ANSWER {
            break;
        }
    }
    String::from_utf8_lossy(&body).into_owned()
}

/// The text of a `reqwest::Error` has the URL in it, but that of its first cause has not.
fn silence(error: &reqwest::Error) -> Answer {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    let why = if error.is_timeout() {
        "no answer in time".to_owned()
    } else if error.is_connect() {
        format!("no connection: {cause}")
    } else {
        "the connection broke before an answer".to_owned()
    };
    Answer::Silent { why, written: !error.is_connect() }
}
