package dat;

/** How urgent an alert is, the most urgent first. */
public enum Severity {
    P0("alerts", 0xFF0000),
    P1("alerts", 0xFF8800),
    P2("info", 0xFFCC00),
    P3("info", 0x00CC66),
    DEV("dev", 0x808080);

    final String channel;
    final int color;

    Severity(String channel, int color) {
        this.channel = channel;
        this.color = color;
    }
}
