package dat;

import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A webhook URL, which is a secret: nothing prints it. */
final class Webhook {
    static final String DEFAULT_BASE = "https://discord.com/api/v10";

    private static final String PATH = "/webhooks/(?<id>\\d{17,20})/(?<token>[\\w-]{60,120})/?(?:\\?(?<query>.*))?";
    private static final String LOOPBACK = "(?:localhost|127(?:\\.\\d{1,3}){3}|\\[::1\\])(?::\\d+)?";
    private static final Pattern DISCORD_URL =
            Pattern.compile("(?i)https://(?:(?:ptb|canary)\\.)?discord(?:app)?\\.com/api(?:/v\\d+)?" + PATH);
    private static final Pattern LOOPBACK_URL = Pattern.compile("https?://" + LOOPBACK + "(?:/api(?:/v\\d+)?)?" + PATH);
    private static final Pattern BASE = Pattern.compile("https://[^/].*|http://" + LOOPBACK + "(?:/.*)?");
    private static final Pattern DISCORD_HOST = Pattern.compile("(?i)(?:.*\\.)?discord(?:app)?\\.com");
    private static final Pattern THREAD = Pattern.compile("(?:^|.*&)thread_id=(\\d+)(?:&.*|$)");

    private final String id;
    private final String endpoint;
    private final String threadId;

    private Webhook(String id, String endpoint, String query) {
        this.id = id;
        this.endpoint = endpoint;
        Matcher thread = THREAD.matcher(query == null ? "" : query);
        this.threadId = thread.matches() ? thread.group(1) : null;
    }

    // #region secrets
    /**
     * Of a Discord URL only id, token and thread are taken: the one that Discord's page hands out has no version, which
     * means the deprecated v6. A loopback URL is used as it is. Throws IllegalArgumentException without the URL in it.
     */
    static Webhook parse(String given, String givenBase) {
        String url = given.strip();
        String base = givenBase.replaceAll("/+$", "");
        if (!BASE.matcher(base).matches()) {
            throw new IllegalArgumentException(
                    "DISCORD_API_BASE must begin with https://, or with http:// and a loopback address");
        }
        Matcher discord = DISCORD_URL.matcher(url);
        Matcher own = Pattern.compile(Pattern.quote(base) + PATH).matcher(url);
        Matcher loopback = LOOPBACK_URL.matcher(url);
        Matcher match = discord.matches() ? discord : own.matches() ? own : loopback;
        if (match == loopback && !loopback.matches()) {
            throw new IllegalArgumentException(
                    "not a webhook URL: it looks like https://discord.com/api/webhooks/<id>/<token>");
        }
        String root = match == loopback ? url.substring(0, url.indexOf("/webhooks/")) : base;
        String endpoint = root + "/webhooks/" + match.group("id") + "/" + match.group("token");
        return new Webhook(match.group("id"), endpoint, match.group("query"));
    }

    @Override
    public String toString() {
        return "Webhook " + id;
    }
    // #endregion secrets

    /** Where to post. {@code wait=true} because Discord else does not tell when it could not store the message. */
    URI postUri(String thread) {
        String target = thread != null ? thread : threadId;
        boolean isId = target != null && target.matches("\\d{17,20}");
        return URI.create(endpoint + "?wait=true" + (isId ? "&thread_id=" + target : ""));
    }

    /** Where to read the webhook; posts nothing. */
    URI readUri() {
        return URI.create(endpoint);
    }

    boolean isDiscord() {
        return DISCORD_HOST.matcher(readUri().getHost()).matches();
    }

    /** Two channels with the same webhook share a lane. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Webhook webhook && endpoint.equals(webhook.endpoint);
    }

    @Override
    public int hashCode() {
        return endpoint.hashCode();
    }
}
