package dev.vectide.encoder;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn for tests, as files. */
public final class Pictures {
    private Pictures() {}

    /** All of one colour, 0xRRGGBB. */
    public static Content.Image plain(int width, int height, int rgb) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, rgb);
            }
        }
        return file(picture, "png");
    }

    /** Squares of random colours. */
    public static Content.Image squares(long seed, int size, String format) {
        Random random = new Random(seed);
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        int square = Math.max(1, size / 8);
        for (int top = 0; top < size; top += square) {
            for (int left = 0; left < size; left += square) {
                int rgb = random.nextInt(1 << 24);
                for (int y = top; y < Math.min(size, top + square); y++) {
                    for (int x = left; x < Math.min(size, left + square); x++) {
                        picture.setRGB(x, y, rgb);
                    }
                }
            }
        }
        return file(picture, format);
    }

    public static Content.Image file(BufferedImage picture, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, bytes)) {
                throw new IllegalArgumentException("no writer of " + format + " for this picture");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Content.Image("image/" + format, Bytes.copyOf(bytes.toByteArray()));
    }
}
