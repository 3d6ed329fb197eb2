package dat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The port that the conformance kit drives: lines of JSON both ways (PROTOCOL.md, L3). The library does not need it. */
public final class Port {
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofDays(1);

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final ExecutorService waiting = Executors.newCachedThreadPool();
    private volatile Notifier notifier = nowhere();

    public static void main(String[] args) throws Exception {
        Port port = new Port();
        Runtime.getRuntime().addShutdownHook(new Thread(port::closeQuietly)); // SIGTERM
        port.run();
    }

    private void run() throws IOException, InterruptedException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null && serve(line)) {
            // one command a line
        }
        finish();
    }

    private void finish() throws InterruptedException {
        notifier.close(STOP);
        waiting.shutdown();
        waiting.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void closeQuietly() {
        try {
            notifier.close(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A notifier without a webhook: every alert ends {@code unrouted}. */
    private static Notifier nowhere() {
        return new Notifier(new Settings(Map.of()));
    }

    /** Answers one line; false after {@code stop}. */
    private boolean serve(String line) throws InterruptedException {
        Map<String, Object> request;
        try {
            request = Json.object(Json.parse(line));
        } catch (IllegalArgumentException e) {
            reply(null, "error", "this line is no JSON");
            return true;
        }
        Object id = request.get("id");
        try {
            switch (String.valueOf(request.get("cmd"))) {
                case "start" -> start(id, request);
                case "configure" -> configure(id, request);
                case "notify" -> notify(id, request);
                case "send" -> send(id, request);
                case "stats" -> reply(id, "result", show(notifier.stats()));
                case "inspect" -> reply(id, "result", notifier + " | " + String.format("%s", notifier));
                case "probe" -> later(id, this::probe);
                case "flush" -> later(id, () -> notifier.flush(timeout(request, Duration.ofSeconds(10))));
                case "close" -> later(id, () -> notifier.close(timeout(request, Duration.ofSeconds(10))));
                case "stop" -> {
                    finish();
                    reply(id, "result", true);
                    return false;
                }
                default -> reply(id, "unsupported", true);
            }
        } catch (IllegalArgumentException e) {
            reply(id, "error", e.getMessage());
        }
        return true;
    }

    private void start(Object id, Map<String, Object> request) {
        if (!"1".equals(String.valueOf(request.get("protocol")))) {
            reply(id, "error", "this port speaks version 1");
            return;
        }
        reply(id, "result", Map.of("protocol", 1, "name", "dat-java", "language", "java", "level", "L3", "features", List.of()));
    }

    private void configure(Object id, Map<String, Object> request) throws InterruptedException {
        notifier.close(Duration.ZERO);
        notifier = nowhere();
        notifier = new Notifier(settings(request));
        reply(id, "result", true);
    }

    private static Settings settings(Map<String, Object> request) {
        Settings settings = new Settings();
        request.forEach((name, value) -> {
            switch (name) {
                case "webhooks" -> {
                    Map<String, String> urls = new HashMap<>();
                    Json.object(value).forEach((channel, url) -> urls.put(channel, String.valueOf(url)));
                    settings.webhooks(urls);
                }
                case "enabled" -> settings.enabled(Boolean.TRUE.equals(value));
                case "username" -> settings.username((String) value);
                case "audit" -> settings.audit(value instanceof String channel ? channel : null);
                case "p0Mention" -> settings.p0Mention((String) value);
                case "maxAttempts" -> settings.maxAttempts(((Number) value).intValue());
                case "timeoutMs" -> settings.timeout(ms(value));
                case "maxWaitMs" -> settings.maxWait(ms(value));
                case "backoffMs" -> settings.backoff(ms(value));
                case "queueMax" -> settings.queueMax(((Number) value).intValue());
                case "throttle" -> throttle(settings, Json.object(value));
                default -> { } // fields that a later version may add
            }
        });
        return settings;
    }

    private static void throttle(Settings settings, Map<String, Object> given) {
        Number max = (Number) given.getOrDefault("max", given.isEmpty() ? 0 : settings.throttleMax);
        settings.throttle(max.intValue(), ms(given.getOrDefault("windowMs", settings.throttleWindowMs)));
    }

    private void notify(Object id, Map<String, Object> request) {
        reply(id, "result", show(raise(request)));
    }

    /** Raised here, so that alerts keep their order; waited for elsewhere. */
    private void send(Object id, Map<String, Object> request) {
        Receipt receipt = raise(request);
        Duration timeout = timeout(request, LONG);
        later(id, () -> {
            try {
                return show(receipt.outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
            } catch (java.util.concurrent.TimeoutException e) {
                return Map.of("status", "pending", "id", receipt.id());
            }
        });
    }

    private Receipt raise(Map<String, Object> request) {
        return notifier.notify(Json.object(request.get("alert")));
    }

    private Map<String, Object> probe() {
        Map<String, Object> channels = new LinkedHashMap<>();
        notifier.probe().forEach((channel, health) ->
                channels.put(channel, Map.of("status", health.status(), "detail", health.detail())));
        return Map.of("channels", channels, "p0Mention", notifier.p0Mention());
    }

    private void later(Object id, Callable<Object> work) {
        waiting.execute(() -> {
            try {
                reply(id, "result", work.call());
            } catch (Exception e) {
                reply(id, "error", e.getClass().getSimpleName());
            }
        });
    }

    private static Duration timeout(Map<String, Object> request, Duration fallback) {
        return request.get("timeoutMs") == null ? fallback : ms(request.get("timeoutMs"));
    }

    private static Duration ms(Object value) {
        return Duration.ofMillis(((Number) value).longValue());
    }

    private static Map<String, Object> show(Notifier.Stats stats) {
        return Map.of("raised", stats.raised(), "delivered", stats.delivered(), "suppressed", stats.suppressed(),
                "dropped", stats.dropped(), "pending", stats.pending());
    }

    private static Map<String, Object> show(Receipt receipt) {
        Map<String, Object> shown = new LinkedHashMap<>(Map.of("id", receipt.id(), "state", receipt.state()));
        shown.put("reason", receipt.reason());
        shown.values().removeIf(value -> value == null);
        return shown;
    }

    private static Map<String, Object> show(Outcome outcome) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("status", outcome.status());
        shown.put("id", outcome.id());
        shown.put("reason", outcome.reason());
        shown.put("detail", outcome.detail());
        shown.put("channel", outcome.channel());
        shown.put("attempts", outcome.attempts() == 0 ? null : outcome.attempts());
        shown.put("maybeDelivered", outcome.maybeDelivered() ? true : null);
        shown.put("messageId", outcome.messageId());
        shown.put("httpStatus", outcome.httpStatus() == 0 ? null : outcome.httpStatus());
        shown.put("discordCode", outcome.discordCode());
        shown.put("errors", outcome.errors().isEmpty() ? null : outcome.errors());
        shown.values().removeIf(value -> value == null);
        return shown;
    }

    private synchronized void reply(Object id, String kind, Object value) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", id);
        answer.put(kind, value);
        out.println(Json.write(answer));
    }
}
