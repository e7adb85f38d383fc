package dev.vectide.encoder.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.Pictures;
import dev.vectide.encoder.image.Pixels;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    @Test
    void whatShinesThroughIsLaidOverWhite() {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00123456);
        picture.setRGB(1, 0, 0xff123456);
        picture.setRGB(2, 0, 0x80000000);
        Pixels pixels = ImageDecoder.decode(Pictures.file(picture, "png"));

        assertThat(pixels.rgb()).containsExactly(0xffffff, 0x123456, 0x7f7f7f);
    }

    @Test
    void greyAndJpegAreReadAsWell() {
        BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setSample(0, 0, 0, 255);
        assertThat(ImageDecoder.decode(Pictures.file(grey, "png")).rgb()).containsExactly(0xffffff);

        Pixels jpeg = ImageDecoder.decode(Pictures.squares(1, 32, "jpg"));
        assertThat(jpeg.width()).isEqualTo(32);
        assertThat(Arrays.stream(jpeg.rgb()).distinct().count()).isGreaterThan(10);
    }

    /** A header that promises more than fits the heap is refused before anything is decoded. */
    @Test
    void aPictureThatIsTooLargeIsRefusedByItsHeader() {
        byte[] png = Pictures.plain(4, 4, 0).data().toArray();
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        java.util.zip.CRC32 check = new java.util.zip.CRC32();
        check.update(png, 12, 17);
        ByteBuffer.wrap(png).putInt(29, (int) check.getValue());

        assertThatThrownBy(() -> ImageDecoder.decode(new Content.Image("image/png", Bytes.copyOf(png))))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture is 60000 x 60000 pixels, at most 50000000 are taken");
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> ImageDecoder.decode(new Content.Image("image/webp", Bytes.copyOf(new byte[] {1, 2, 3}))))
                .isInstanceOf(EncoderException.class)
                .hasMessage("its 3 bytes (image/webp) are no PNG or JPEG picture");
    }

    /** Whatever is broken about it, it is one clear exception, or it can be read all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void damageIsToldWhateverItIs(String format) {
        byte[] sound = Pictures.squares(2, 24, format).data().toArray();
        Random random = new Random(9);
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] damaged = random.nextBoolean() ? sound.clone() : Arrays.copyOf(sound, random.nextInt(sound.length) + 1);
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            try {
                ImageDecoder.decode(new Content.Image("image/" + format, Bytes.copyOf(damaged)));
            } catch (EncoderException e) {
                assertThat(e).message().isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
