package dev.vectide.monitor.notify;

import dev.vectide.core.report.Alert;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * One message about one stream to one receiver.
 *
 * @param key the same whenever the same is told again, such as after a crash
 * @param items in the order in which they happened
 * @param firing ids of all incidents of the stream that this receiver then knows to fire
 */
public record Notification(String receiver, String stream, String key, List<Item> items, List<String> firing) {
    public enum Change {
        OPENED,
        /** More severe than it was. */
        WORSE,
        /** Still firing. */
        REPEATED,
        RESOLVED
    }

    /**
     * @param count of the times that the receiver is told that it fires, this one included
     * @param before severity that the receiver was told last; the alert's own where it was told none
     */
    public record Item(Change change, int count, Alert alert, Alert.Severity before) {
        /** The same for the same news of the same incident. */
        public String id() {
            String what = change.name().toLowerCase(Locale.ROOT);
            return alert.id() + "#" + switch (change) {
                case OPENED, REPEATED -> what + "-" + count;
                case WORSE -> what + "-" + alert.severity().name().toLowerCase(Locale.ROOT);
                case RESOLVED -> what;
            };
        }
    }

    public Notification {
        items = List.copyOf(items);
        firing = List.copyOf(firing);
    }

    static Notification of(String receiver, String stream, List<Item> items, List<String> firing) {
        StringBuilder what = new StringBuilder(receiver).append('\n').append(stream);
        items.forEach(item -> what.append('\n').append(item.id()));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.toString().getBytes(StandardCharsets.UTF_8));
            return new Notification(receiver, stream, HexFormat.of().formatHex(hash, 0, 16), items, firing);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean tells(String incident) {
        return items.stream().anyMatch(item -> item.alert().id().equals(incident));
    }
}
