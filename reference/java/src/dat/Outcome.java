package dat;

import java.util.List;

/**
 * How one alert ended. What does not apply is null, 0 or empty.
 *
 * @param status delivered, suppressed, dropped or pending
 * @param reason throttled, disabled, test-guard; invalid, unrouted, overflow, rejected, gone, exhausted, closed
 * @param maybeDelivered an attempt ended without an answer, so nobody can know
 * @param errors what Discord has against which field
 */
public record Outcome(String status, String id, String reason, String detail, String channel, int attempts,
                      boolean maybeDelivered, String messageId, int httpStatus, Integer discordCode, List<String> errors) {

    public boolean isDelivered() {
        return status.equals("delivered");
    }

    static Outcome atOnce(String status, String id, String reason, String detail, String channel) {
        return new Outcome(status, id, reason, detail, channel, 0, false, null, 0, null, List.of());
    }
}
