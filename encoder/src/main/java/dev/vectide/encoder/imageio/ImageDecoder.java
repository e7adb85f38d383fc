package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG, JPEG and what else the JDK reads. What shines through is laid over white. A photograph's note of how the
 * camera was held (EXIF) is not followed.
 */
public final class ImageDecoder {
    /** More would be a picture that is small as a file and fills the heap. */
    public static final long MOST_PIXELS = 50_000_000;

    private static final int WHITE = 255;

    private ImageDecoder() {}

    /** @throws EncoderException if it is damaged, too large or of a kind that is not read; the message says which */
    public static Pixels decode(Content.Image image) {
        byte[] data = image.data().toArray();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                throw new EncoderException(
                        "its " + data.length + " bytes (" + image.mediaType() + ") are no PNG or JPEG picture", null);
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return decode(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            // Readers meet damage with any of these.
            throw new EncoderException("the picture is damaged: " + e.getMessage(), e);
        }
    }

    private static Pixels decode(ImageReader reader) throws IOException {
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) {
            throw new EncoderException(
                    "the picture is " + width + " x " + height + " pixels, at most " + MOST_PIXELS + " are taken", null);
        }
        BufferedImage picture = reader.read(0);
        int[] rgb = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = overWhite(rgb[i]);
        }
        return new Pixels(picture.getWidth(), picture.getHeight(), rgb);
    }

    private static int overWhite(int argb) {
        int alpha = argb >>> 24;
        if (alpha == WHITE) {
            return argb & 0xffffff;
        }
        int over = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int value = argb >> shift & 0xff;
            over |= (value * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE << shift;
        }
        return over;
    }
}
