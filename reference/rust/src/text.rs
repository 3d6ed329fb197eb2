//! Text as Discord measures it, cut and cleaned of what must not be sent.

use std::sync::LazyLock;

use regex_lite::Regex;

const FENCE: &str = "```";

// #region secrets

/// Whoever reads a webhook's URL in a channel can post with it.
static SECRETS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)(/webhooks/\d{15,20}/|\bBearer\s{1,4})[\w.~+/=-]{20,}").unwrap());

pub(crate) fn redact(text: &str) -> String {
    SECRETS.replace_all(text, "${1}[redacted]").into_owned()
}

// #endregion secrets

/// Usable text without white space around it: what Discord's limits count.
pub(crate) fn clean(text: &str) -> String {
    let usable: String =
        text.chars().filter(|char| !char.is_control() || matches!(char, '\n' | '\t')).collect();
    redact(&usable).trim().to_owned()
}

/// The length in UTF-16 units: never less than the code points, so it is safe by either count.
pub(crate) fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// Clean text of at most `limit` units. What was cut ends in `…`, with an open code block closed.
pub(crate) fn cut(text: &str, limit: usize) -> String {
    let text = clean(text);
    if units(&text) <= limit {
        return text;
    }
    let short = start(&text, limit - 1);
    if !is_open(short) {
        return format!("{short}…");
    }
    let shorter = start(&text, limit - units("…\n") - FENCE.len());
    if is_open(shorter) {
        format!("{shorter}…\n{FENCE}")
    } else {
        format!("{shorter}…") // the cut has lost the very fence that was open
    }
}

fn is_open(text: &str) -> bool {
    text.matches(FENCE).count() % 2 == 1
}

fn start(text: &str, limit: usize) -> &str {
    let mut room = limit;
    for (at, char) in text.char_indices() {
        if room < char.len_utf16() {
            return text[..at].trim_end();
        }
        room -= char.len_utf16();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_counts_utf16_units_and_keeps_characters_and_fences_whole() {
        assert_eq!(cut(&"😀".repeat(200), 256), "😀".repeat(127) + "…");
        let code = format!("```{}", "x".repeat(50));
        assert_eq!(cut(&code, 20), format!("```{}…\n```", "x".repeat(12)));
    }

    #[test]
    fn a_webhook_in_a_text_is_masked() {
        let url = format!("see https://discord.com/api/webhooks/{}/{}", "1".repeat(18), "t".repeat(68));
        assert!(!clean(&url).contains("tttt"));
    }
}
