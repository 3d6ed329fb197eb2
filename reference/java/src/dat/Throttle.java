package dat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** The brake for storms: at most so many alerts of a key in any window, and a count of what it held back. */
final class Throttle {
    private static final int MOST_KEYS = 10_000;

    /** One key: when its alerts passed, how many were held back since it was last told, and when that is due. */
    private static final class Storm {
        final Deque<Long> passes = new ArrayDeque<>();
        Alert latest;
        int held;
        long dueMs = Long.MAX_VALUE;

        boolean isQuiet(long sinceMs) {
            return held == 0 && (passes.isEmpty() || passes.getLast() <= sinceMs);
        }
    }

    private final int max;
    private final long windowMs;
    private final Map<String, Storm> storms = new LinkedHashMap<>();
    private long nextDueMs = Long.MAX_VALUE;

    Throttle(int max, long windowMs) {
        this.max = max;
        this.windowMs = windowMs;
    }

    // #region throttle
    /** Whether the alert may pass. The window slides: a fixed one lets twice as many through at its edge. */
    boolean pass(Alert alert, long nowMs) {
        if (max == 0) {
            return true;
        }
        Storm storm = storms.get(alert.key());
        if (storm == null) {
            forget(nowMs);
            storms.put(alert.key(), storm = new Storm());
        }
        while (!storm.passes.isEmpty() && storm.passes.getFirst() <= nowMs - windowMs) {
            storm.passes.removeFirst();
        }
        if (storm.passes.size() < max) {
            storm.passes.addLast(nowMs);
            return true;
        }
        storm.latest = alert;
        storm.held++;
        storm.dueMs = Math.min(storm.dueMs, storm.passes.getFirst() + windowMs);
        nextDueMs = Math.min(nextDueMs, storm.dueMs);
        return false;
    }

    /** Tells of the storms whose window has ended: the latest alert, and how many were held back. */
    void tell(long nowMs, BiConsumer<Alert, Integer> teller) {
        nextDueMs = Long.MAX_VALUE;
        for (Storm storm : storms.values()) {
            if (storm.held > 0 && storm.dueMs <= nowMs) {
                teller.accept(storm.latest, storm.held);
                storm.held = 0;
                storm.dueMs = Long.MAX_VALUE;
            }
            nextDueMs = Math.min(nextDueMs, storm.dueMs);
        }
    }
    // #endregion throttle

    /** When there is something to tell; Long.MAX_VALUE when there is nothing. */
    long nextDueMs() {
        return nextDueMs;
    }

    /** Keys are bounded: the quiet are forgotten first, then the oldest. */
    private void forget(long nowMs) {
        if (storms.size() >= MOST_KEYS) {
            storms.values().removeIf(storm -> storm.isQuiet(nowMs - windowMs));
        }
        if (storms.size() >= MOST_KEYS) {
            storms.remove(storms.keySet().iterator().next());
        }
    }
}
