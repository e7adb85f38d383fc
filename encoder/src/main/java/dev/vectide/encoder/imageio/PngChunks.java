package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The chunks of a PNG: behind a signature of 8 bytes, each a length of its data, a type, the data and a CRC-32 of type and
 * data, up to one of type IEND (PNG specification, third edition, 5). The JDK's reader makes room for what a length promises,
 * and passes over the CRC.
 */
final class PngChunks {
    private static final int SIGNATURE = 8;
    /** Of a chunk without data. */
    private static final int CHUNK = 12;
    private static final int END = type("IEND");
    private static final int PIXELS = type("IDAT");
    private static final int TRANSPARENCY = type("tRNS");
    /** Of a type whose chunk may be left out. */
    private static final int ANCILLARY = 0x20000000;

    private PngChunks() {}

    /**
     * What no pixel depends on may be damaged; what is behind the end does not count.
     *
     * @throws EncoderException saying what is wrong and where
     */
    static void requireSound(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        boolean hasPixels = false;
        int at = SIGNATURE;
        while (at + CHUNK <= file.length) {
            int length = bytes.getInt(at);
            int type = bytes.getInt(at + Integer.BYTES);
            if (length < 0 || length > file.length - at - CHUNK) {
                throw damaged("at byte " + at + " a chunk of " + Integer.toUnsignedString(length) + " bytes where "
                        + (file.length - at - CHUNK) + " are left");
            }
            if (((type & ANCILLARY) == 0 || type == TRANSPARENCY) && !isSound(file, bytes, at, length)) {
                throw damaged("at byte " + at + " a chunk whose check is not of what it holds");
            }
            hasPixels |= type == PIXELS;
            if (type == END) {
                if (!hasPixels) {
                    throw damaged("it has no pixels");
                }
                return;
            }
            at += CHUNK + length;
        }
        throw damaged("its end is missing");
    }

    private static boolean isSound(byte[] file, ByteBuffer bytes, int at, int length) {
        CRC32 check = new CRC32();
        check.update(file, at + Integer.BYTES, Integer.BYTES + length);
        return (int) check.getValue() == bytes.getInt(at + 2 * Integer.BYTES + length);
    }

    private static EncoderException damaged(String how) {
        return new EncoderException("the picture is damaged: " + how, null);
    }

    private static int type(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)).getInt();
    }
}
