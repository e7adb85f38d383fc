package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A kind of picture, told by how its file begins. */
enum ImageFormat {
    PNG("png", 0x89504e47, 0xffffffff) {
        // By its chunks, each a length of the data, a type, the data and a check of 4 bytes.
        @Override
        void requireWhole(byte[] file) {
            ByteBuffer bytes = ByteBuffer.wrap(file);
            int at = SIGNATURE;
            while (at + CHUNK <= file.length) {
                int length = bytes.getInt(at);
                if (length < 0 || length > file.length - at - CHUNK) {
                    throw new EncoderException(
                            "the picture is damaged: at byte " + at + " a chunk of " + Integer.toUnsignedString(length)
                                    + " bytes where " + (file.length - at - CHUNK) + " are left", null);
                }
                if (bytes.getInt(at + Integer.BYTES) == END) {
                    return;
                }
                at += CHUNK + length;
            }
            throw new EncoderException("the picture is damaged: its end is missing", null);
        }
    },
    JPEG("jpeg", 0xffd8ff00, 0xffffff00) {
        // Its segments are short, and its reader says so itself.
        @Override
        void requireWhole(byte[] file) {}
    };

    private static final int SIGNATURE = 8;
    private static final int CHUNK = 12;
    /** IEND */
    private static final int END = 0x49454e44;

    private final String readerName;
    private final int magic;
    private final int mask;

    ImageFormat(String readerName, int magic, int mask) {
        this.readerName = readerName;
        this.magic = magic;
        this.mask = mask;
    }

    static @Nullable ImageFormat of(byte[] file) {
        for (ImageFormat format : values()) {
            if (file.length > Integer.BYTES && (ByteBuffer.wrap(file).getInt() & format.mask) == format.magic) {
                return format;
            }
        }
        return null;
    }

    String readerName() {
        return readerName;
    }

    /**
     * Refuses a file that promises more than it holds: the JDK's reader would make room for it first.
     *
     * @throws EncoderException saying where
     */
    abstract void requireWhole(byte[] file);
}
