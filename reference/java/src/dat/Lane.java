package dat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The queue in front of one webhook, and the thread that works it off: one request at a time, P0 first, then P1, then the
 * rest in order, audit lines last. It waits out what Discord tells it to. All state is guarded by the notifier's lock.
 */
final class Lane {
    private static final int AUDIT_QUEUE = 3;
    private static final int LINES_PER_MESSAGE = 10;

    private final Webhook webhook;
    private final Settings settings;
    private final Transport transport;
    private final ReentrantLock lock;
    private final AtomicLong gate;
    private final Consumer<Entry> onSettled;
    private final Condition changed;
    private final List<Deque<Entry>> queues =
            List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
    private Thread thread;
    private Entry flying;
    private long openAtMs = nowMs();
    private boolean isGone;
    private boolean isClosed;

    /** The gate is what shuts all lanes at once, until a time: a global 429, or a ban of the address. */
    Lane(Webhook webhook, Settings settings, Transport transport, ReentrantLock lock, AtomicLong gate, Consumer<Entry> onSettled) {
        this.webhook = webhook;
        this.settings = settings;
        this.transport = transport;
        this.lock = lock;
        this.gate = gate;
        this.onSettled = onSettled;
        this.changed = lock.newCondition();
    }

    /** Milliseconds that only ever grow: a clock set back must not shorten a wait. */
    static long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    // #region queue
    /** Takes an entry; a full lane loses the least severe first, and of those the oldest. */
    void push(Entry entry) {
        if (isGone) {
            settle(entry, "dropped", "gone", Reply.silent(false, "the webhook is gone"));
            return;
        }
        queueOf(entry).addLast(entry);
        evict(entry.isAudit());
        if (thread == null) {
            thread = new Thread(this::work, "dat " + webhook);
            thread.setDaemon(true); // close() is what waits for alerts, not the JVM
            thread.start();
        }
        changed.signal();
    }

    boolean isIdle() {
        return flying == null && queues.stream().allMatch(Deque::isEmpty);
    }

    /** What is left ends; an attempt under way may have arrived. */
    void close() {
        isClosed = true;
        List<Entry> left = drain();
        if (flying != null) {
            flying.maybeDelivered = true;
            left.add(flying);
        }
        flying = null;
        left.forEach(entry -> settle(entry, "dropped", "closed", Reply.silent(false, "the notifier was closed first")));
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void work() {
        try {
            while (true) {
                Entry entry = take();
                Reply reply = transport.post(webhook.postUri(entry.threadId), entry.body);
                lock.lock();
                try {
                    flying = null;
                    if (!isClosed) {
                        conclude(entry, reply);
                    }
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** The next entry, once it may go. */
    private Entry take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                Deque<Entry> queue = queues.stream().filter(each -> !each.isEmpty()).findFirst().orElse(null);
                if (queue == null) {
                    changed.await();
                    continue;
                }
                long waitMs = Math.max(opensAtMs(), queue.getFirst().notBeforeMs) - nowMs();
                if (waitMs <= 0) {
                    flying = gather(queue);
                    return flying;
                }
                changed.await(waitMs, TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Audit lines that wait share a message. */
    private Entry gather(Deque<Entry> queue) {
        Entry first = queue.removeFirst();
        if (first.isAudit() && first.attempts == 0) {
            List<String> lines = new ArrayList<>(List.of(first.line));
            while (!queue.isEmpty() && lines.size() < LINES_PER_MESSAGE) {
                lines.add(queue.removeFirst().line);
            }
            first.body = Message.audit(lines);
        }
        return first;
    }

    /** Alerts and audit lines are bounded each for themselves. */
    private void evict(boolean isAudit) {
        List<Entry> waiting = queues.stream().flatMap(Deque::stream).filter(entry -> entry.isAudit() == isAudit).toList();
        int held = waiting.size() + (flying != null && flying.isAudit() == isAudit ? 1 : 0);
        if (held > settings.queueMax) {
            Entry least = waiting.stream().reduce((a, b) -> b.severity.compareTo(a.severity) > 0 ? b : a).orElseThrow();
            queueOf(least).remove(least);
            Reply why = Reply.silent(false, "more than " + settings.queueMax + " alerts were waiting");
            settle(least, "dropped", "overflow", why);
        }
    }

    private Deque<Entry> queueOf(Entry entry) {
        return queues.get(entry.isAudit() ? AUDIT_QUEUE : Math.min(entry.severity.ordinal(), 2));
    }
    // #endregion queue

    /** Whether Discord told us to wait: then nobody may ask. */
    boolean isShut() {
        return opensAtMs() > nowMs();
    }

    private long opensAtMs() {
        return Math.max(openAtMs, gate.get());
    }

    /** Learns from an answer, whoever got it. */
    void heed(Reply reply) {
        long untilMs = nowMs() + reply.waitMs();
        openAtMs = Math.max(openAtMs, untilMs);
        if (reply.forEveryone()) {
            gate.accumulateAndGet(untilMs, Math::max);
        }
    }

    // #region backoff
    /** What becomes of an entry after one attempt. */
    private void conclude(Entry entry, Reply reply) {
        entry.attempts++;
        heed(reply);
        switch (reply.kind()) {
            case OK -> settle(entry, "delivered", null, reply);
            case REJECTED -> settle(entry, "dropped", "rejected", reply);
            case GONE -> retire(entry, reply);
            case LIMITED -> afterLimit(entry, reply);
            case FAILED, SILENT -> afterFailure(entry, reply);
        }
    }

    /** The lane waits, however long; an alert that meets more than the longest wait ends. */
    private void afterLimit(Entry entry, Reply reply) {
        entry.limited++;
        boolean mayWait = entry.limited <= settings.maxAttempts && reply.waitMs() <= settings.maxWaitMs;
        if (mayWait && !entry.maybeDelivered) {
            queueOf(entry).addFirst(entry);
        } else {
            settle(entry, "dropped", "exhausted", reply);
        }
    }

    /**
     * Full jitter under a doubling ceiling: equal waits make a herd. An attempt that may have arrived is repeated once, and
     * then wakes nobody a second time.
     */
    private void afterFailure(Entry entry, Reply reply) {
        entry.failures++;
        boolean wasLast = entry.maybeDelivered || entry.failures >= settings.maxAttempts;
        if (reply.written()) {
            entry.maybeDelivered = true;
            entry.body = entry.quietBody;
        }
        if (wasLast) {
            settle(entry, "dropped", "exhausted", reply);
            return;
        }
        double ceiling = settings.backoffMs * Math.min(Math.pow(2, entry.failures - 1), 30);
        double drawn = ThreadLocalRandom.current().nextDouble() * ceiling;
        entry.notBeforeMs = nowMs() + (long) Math.ceil(Math.max(drawn, settings.backoffMs / 4.0));
        queueOf(entry).addFirst(entry);
    }
    // #endregion backoff

    /** A dead webhook is never asked again: what waits for it ends, too. */
    private void retire(Entry entry, Reply reply) {
        isGone = true;
        settle(entry, "dropped", "gone", reply);
        drain().forEach(each -> settle(each, "dropped", "gone", reply));
    }

    private List<Entry> drain() {
        List<Entry> all = new ArrayList<>();
        queues.forEach(queue -> {
            all.addAll(queue);
            queue.clear();
        });
        return all;
    }

    private void settle(Entry entry, String status, String reason, Reply reply) {
        entry.outcome = entry.end(status, reason, reply);
        onSettled.accept(entry);
    }
}
