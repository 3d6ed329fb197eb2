package dat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that can be set; what is not, comes from the environment. Whatever cannot work throws an
 * IllegalArgumentException that says what to write instead, and shows no URL.
 *
 * <pre>{@code new Notifier(new Settings().username("checkout").timeout(Duration.ofSeconds(5)))}</pre>
 */
public final class Settings {
    private static final List<String> CHANNELS = List.of("alerts", "info", "trades", "dev", "audit");

    final Map<String, String> env;
    String username;
    /** The channel of the audit trail; null for none. */
    String audit = "audit";
    boolean enabled;
    String p0Mention;
    int maxAttempts;
    long timeoutMs;
    long maxWaitMs;
    long backoffMs;
    int throttleMax;
    long throttleWindowMs;
    int queueMax;
    private Map<String, String> urls;

    public Settings() {
        this(System.getenv());
    }

    Settings(Map<String, String> env) {
        this.env = env;
        enabled = !isOff("NOTIFY_DISCORD_ENABLED");
        p0Mention = env.getOrDefault("DISCORD_P0_MENTION", "@everyone");
        maxAttempts = knob("DAT_MAX_ATTEMPTS", 5, 1, 10);
        timeoutMs = knob("DAT_TIMEOUT_MS", 10_000, 1, 600_000);
        maxWaitMs = knob("DAT_MAX_WAIT_MS", 30_000, 0, 86_400_000);
        backoffMs = knob("DAT_BACKOFF_MS", 1000, 1, 60_000);
        throttleMax = knob("DAT_THROTTLE_MAX", 3, 0, 1_000_000);
        throttleWindowMs = knob("DAT_THROTTLE_WINDOW_MS", 60_000, 1, 86_400_000);
        queueMax = knob("DAT_QUEUE_MAX", 500, 1, 1_000_000);
    }

    /** Channel to URL, instead of all webhooks of the environment; {@code default} stands in for all but {@code audit}. */
    public Settings webhooks(Map<String, String> given) {
        urls = Map.copyOf(given);
        return this;
    }

    public Settings enabled(boolean isEnabled) {
        enabled = isEnabled;
        return this;
    }

    public Settings username(String name) {
        username = name;
        return this;
    }

    /** The channel that gets the trail; null for none. */
    public Settings audit(String channel) {
        audit = channel;
        return this;
    }

    /** Whom a P0 pings: {@code @everyone}, {@code @here}, {@code <@id>}, {@code <@&id>}, or empty for nobody. */
    public Settings p0Mention(String who) {
        p0Mention = who;
        return this;
    }

    /** Attempts of one alert that may fail by a 5xx or the network, and also retries after 429. */
    public Settings maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    /** The deadline of one attempt. */
    public Settings timeout(Duration duration) {
        timeoutMs = duration.toMillis();
        return this;
    }

    /** The longest wait after a 429 that one alert sits out. */
    public Settings maxWait(Duration duration) {
        maxWaitMs = duration.toMillis();
        return this;
    }

    /** The base of the back-off; its ceiling is 30 times that. */
    public Settings backoff(Duration duration) {
        backoffMs = duration.toMillis();
        return this;
    }

    /** At most so many alerts of a key in any window; 0 switches it off. */
    public Settings throttle(int max, Duration window) {
        throttleMax = max;
        throttleWindowMs = window.toMillis();
        return this;
    }

    /** Alerts held for one webhook. */
    public Settings queueMax(int alerts) {
        queueMax = alerts;
        return this;
    }

    Map<String, Webhook> parseWebhooks() {
        String base = env("DISCORD_API_BASE") == null ? Webhook.DEFAULT_BASE : env("DISCORD_API_BASE");
        Map<String, Webhook> webhooks = new LinkedHashMap<>();
        (urls == null ? urlsOfEnvironment() : urls).forEach((channel, url) -> {
            try {
                webhooks.put(channel, Webhook.parse(url, base));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("webhook of " + channel + ": " + e.getMessage());
            }
        });
        return webhooks;
    }

    void check() {
        for (String who : p0Mention.trim().split("\\s+")) {
            if (!who.isEmpty() && !Message.MENTION.matcher(who).matches()) {
                throw new IllegalArgumentException(
                        "DISCORD_P0_MENTION must be @everyone, @here, <@id>, <@&id>, or empty for nobody");
            }
        }
    }

    // #region tests
    /** A test run must page nobody. Only a Discord host is guarded: tests may well use a local one. */
    boolean isGuarded(Webhook webhook) {
        boolean isTest = env("DAT_TEST") != null && !isOff("DAT_TEST")
                || System.getProperty("surefire.test.class.path") != null
                || System.getProperty("org.gradle.test.worker") != null;
        return isTest && webhook.isDiscord();
    }
    // #endregion tests

    private String env(String name) {
        String value = env.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    private boolean isOff(String name) {
        return env(name) != null && List.of("0", "false", "no", "off").contains(env(name).toLowerCase(Locale.ROOT));
    }

    private int knob(String name, int fallback, int least, int most) {
        String value = env(name);
        try {
            int number = value == null ? fallback : Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        System.err.printf("dat: %s must be a number from %d to %d; using %d%n", name, least, most, fallback);
        return fallback;
    }

    private Map<String, String> urlsOfEnvironment() {
        Map<String, String> found = new LinkedHashMap<>();
        String fallback = url("DISCORD_WEBHOOK");
        found.put("default", fallback == null ? url("DISCORD_WEBHOOK_URL") : fallback);
        CHANNELS.forEach(channel -> found.put(channel, url("DISCORD_WEBHOOK_" + channel.toUpperCase(Locale.ROOT))));
        found.values().removeIf(url -> url == null);
        return found;
    }

    /** From the variable, or from the file named by it with _FILE behind it. */
    private String url(String name) {
        String file = env(name + "_FILE");
        if (env(name) != null || file == null) {
            return env(name);
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(name + "_FILE cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
