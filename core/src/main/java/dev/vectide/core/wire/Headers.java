package dev.vectide.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names of the record headers, and the one rule about the format's major version. */
public final class Headers {
    /** Major version of the value's format, decimal. */
    public static final String FORMAT = "format";
    /** Of a tombstone: partition:offset of the event that deleted the document. */
    public static final String SOURCE_POSITION = "vectide-source-position";
    /** Of a tombstone: event time, milliseconds since the epoch, decimal. */
    public static final String EVENT_TIME = "vectide-event-time";
    public static final String IDENTITY_SOURCE = "vectide-identity-source";
    public static final String IDENTITY_ID = "vectide-identity-id";
    /** Of a vectors record: when Kafka took the event it came from, milliseconds since the epoch, decimal. */
    public static final String ACCEPTED = "vectide-accepted";
    /** W3C trace context of the producer's request. */
    public static final String TRACEPARENT = "traceparent";

    public static final int CURRENT_FORMAT = 1;
    private static final byte[] CURRENT = Integer.toString(CURRENT_FORMAT).getBytes(StandardCharsets.US_ASCII);

    private Headers() {}

    public static byte[] currentFormat() {
        return CURRENT.clone();
    }

    /** Refuses a newer major version; a record without the header is of the first. */
    public static void requireReadable(byte @Nullable [] format, String where) {
        if (format == null || Arrays.equals(format, CURRENT)) {
            return;
        }
        String text = new String(format, StandardCharsets.UTF_8);
        int version;
        try {
            version = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new MalformedRecordException(where + ": format header '" + text + "' is not a number", e);
        }
        if (version > CURRENT_FORMAT) {
            throw new NewerFormatException(where + ": format " + version + ", this version reads up to "
                    + CURRENT_FORMAT + "; upgrade before going on");
        }
    }
}
