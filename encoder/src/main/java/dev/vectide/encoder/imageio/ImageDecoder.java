package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.image.Picture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG. What shines through is laid over white. A photograph's note of how the camera was held (EXIF) and
 * colour profiles are not followed. Nothing half decoded gets through, as far as the file tells: a PNG holds checks, while a
 * JPEG may be damaged and still be one.
 *
 * <p>Safe for concurrent use: pictures that are decoded side by side take bounded memory together.
 */
public final class ImageDecoder {
    /** More would be a picture that is small as a file and fills the heap. */
    public static final long MOST_PIXELS = 50_000_000;

    /** Of a side: as many as a JPEG can have. */
    public static final int LONGEST_SIDE = 65_535;

    private ImageDecoder() {}

    /**
     * Decodes a picture for {@code use}, after which it is gone.
     *
     * @throws EncoderException if it is damaged, too large or of a kind that is not read; the message says which
     */
    public static void decode(Content.Image image, Consumer<Picture> use) {
        byte[] data = image.data().toArray();
        ImageFormat format = ImageFormat.of(data);
        if (format == null) {
            throw new EncoderException(
                    "its " + data.length + " bytes (" + image.mediaType() + ") are no PNG or JPEG picture", null);
        }
        format.requireSound(data);
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.readerName()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(data))) {
            reader.setInput(in, true, true);
            decode(reader, format, use);
        } catch (IOException e) {
            throw new EncoderException("the picture cannot be read: " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static void decode(ImageReader reader, ImageFormat format, Consumer<Picture> use) {
        long pixels = pixels(unlessDamaged(() -> reader.getWidth(0)), unlessDamaged(() -> reader.getHeight(0)));
        ImageTypeSpecifier type = unlessDamaged(() -> reader.getImageTypes(0).next());
        Room.with(pixels * bytes(type), () -> use.accept(new RasterPicture(read(reader, format, type))));
    }

    private static long pixels(long width, long height) {
        if (width * height > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE) {
            throw new EncoderException(
                    "the picture is " + width + " x " + height + " pixels, at most " + MOST_PIXELS
                            + " are taken and sides of at most " + LONGEST_SIDE, null);
        }
        return width * height;
    }

    /** Of a pixel. */
    private static int bytes(ImageTypeSpecifier type) {
        return Math.max(1, type.getColorModel().getPixelSize() / Byte.SIZE);
    }

    private static BufferedImage read(ImageReader reader, ImageFormat format, ImageTypeSpecifier type) {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        ImageReadParam as = reader.getDefaultReadParam();
        as.setDestinationType(type);
        BufferedImage picture = unlessDamaged(() -> reader.read(0, as));
        warnings.stream().filter(format::isDamage).findFirst().ifPresent(warning -> {
            throw new EncoderException("the picture is damaged: " + warning, null);
        });
        return picture;
    }

    /** Readers meet damage with exceptions of any kind. */
    private static <T> T unlessDamaged(Callable<T> reading) {
        try {
            return reading.call();
        } catch (IOException e) {
            Throwable cause = e.getCause();
            String why = cause == null ? "" : " (" + (cause.getMessage() == null ? cause : cause.getMessage()) + ")";
            throw new EncoderException("the picture is damaged: " + e.getMessage() + why, e);
        } catch (Exception e) {
            throw new EncoderException("the picture is damaged: its reader fails with " + e, e);
        }
    }
}
