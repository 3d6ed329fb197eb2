package dat;

import java.util.concurrent.CompletableFuture;

/** An alert, a summary or an audit line on its way. */
final class Entry {
    /** Null for what is ours: summaries and audit lines are counted nowhere and mirrored nowhere. */
    final String id;
    final Severity severity;
    final String channel;
    final Alert alert;
    final String threadId;
    /** The line of an audit entry. */
    final String line;
    final CompletableFuture<Outcome> future = new CompletableFuture<>();

    String body;
    /** The message without its mention, for when it may have pinged already. */
    final String quietBody;
    Outcome outcome;
    int attempts;
    int failures;
    int limited;
    boolean maybeDelivered;
    long notBeforeMs = Long.MIN_VALUE;

    private Entry(String id, Alert alert, String channel, String line, String body, String quietBody) {
        this.id = id;
        this.alert = alert;
        this.severity = alert == null ? Severity.DEV : alert.severity;
        this.channel = channel;
        this.threadId = alert == null ? null : alert.threadId;
        this.line = line;
        this.body = body;
        this.quietBody = quietBody;
    }

    static Entry of(String id, Alert alert, String body, String quietBody) {
        return new Entry(id, alert, alert.channel(), null, body, quietBody);
    }

    static Entry summary(Alert alert, String body) {
        return new Entry(null, alert, alert.channel(), null, body, body);
    }

    static Entry audit(String line, String body) {
        return new Entry(null, null, null, line, body, body);
    }

    boolean isOurs() {
        return id == null;
    }

    boolean isAudit() {
        return line != null;
    }

    Outcome end(String status, String reason, Reply reply) {
        return new Outcome(status, id, reason, reply.detail().isEmpty() ? null : reply.detail(), channel, attempts,
                maybeDelivered && !status.equals("delivered"), reply.messageId(), reply.status(), reply.code(), reply.errors());
    }
}
