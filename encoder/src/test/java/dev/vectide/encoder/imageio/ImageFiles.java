package dev.vectide.encoder.imageio;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files of pictures as the JDK's writers do not write them. */
final class ImageFiles {
    private static final long SIGNATURE = 0x89504e470d0a1a0aL;

    private ImageFiles() {}

    static Content.Image png(byte[] file) {
        return new Content.Image("image/png", Bytes.copyOf(file));
    }

    /** All black, of one sample of one bit a pixel: as small as a file of so many pixels gets. */
    static Content.Image black(int width, int height) {
        return png(width, height, 1, 0, (width + 7) / 8);
    }

    /** Says that it is so large, and holds not one row. */
    static Content.Image empty(int width, int height) {
        return png(width, height, 1, 0, 0, 0);
    }

    /**
     * All of it 0.
     *
     * @param rowBytes of a row of pixels
     */
    static Content.Image png(int width, int height, int bits, int colourType, int rowBytes) {
        return png(width, height, bits, colourType, height, rowBytes);
    }

    private static Content.Image png(int width, int height, int bits, int colourType, int rows, int rowBytes) {
        byte[] header = bytes(out -> {
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0});
        });
        byte[] pixels = bytes(out -> {
            DeflaterOutputStream packed = new DeflaterOutputStream(out);
            for (int y = 0; y < rows; y++) {
                packed.write(new byte[1 + rowBytes]);
            }
            packed.finish();
        });
        return png(bytes(out -> {
            out.writeLong(SIGNATURE);
            chunk(out, "IHDR", header, header.length);
            chunk(out, "IDAT", pixels, pixels.length);
            chunk(out, "IEND", new byte[0], 0);
        }));
    }

    /** One pixel, the first of a palette's colours, without the palette. */
    static Content.Image withoutPalette() {
        return png(1, 1, 8, 3, 1);
    }

    /** A palette whose chunk says that it is {@code length} bytes long, and is not. */
    static Content.Image promisingPalette(int length) {
        return png(bytes(out -> {
            out.writeLong(SIGNATURE);
            byte[] header = {0, 0, 0, 1, 0, 0, 0, 1, 8, 3, 0, 0, 0};
            chunk(out, "IHDR", header, header.length);
            chunk(out, "PLTE", new byte[3], length);
            chunk(out, "IEND", new byte[0], 0);
        }));
    }

    /** A JPEG of the four inks, stored the other way round as Adobe's programs do. */
    static Content.Image cmyk(int cyan, int magenta, int yellow, int black) {
        BufferedImage inks = new BufferedImage(8, 8, BufferedImage.TYPE_4BYTE_ABGR);
        for (int i = 0; i < 64; i++) {
            inks.getRaster().setPixel(i % 8, i / 8, new int[] {255 - cyan, 255 - magenta, 255 - yellow, 255 - black});
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        byte[] file = bytes(out -> {
            MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(inks.getRaster(), null, null), null);
            stream.flush();
        });
        byte[] marker = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
        return new Content.Image("image/jpeg", Bytes.copyOf(bytes(out -> {
            out.write(file, 0, 2);
            out.write(marker);
            out.write(file, 2, file.length - 2);
        })));
    }

    private static void chunk(DataOutputStream out, String type, byte[] data, int length) throws IOException {
        byte[] named = bytes(chunk -> {
            chunk.write(type.getBytes(StandardCharsets.US_ASCII));
            chunk.write(data);
        });
        CRC32 check = new CRC32();
        check.update(named);
        out.writeInt(length);
        out.write(named);
        out.writeInt((int) check.getValue());
    }

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
