package dev.vectide.ingest.replay;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Lines in strict UTF-8, ended by LF or CRLF; a byte order mark at the start is dropped.
 *
 * <p>Used by one thread.
 */
final class Lines {
    /** Longer than any event may be. */
    static final int LONGEST = 32 << 20;

    private final InputStream in;
    private long number;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** @param text null where {@code fault} says why there is none */
    record Line(long number, @Nullable String text, @Nullable String fault) {}

    /** The next line, or null at the end. */
    @Nullable Line next() {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            long length = 0;
            int b = in.read();
            if (b < 0) {
                return null;
            }
            for (; b >= 0 && b != '\n'; b = in.read()) {
                if (length++ < LONGEST) {
                    bytes.write(b);
                }
            }
            number++;
            return length > LONGEST
                    ? new Line(number, null, "line of " + length + " bytes, at most " + LONGEST + " are read")
                    : decode(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Line decode(byte[] bytes) {
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, end))
                    .toString();
            return new Line(number, number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text, null);
        } catch (CharacterCodingException e) {
            return new Line(number, null, "is not UTF-8");
        }
    }
}
