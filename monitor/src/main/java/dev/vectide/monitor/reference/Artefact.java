package dev.vectide.monitor.reference;

import dev.vectide.core.event.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A pinned reference of one monitor, as it is kept and carried about. Immutable.
 *
 * @param monitor that it is for, {@code collapse} or {@code drift}
 * @param stream that it was gathered from
 * @param space qualified name, {@code name-fp8}
 * @param n vectors it was gathered from
 * @param from start of the event time it was gathered in
 * @param to end of it, exclusive
 * @param content in the monitor's own layout, which begins with a version
 */
public record Artefact(String monitor, String stream, String space, long n, Instant from, Instant to, Bytes content) {
    private static final int SHOWN = 12;

    /** First 12 hexadecimal digits of the SHA-256 of monitor, space and content: equal references have equal ids. */
    public String id() {
        MessageDigest hash = sha256();
        hash.update((monitor + "\n" + space + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash.digest(content.toArray())).substring(0, SHOWN);
    }

    public Artefact of(String otherStream) {
        return new Artefact(monitor, otherStream, space, n, from, to, content);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
