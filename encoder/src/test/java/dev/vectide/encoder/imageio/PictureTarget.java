package dev.vectide.encoder.imageio;

import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.testing.fuzz.FuzzTarget;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** PNG and JPEG pictures of events. */
public final class PictureTarget implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of(picture("png"), picture("jpg"), ImageFiles.black(3, 2).data().toArray());
    }

    private static byte[] picture(String format) {
        BufferedImage image = new BufferedImage(5, 4, BufferedImage.TYPE_INT_RGB);
        image.setRGB(2, 3, 0x123456);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Override
    public void parse(byte[] input) {
        if (input.length == 0) {
            return; // No event brings one.
        }
        try {
            ImageDecoder.decode(new Content.Image("image/png", Bytes.copyOf(input)), picture -> {});
        } catch (EncoderException e) {
            // As declared.
        }
    }
}
