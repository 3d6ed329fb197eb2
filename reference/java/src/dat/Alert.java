package dat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a program raises.
 *
 * <pre>{@code new Alert(Severity.P1, "Auth degraded").description("p99 over 2 s").field("region", "ap-south-1")}</pre>
 */
public final class Alert {
    record Field(String name, String value, boolean inline) {}

    /** What tells two equal errors apart: UUIDs, hex of 8 and more, numbers of 4 digits and more. */
    private static final Pattern IDS = Pattern.compile(
            "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])(?:0x)?[0-9a-f]{8,}(?![0-9a-z])|\\d{4,}",
            Pattern.CASE_INSENSITIVE);

    final Severity severity;
    final String title;
    final List<Field> fields = new ArrayList<>();
    String description = "";
    String url = "";
    String footer = "";
    String author = "";
    String threadId;
    Instant timestamp = Instant.now();
    boolean silent;
    private String channel;
    private String key;
    private boolean trade;
    private List<String> mentions;

    /** Throws IllegalArgumentException without a title. */
    public Alert(Severity severity, String title) {
        this.severity = severity;
        this.title = Text.clean(title);
        if (severity == null || this.title.isEmpty()) {
            throw new IllegalArgumentException("an alert needs a severity and a title");
        }
    }

    public Alert description(String text) {
        description = Text.clean(text);
        return this;
    }

    public Alert field(String name, Object value) {
        return field(name, value, false);
    }

    public Alert field(String name, Object value, boolean inline) {
        fields.add(new Field(name, value instanceof String text ? text : Json.write(value), inline));
        return this;
    }

    public Alert url(String text) {
        url = Text.clean(text);
        return this;
    }

    public Alert footer(String text) {
        footer = Text.clean(text);
        return this;
    }

    public Alert author(String text) {
        author = Text.clean(text);
        return this;
    }

    public Alert timestamp(Instant instant) {
        timestamp = instant;
        return this;
    }

    /** A good trade: a P3 in blue, to {@code trades}. */
    public Alert trade() {
        trade = true;
        return this;
    }

    /** No push on phones. */
    public Alert silent() {
        silent = true;
        return this;
    }

    public Alert channel(String name) {
        channel = name;
        return this;
    }

    public Alert thread(String id) {
        threadId = id;
        return this;
    }

    /** Alerts with the same key are one storm. */
    public Alert key(String name) {
        key = name;
        return this;
    }

    /** Whom to ping, as Discord writes it: {@code @everyone}, {@code @here}, {@code <@id>}, {@code <@&id>}; or nobody. */
    public Alert mention(String... who) {
        mentions = List.of(who);
        return this;
    }

    // #region route
    String channel() {
        return channel != null ? channel : isTrade() ? "trades" : severity.channel;
    }

    int color() {
        return isTrade() ? 0x3399FF : severity.color;
    }

    private boolean isTrade() {
        return trade && severity == Severity.P3;
    }
    // #endregion route

    String key() {
        return key != null ? key : severity + " " + IDS.matcher(title).replaceAll("#");
    }

    /** Unless the alert says otherwise, only a P0 pings. */
    List<String> mentions(String p0Mention) {
        if (mentions != null) {
            return mentions;
        }
        return severity == Severity.P0 && !p0Mention.isBlank() ? List.of(p0Mention.trim().split("\\s+")) : List.of();
    }

    /** Reads an alert's JSON form; throws IllegalArgumentException for what is none. */
    static Alert fromJson(Map<String, Object> json) {
        if (Stream.of(Severity.values()).noneMatch(severity -> severity.name().equals(json.get("severity")))) {
            throw new IllegalArgumentException("severity must be one of P0, P1, P2, P3, DEV");
        }
        Alert alert = new Alert(Severity.valueOf((String) json.get("severity")), text(json.get("title")));
        alert.description(text(json.get("description"))).url(text(json.get("url")));
        alert.footer(text(json.get("footer"))).author(text(json.get("author")));
        alert.channel = text(json.get("channel"));
        alert.key = text(json.get("key"));
        alert.trade = Boolean.TRUE.equals(json.get("trade"));
        alert.silent = Boolean.TRUE.equals(json.get("silent"));
        alert.threadId = text(Json.object(json.get("thread")).get("id"));
        alert.readTime(text(json.get("timestamp")));
        alert.readFields(json.get("fields"));
        alert.readMentions(json.get("mention"));
        return alert;
    }

    private static String text(Object value) {
        return value instanceof String text ? text : null;
    }

    private void readTime(String text) {
        try {
            timestamp = text == null ? timestamp : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            timestamp = Instant.now(); // without a zone everybody would read another time
        }
    }

    private void readFields(Object given) {
        Json.object(given).forEach(this::field);
        if (given instanceof List<?> list) {
            for (Object item : list) {
                Map<String, Object> field = Json.object(item);
                Object value = field.getOrDefault("value", "");
                field(String.valueOf(field.getOrDefault("name", "")), value, Boolean.TRUE.equals(field.get("inline")));
            }
        }
    }

    private void readMentions(Object given) {
        if (given != null) {
            List<?> list = given instanceof List<?> many ? many : List.of(given);
            mentions = list.stream().map(Alert::readMention).toList();
        }
    }

    private static String readMention(Object mention) {
        Map<String, Object> who = Json.object(mention);
        return who.containsKey("user") ? "<@" + who.get("user") + ">"
                : who.containsKey("role") ? "<@&" + who.get("role") + ">"
                : "@" + mention;
    }
}
