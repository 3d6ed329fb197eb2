package dat;

import java.util.concurrent.CompletableFuture;

/**
 * What raising an alert answers at once.
 *
 * @param state queued, suppressed or dropped
 * @param reason of the last two, as in {@link Outcome}
 * @param outcome completes when the alert has ended
 */
public record Receipt(String id, String state, String reason, CompletableFuture<Outcome> outcome) {}
