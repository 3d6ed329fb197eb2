package dat;

import java.util.regex.Pattern;

/** Text as Discord takes it and measures it: a Java string's length is already in UTF-16 units. */
final class Text {
    /** What Discord's Python strips from both ends: more than strip(). */
    private static final String SPACE = "\t\n\u000b\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003"
            + "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";
    private static final Pattern UNUSABLE = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1b\\x7f]|\\p{Cs}");
    private static final Pattern WEBHOOK = Pattern.compile("(/webhooks/\\d{15,20}/)[\\w.-]{50,}");

    /** Longer than any limit, so that a text of 10 MB costs no more than one of 100 kB. */
    private static final int LONGEST = 100_000;

    private Text() {}

    /** Usable text without white space around it, and without what must not be shown. */
    static String clean(String text) {
        if (text == null) {
            return "";
        }
        String usable = UNUSABLE.matcher(text.substring(0, Math.min(text.length(), LONGEST))).replaceAll("");
        String shown = redact(usable);
        int start = 0;
        int end = shown.length();
        while (start < end && SPACE.indexOf(shown.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && SPACE.indexOf(shown.charAt(end - 1)) >= 0) {
            end--;
        }
        return shown.substring(start, end);
    }

    // #region secrets
    /** A webhook URL is a password: whoever reads the channel, or the log, could post with it. */
    static String redact(String text) {
        return WEBHOOK.matcher(text).replaceAll("$1[redacted]");
    }
    // #endregion secrets

    /** The text within the limit; what is cut ends in {@code …}, and an open code block is closed. */
    static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        int end = limit - (limit > 20 ? 5 : 1);
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String kept = text.substring(0, end);
        boolean isOpen = kept.split("```", -1).length % 2 == 0;
        return kept + (isOpen ? "…\n```" : "…");
    }
}
