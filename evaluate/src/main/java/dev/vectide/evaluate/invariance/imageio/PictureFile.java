package dev.vectide.evaluate.invariance.imageio;

import dev.vectide.core.event.Bytes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A file's picture, of type {@link BufferedImage#TYPE_INT_RGB}, and its format.
 *
 * @param format {@code png} or {@code jpeg}
 */
record PictureFile(BufferedImage picture, String format) {
    private static final Set<String> FORMATS = Set.of("png", "jpeg");
    private static final long MOST_PIXELS = 1L << 26;
    private static final float JPEG_QUALITY = 0.95f;

    static PictureFile read(Bytes file) {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file.toArray()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            String format = reader == null ? "" : reader.getFormatName().toLowerCase(Locale.ROOT);
            if (reader == null || !FORMATS.contains(format)) {
                throw new IllegalArgumentException("these " + file.length() + " bytes are no PNG or JPEG picture");
            }
            try {
                reader.setInput(in, true, true);
                return new PictureFile(Pixels.copy(read(reader)), format);
            } finally {
                reader.dispose();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("the picture cannot be read: " + e.getMessage(), e);
        }
    }

    private static BufferedImage read(ImageReader reader) throws IOException {
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
            throw new IllegalArgumentException("the picture has " + pixels + " pixels, at most " + MOST_PIXELS + " are read");
        }
        return reader.read(0);
    }

    static Bytes write(BufferedImage picture, String format) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam as = writer.getDefaultWriteParam();
        if (format.equals("jpeg")) {
            as.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            as.setCompressionQuality(JPEG_QUALITY);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), as);
        } catch (IOException e) {
            throw new IllegalStateException("a picture cannot be written to memory", e);
        } finally {
            writer.dispose();
        }
        return Bytes.copyOf(bytes.toByteArray());
    }
}
