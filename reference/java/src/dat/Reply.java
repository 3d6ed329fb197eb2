package dat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What one attempt came to. Made of what the server sent, so nothing of it is trusted. */
record Reply(Kind kind, String detail, int status, Integer code, List<String> errors, String messageId,
             long waitMs, boolean forEveryone, boolean written) {

    /** LIMITED asks to wait, GONE is a dead webhook, REJECTED about this message, FAILED a 5xx, SILENT no answer. */
    enum Kind { OK, LIMITED, GONE, REJECTED, FAILED, SILENT }

    private static final long BAN_PAUSE_MS = 3_600_000;
    private static final double DAY_S = 86_400;
    private static final int EDGE_BLOCK = 40333;
    private static final Pattern BAN =
            Pattern.compile("\\b1015\\b|<html|<!doctype|blocked from accessing", Pattern.CASE_INSENSITIVE);
    private static final Pattern LONG_WORD = Pattern.compile("[\\w.-]{50,}");

    /** No answer; {@code written} says that the request may have arrived. */
    static Reply silent(boolean written, String detail) {
        return new Reply(Kind.SILENT, detail, 0, null, List.of(), null, 0, false, written);
    }

    static Reply read(HttpResponse.ResponseInfo head, String body) {
        int status = head.statusCode();
        Map<String, Object> json = parse(body);
        if (status >= 200 && status < 300) {
            String id = json.get("id") instanceof String text ? text : null;
            return new Reply(Kind.OK, "", status, null, List.of(), id, calmMs(head), false, false);
        }
        if (status == 429) {
            return limited(head, json, body);
        }
        return status >= 400 && status < 500 ? refused(status, json)
                : about(Kind.FAILED, status, null, "Discord answered " + status);
    }

    private static Reply about(Kind kind, int status, Integer code, String detail) {
        return new Reply(kind, detail, status, code, List.of(), null, 0, false, false);
    }

    private static Map<String, Object> parse(String body) {
        try {
            return Json.object(Json.parse(body));
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    // #region backoff
    /**
     * The body tells the wait, else the header. {@code X-RateLimit-*} speak of another bucket when it was the hidden limit
     * of the channel, and what is told without sense is no permission to hammer.
     */
    private static Reply limited(HttpResponse.ResponseInfo head, Map<String, Object> json, String body) {
        Double inBody = seconds(json.get("retry_after"));
        Double told = inBody != null ? inBody : seconds(header(head, "Retry-After"));
        boolean isBan = told == null && (Integer.valueOf(0).equals(code(json)) || BAN.matcher(body).find());
        boolean isGlobal = Boolean.TRUE.equals(json.get("global"))
                || header(head, "X-RateLimit-Global") != null || "global".equals(header(head, "X-RateLimit-Scope"));
        return new Reply(Kind.LIMITED, isBan ? "Discord has banned this address for a while" : "Discord answered 429",
                429, null, List.of(), null,
                told != null ? ms(told) : isBan ? BAN_PAUSE_MS : 1000, isBan || isGlobal, false);
    }

    /** How long to keep still after the last request of a window: the next one would be answered 429. */
    private static long calmMs(HttpResponse.ResponseInfo head) {
        Double reset = seconds(header(head, "X-RateLimit-Reset-After"));
        return reset != null && "0".equals(header(head, "X-RateLimit-Remaining")) ? ms(reset) : 0;
    }

    /** A little more than told: clocks differ. */
    private static long ms(double seconds) {
        return (long) Math.ceil(seconds * 1000) + 50;
    }

    private static Double seconds(Object value) {
        try {
            double number = value == null ? 0 : Double.parseDouble(value.toString());
            return number > 0 ? Math.min(number, DAY_S) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
    // #endregion backoff

    private static String header(HttpResponse.ResponseInfo head, String name) {
        return head.headers().firstValue(name).orElse(null);
    }

    private static Integer code(Map<String, Object> json) {
        return json.get("code") instanceof Number number ? number.intValue() : null;
    }

    private static Reply refused(int status, Map<String, Object> json) {
        Integer code = code(json);
        if (status == 403 && (code == null || code == 0 || code == EDGE_BLOCK)) {
            return new Reply(Kind.LIMITED, "Discord blocks this address (403)", status, null, List.of(), null,
                    BAN_PAUSE_MS, true, false);
        }
        boolean isGone = code != null && (status == 404 && code == 10015 || status == 401 && code == 50027);
        if (isGone) {
            return about(Kind.GONE, status, code, "the webhook is gone (" + status + ")");
        }
        List<String> errors = new ArrayList<>();
        flatten(code == null ? json : json.get("errors"), "", errors);
        String said = json.get("message") instanceof String text ? " " + hide(text) : "";
        return new Reply(Kind.REJECTED, "Discord refused the message with " + status + said, status, code,
                errors.subList(0, Math.min(errors.size(), 20)), null, 0, false, false);
    }

    /** Today's nested tree, and the lists of texts that unversioned URLs are answered with: {@code {"embeds":["0"]}}. */
    private static void flatten(Object tree, String path, List<String> errors) {
        if (tree instanceof String text) {
            errors.add(hide(text.matches("\\d+") ? path + "." + text + ": refused" : path + ": " + text));
        } else if (tree instanceof List<?> items) {
            items.forEach(item -> flatten(item, path, errors));
        } else if (Json.object(tree).get("message") instanceof String message) {
            errors.add(hide(path + ": " + message));
        } else {
            Json.object(tree).forEach((name, item) ->
                    flatten(item, name.equals("_errors") ? path : path.isEmpty() ? name : path + "." + name, errors));
        }
    }

    /** What the server says may repeat the URL it was asked at. */
    private static String hide(String text) {
        return LONG_WORD.matcher(text.substring(0, Math.min(text.length(), 1000))).replaceAll("[redacted]");
    }
}
