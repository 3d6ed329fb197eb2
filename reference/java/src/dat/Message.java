package dat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the JSON that Discord gets. Whatever is in the alert, it obeys Discord's limits and says what it left out. */
final class Message {
    static final Pattern MENTION = Pattern.compile("@everyone|@here|<@&?\\d{17,20}>");

    private static final int MOST_FIELDS = 25;
    private static final int MOST_IN_ALL = 6000;
    private static final int SILENT = 1 << 12;

    /** Discord refuses an embed whose host has no dot, and the whole alert with it. */
    private static final String LABEL = "[^\\s/?#:@.\"<>\\\\^`{|}\\[\\]]{1,63}";
    private static final Pattern URL =
            Pattern.compile("(?i)https?://(?:" + LABEL + "\\.)+" + LABEL + "(?::\\d{1,5})?(?:[/?#]\\S*)?");
    private static final Pattern REFUSED_NAME = Pattern.compile("(?i).*(?:clyde|discord).*|@?(?:everyone|here)");

    private Message() {}

    /** The mentions are those of the alert, unless the message must not ping. */
    static String build(Alert alert, String username, List<String> mentions) {
        Map<String, Object> message = new LinkedHashMap<>();
        String name = Text.cut(Text.clean(username), 80);
        if (!name.isEmpty() && !REFUSED_NAME.matcher(name).matches()) {
            message.put("username", name);
        }
        ping(message, mentions);
        if (alert.silent) {
            message.put("flags", SILENT);
        }
        message.put("embeds", List.of(embed(alert)));
        return Json.write(message);
    }

    /** What a storm has cost, in the place of the alerts that the throttle held back. */
    static String summary(Alert alert, int count, String username) {
        Alert summary = new Alert(alert.severity, count + " more: " + alert.title)
                .description(count + " alerts like this one were held back by the throttle.");
        return build(summary, username, List.of());
    }

    /** Lines of the audit trail, in one message that pings nobody. */
    static String audit(List<String> lines) {
        Map<String, Object> message = new LinkedHashMap<>();
        ping(message, List.of());
        message.put("embeds", List.of(Map.of("color", 0xFFFFFF, "description", Text.cut(String.join("\n", lines), 4096))));
        return Json.write(message);
    }

    // #region mentions
    /** Only {@code content} pings, and only what is listed: without {@code allowed_mentions} every @everyone in a log would. */
    private static void ping(Map<String, Object> message, List<String> mentions) {
        List<String> known = mentions.stream().filter(who -> MENTION.matcher(who).matches()).distinct().limit(50).toList();
        if (!known.isEmpty()) {
            message.put("content", String.join(" ", known));
        }
        boolean all = known.contains("@everyone") || known.contains("@here");
        message.put("allowed_mentions", Map.of(
                "parse", all ? List.of("everyone") : List.of(),
                "users", ids(known.stream().filter(who -> who.startsWith("<@") && !who.startsWith("<@&"))),
                "roles", ids(known.stream().filter(who -> who.startsWith("<@&")))));
    }

    private static List<String> ids(Stream<String> mentions) {
        return mentions.map(who -> who.replaceAll("\\D", "")).toList();
    }
    // #endregion mentions

    private static Map<String, Object> embed(Alert alert) {
        String labelled = alert.severity + " · " + alert.title;
        String title = Text.cut(labelled.length() > 256 ? alert.title : labelled, 256);
        String author = Text.cut(alert.author, 256);
        String footer = Text.cut(alert.footer, 2048);
        boolean isLink = alert.url.length() <= 2048 && URL.matcher(alert.url).matches();
        String text = isLink || alert.url.isEmpty() ? alert.description : Text.clean(alert.description + "\n" + alert.url);

        int room = MOST_IN_ALL - 40 - title.length() - author.length() - footer.length(); // 40 for the note below
        String description = Text.cut(text, Math.min(4096, room));
        List<Map<String, Object>> fields = fit(alert.fields, room - description.length());
        int leftOut = alert.fields.size() - fields.size();
        if (leftOut > 0) {
            footer = Text.cut(footer, 2000) + (footer.isEmpty() ? "" : " · ") + leftOut + " fields left out";
        }

        Map<String, Object> embed = new LinkedHashMap<>();
        embed.put("title", title);
        embed.put("color", alert.color());
        embed.put("timestamp", alert.timestamp.toString());
        putUnless(!isLink, embed, "url", alert.url);
        putUnless(description.isEmpty(), embed, "description", description);
        putUnless(fields.isEmpty(), embed, "fields", fields);
        putUnless(author.isEmpty(), embed, "author", Map.of("name", author));
        putUnless(footer.isEmpty(), embed, "footer", Map.of("text", footer));
        return embed;
    }

    private static void putUnless(boolean isVoid, Map<String, Object> map, String name, Object value) {
        if (!isVoid) {
            map.put(name, value);
        }
    }

    /** The fields that fit. */
    private static List<Map<String, Object>> fit(List<Alert.Field> fields, int room) {
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Alert.Field field : fields) {
            String name = filled(field.name(), 256);
            String value = filled(field.value(), 1024);
            int size = name.length() + value.length();
            if (kept.size() < MOST_FIELDS && size <= room) {
                room -= size;
                kept.add(Map.of("name", name, "value", value, "inline", field.inline()));
            }
        }
        return kept;
    }

    private static String filled(String text, int limit) {
        String cut = Text.cut(Text.clean(text), limit);
        return cut.isEmpty() ? "–" : cut;
    }
}
