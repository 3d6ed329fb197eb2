package dat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Raises alerts.
 *
 * <pre>{@code
 * try (Notifier notifier = new Notifier()) { // webhooks from DISCORD_WEBHOOK_*
 *     notifier.notify(new Alert(Severity.P1, "Auth degraded"));
 * }
 * }</pre>
 */
public final class Notifier implements AutoCloseable {
    /** raised = delivered + suppressed + dropped + pending, always. */
    public record Stats(long raised, long delivered, long suppressed, long dropped, long pending) {}

    /** What the boot check found. */
    public record Health(String status, String detail) {}

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Settings settings;
    private final Map<String, Webhook> webhooks;
    private final Transport transport;
    private final Throttle throttle;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final AtomicLong gate = new AtomicLong(Lane.nowMs());
    private final Map<Webhook, Lane> lanes = new HashMap<>();
    private final Map<String, Long> books = new HashMap<>();
    private final ScheduledExecutorService teller = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dat summaries");
        thread.setDaemon(true);
        return thread;
    });
    private long tellAtMs = Long.MAX_VALUE;
    private boolean isClosed;

    public Notifier() {
        this(new Settings());
    }

    public Notifier(Settings settings) {
        settings.check();
        this.settings = settings;
        webhooks = settings.parseWebhooks();
        transport = new Transport(settings.timeoutMs);
        throttle = new Throttle(settings.throttleMax, settings.throttleWindowMs);
    }

    /** Raises an alert. Returns at once and never throws. */
    public Receipt notify(Alert alert) {
        String id = newId();
        lock.lock();
        try {
            count("raised", 1);
            Outcome refusal = refuse(id, alert);
            return refusal == null ? enqueue(id, alert) : ended(refusal);
        } finally {
            lock.unlock();
        }
    }

    /** Raises an alert in its JSON form; what is none ends {@code dropped: invalid}. */
    Receipt notify(Map<String, Object> json) {
        try {
            return notify(Alert.fromJson(json));
        } catch (IllegalArgumentException e) {
            lock.lock();
            try {
                count("raised", 1);
                return ended(Outcome.atOnce("dropped", newId(), "invalid", e.getMessage(), null));
            } finally {
                lock.unlock();
            }
        }
    }

    /** Raises an alert and waits for its outcome; after the timeout it is what is true then, {@code pending} perhaps. */
    public Outcome send(Alert alert, Duration timeout) throws InterruptedException {
        Receipt receipt = notify(alert);
        try {
            return receipt.outcome().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return Outcome.atOnce("pending", receipt.id(), null, null, alert.channel());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    public Stats stats() {
        lock.lock();
        try {
            return new Stats(booked("raised"), booked("delivered"), booked("suppressed"), booked("dropped"), booked("pending"));
        } finally {
            lock.unlock();
        }
    }

    private static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    // #region boot-check
    /** Asks Discord about each webhook and posts nothing. An outage is no misconfiguration: only 401 and 404 are dead. */
    public Map<String, Health> probe() {
        Map<String, CompletableFuture<Health>> asked = new LinkedHashMap<>();
        webhooks.forEach((channel, webhook) -> asked.put(channel, CompletableFuture.supplyAsync(() -> health(webhook))));
        Map<String, Health> found = new LinkedHashMap<>();
        asked.forEach((channel, health) -> found.put(channel, health.join()));
        return found;
    }

    private Health health(Webhook webhook) {
        if (settings.isGuarded(webhook)) {
            return new Health("unreachable", "not asked in a test");
        }
        lock.lock();
        try {
            if (laneOf(webhook).isShut()) {
                return new Health("unreachable", "Discord told us to wait");
            }
        } finally {
            lock.unlock();
        }
        Reply reply = transport.get(webhook.readUri());
        lock.lock();
        try {
            laneOf(webhook).heed(reply);
        } finally {
            lock.unlock();
        }
        boolean isDead = reply.status() == 401 || reply.status() == 404;
        return reply.kind() == Reply.Kind.OK ? new Health("alive", "Discord knows the webhook")
                : new Health(isDead ? "dead" : "unreachable", reply.detail());
    }

    /** Whom a P0 would ping. */
    public String p0Mention() {
        return settings.p0Mention;
    }
    // #endregion boot-check

    /** Waits until everything has settled, audit lines too; false when the time was not enough. */
    public boolean flush(Duration timeout) throws InterruptedException {
        long left = timeout.toNanos();
        lock.lockInterruptibly();
        try {
            while (!lanes.values().stream().allMatch(Lane::isIdle)) {
                if (left <= 0) {
                    return false;
                }
                left = settled.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Tells of the storms, flushes, and stops; what is left ends {@code dropped: closed}. */
    public boolean close(Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            throttle.tell(Long.MAX_VALUE, this::tellStorm);
            isClosed = true;
        } finally {
            lock.unlock();
        }
        try {
            return flush(timeout);
        } finally {
            teller.shutdownNow();
            lock.lock();
            try {
                lanes.values().forEach(Lane::close);
            } finally {
                lock.unlock();
            }
        }
    }

    /** As {@link #close(Duration)}, with ten seconds. */
    @Override
    public void close() {
        try {
            close(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "Notifier " + webhooks + " " + stats();
    }

    // #region route
    /** The webhook of a channel; the default stands in for all but the audit trail. */
    private Webhook webhookFor(String channel) {
        boolean isTrail = channel.equals("audit") || channel.equals(settings.audit);
        Webhook own = webhooks.get(channel);
        return own != null || isTrail ? own : webhooks.get("default");
    }

    /** Why the alert goes nowhere; null when it goes somewhere. */
    private Outcome refuse(String id, Alert alert) {
        String channel = alert.channel();
        if (!settings.enabled) {
            return Outcome.atOnce("suppressed", id, "disabled", null, channel);
        }
        if (isClosed) {
            return Outcome.atOnce("dropped", id, "closed", "the notifier is closed", channel);
        }
        Webhook webhook = webhookFor(channel);
        if (webhook == null) {
            return Outcome.atOnce("dropped", id, "unrouted", "no webhook for " + channel, channel);
        }
        if (settings.isGuarded(webhook)) {
            return Outcome.atOnce("suppressed", id, "test-guard", null, channel);
        }
        if (!throttle.pass(alert, Lane.nowMs())) {
            scheduleTelling();
            return Outcome.atOnce("suppressed", id, "throttled", null, channel);
        }
        return null;
    }
    // #endregion route

    private Receipt enqueue(String id, Alert alert) {
        String body = Message.build(alert, settings.username, alert.mentions(settings.p0Mention));
        Entry entry = Entry.of(id, alert, body, Message.build(alert, settings.username, List.of()));
        count("pending", 1);
        laneOf(webhookFor(alert.channel())).push(entry);
        Outcome outcome = entry.outcome; // a full lane may have refused it
        return outcome == null
                ? new Receipt(id, "queued", null, entry.future)
                : new Receipt(id, outcome.status(), outcome.reason(), entry.future);
    }

    private Receipt ended(Outcome outcome) {
        count(outcome.status(), 1);
        return new Receipt(outcome.id(), outcome.status(), outcome.reason(), CompletableFuture.completedFuture(outcome));
    }

    private Lane laneOf(Webhook webhook) {
        return lanes.computeIfAbsent(webhook,
                key -> new Lane(key, settings, transport, lock, gate, this::onSettled));
    }

    private void onSettled(Entry entry) {
        settled.signalAll();
        if (entry.isOurs()) {
            return;
        }
        count(entry.outcome.status(), 1);
        count("pending", -1);
        entry.future.completeAsync(() -> entry.outcome); // what the program does with it must not run under our lock
        mirror(entry);
    }

    // #region audit
    /** One line in the trail for each alert that was routed. It goes to a lane of its own, so nothing waits for it. */
    private void mirror(Entry entry) {
        Webhook trail = settings.audit == null ? null : webhookFor(settings.audit);
        boolean isTrail = entry.channel.equals("audit") || entry.channel.equals(settings.audit);
        boolean isLate = "closed".equals(entry.outcome.reason()); // the trail is closed, too
        if (trail == null || isTrail || isLate || settings.isGuarded(trail)) {
            return;
        }
        String how = entry.outcome.status() + (entry.outcome.reason() == null ? "" : ": " + entry.outcome.reason());
        String title = Text.cut(entry.alert.title, 150);
        String line = "`" + entry.severity + "` " + title + " → " + entry.channel + ", " + how;
        laneOf(trail).push(Entry.audit(line, Message.audit(List.of(line))));
    }
    // #endregion audit

    private void scheduleTelling() {
        if (throttle.nextDueMs() < tellAtMs) {
            tellAtMs = throttle.nextDueMs();
            teller.schedule(this::tellStorms, Math.max(1, tellAtMs - Lane.nowMs()), TimeUnit.MILLISECONDS);
        }
    }

    private void tellStorms() {
        lock.lock();
        try {
            tellAtMs = Long.MAX_VALUE;
            if (!isClosed) {
                throttle.tell(Lane.nowMs(), this::tellStorm);
                scheduleTelling();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says how many alerts a storm has cost, where they would have been, and pings nobody. */
    private void tellStorm(Alert alert, int count) {
        laneOf(webhookFor(alert.channel())).push(Entry.summary(alert, Message.summary(alert, count, settings.username)));
    }

    private void count(String book, long change) {
        books.merge(book, change, Long::sum);
    }

    private long booked(String book) {
        return books.getOrDefault(book, 0L);
    }
}
