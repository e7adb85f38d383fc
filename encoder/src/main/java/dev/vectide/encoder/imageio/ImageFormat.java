package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A kind of picture, told by how its file begins. */
enum ImageFormat {
    PNG("png", 0x89504e47, 0xffffffff) {
        @Override
        void requireSound(byte[] file) {
            PngChunks.requireSound(file);
        }

        @Override
        boolean isDamage(String warning) {
            return false;
        }
    },
    JPEG("jpeg", 0xffd8ff00, 0xffffff00) {
        // Its segments are short, and what is wrong in them its reader says itself.
        @Override
        void requireSound(byte[] file) {}

        // The reader fills up with grey, or goes on somewhere else in the picture, and only warns; and only once, so that any
        // other warning may hide that.
        @Override
        boolean isDamage(String warning) {
            return !PADDING.matcher(warning).matches() && !warning.startsWith("Embedded color profile");
        }
    };

    /** Some cameras fill up to a whole word behind the last pixel. */
    private static final Pattern PADDING = Pattern.compile(".*: [1-7] extraneous bytes before marker 0xd9");

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
     * Refuses a file that the JDK's reader would be misled by.
     *
     * @throws EncoderException saying where
     */
    abstract void requireSound(byte[] file);

    /** Whether a warning of the reader means that pixels are not what they were. */
    abstract boolean isDamage(String warning);
}
