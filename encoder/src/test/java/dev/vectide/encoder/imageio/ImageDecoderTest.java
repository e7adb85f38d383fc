package dev.vectide.encoder.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.encoder.Pictures;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
    private static int[] decode(Content.Image image) {
        int[][] pixels = new int[1][];
        ImageDecoder.decode(image, picture -> {
            pixels[0] = new int[picture.width() * picture.height()];
            int[] row = new int[picture.width()];
            for (int y = 0; y < picture.height(); y++) {
                picture.row(y, row);
                System.arraycopy(row, 0, pixels[0], y * row.length, row.length);
            }
        });
        return pixels[0];
    }

    /** One pixel of so many bits a sample; grey where the space is. */
    private static Content.Image pixel(int space, int bits, boolean alpha, int... samples) {
        int[] sizes = new int[samples.length];
        Arrays.fill(sizes, bits);
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(space), sizes, alpha, false, alpha ? 3 : 1,
                bits == 16 ? DataBuffer.TYPE_USHORT : DataBuffer.TYPE_BYTE);
        BufferedImage picture = new BufferedImage(model, model.createCompatibleWritableRaster(1, 1), false, null);
        picture.getRaster().setPixel(0, 0, samples);
        return Pictures.file(picture, "png");
    }

    @Test
    void whatShinesThroughIsLaidOverWhite() {
        BufferedImage picture = new BufferedImage(3, 1, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(0, 0, 0x00123456);
        picture.setRGB(1, 0, 0xff123456);
        picture.setRGB(2, 0, 0x80000000);

        assertThat(decode(Pictures.file(picture, "png"))).containsExactly(0xffffff, 0x123456, 0x7f7f7f);
    }

    /** A middle grey of 128 is 128 in the file, in any other program and to a model; the JDK calls it 188. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void greyStaysAsItStandsInTheFile(String format) {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64; i++) {
            grey.getRaster().setSample(i % 8, i / 8, 0, 128);
        }

        assertThat(decode(Pictures.file(grey, format))).hasSize(64).containsOnly(0x808080);
    }

    @Test
    void samplesOfSixteenBitsAreRoundedToEight() {
        assertThat(decode(pixel(ColorSpace.CS_GRAY, 16, false, 128 * 257))).containsExactly(0x808080);
        assertThat(decode(pixel(ColorSpace.CS_GRAY, 16, false, 128 * 257 + 128))).containsExactly(0x808080);
        assertThat(decode(pixel(ColorSpace.CS_GRAY, 16, false, 128 * 257 + 129))).containsExactly(0x818181);
        assertThat(decode(pixel(ColorSpace.CS_sRGB, 16, false, 65_535, 257, 0))).containsExactly(0xff0100);
        assertThat(decode(pixel(ColorSpace.CS_sRGB, 16, true, 0, 0, 0, 0x8080))).containsExactly(0x7f7f7f);
    }

    @Test
    void greyWithAlphaPalettesAndSingleBitsAreRead() {
        assertThat(decode(pixel(ColorSpace.CS_GRAY, 8, true, 128, 255))).containsExactly(0x808080);
        assertThat(decode(pixel(ColorSpace.CS_GRAY, 8, true, 0, 128))).containsExactly(0x7f7f7f);

        byte[] red = {10, (byte) 200};
        IndexColorModel palette = new IndexColorModel(1, 2, red, red, red, new byte[] {(byte) 255, 0});
        BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        picture.getRaster().setSample(1, 0, 0, 1);
        assertThat(decode(Pictures.file(picture, "png"))).containsExactly(0x0a0a0a, 0xffffff);

        assertThat(decode(ImageFiles.black(9, 3))).hasSize(27).containsOnly(0);
    }

    @Test
    void aJpegOfFourInksIsReadAsTheColoursThatTheyMake() {
        assertThat(decode(ImageFiles.cmyk(0, 0, 0, 0))).containsOnly(0xffffff);
        assertThat(decode(ImageFiles.cmyk(0, 0, 0, 255))).containsOnly(0x000000);
        assertThat(decode(ImageFiles.cmyk(0, 255, 255, 0))).containsOnly(0xff0000);
    }

    @Test
    void aJpegIsRead() {
        assertThat(decode(Pictures.squares(1, 32, "jpg"))).hasSize(32 * 32);
        assertThat(Arrays.stream(decode(Pictures.squares(1, 32, "jpg"))).distinct().count()).isGreaterThan(10);
    }

    /** Refused by what the header says, before anything is decoded. */
    @ParameterizedTest
    @CsvSource({"60000, 60000", "10000, 5001", "1, 65536", "65536, 1", "2147483647, 2147483647"})
    void aPictureThatIsTooLargeIsRefused(int width, int height) {
        assertThatThrownBy(() -> decode(ImageFiles.empty(width, height)))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture is " + width + " x " + height
                        + " pixels, at most 50000000 are taken and sides of at most 65535");
    }

    @Test
    void aPictureWhosePixelsTakeTooMuchMemoryIsRefused() {
        assertThatThrownBy(() -> decode(ImageFiles.png(7000, 7000, 16, 6, 0)))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture takes 382813 KiB decoded, at most 196608 are allowed");
    }

    @Test
    void aChunkThatPromisesMoreThanTheFileHoldsIsRefusedBeforeRoomIsMadeForIt() {
        assertThatThrownBy(() -> decode(ImageFiles.promisingPalette(0x7ffffffe)))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture is damaged: at byte 33 a chunk of 2147483646 bytes where 15 are left");
        assertThatThrownBy(() -> decode(ImageFiles.promisingPalette(-1)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("a chunk of 4294967295 bytes");
    }

    /** Also where the reader would fill up the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void whereverItIsCutOffItIsDamaged(String format) {
        byte[] sound = Pictures.squares(3, 64, format).data().toArray();
        for (int length = 8; length < sound.length; length += Math.max(1, sound.length / 50)) {
            Content.Image cut = new Content.Image("image/" + format, Bytes.copyOf(Arrays.copyOf(sound, length)));
            assertThatThrownBy(() -> decode(cut))
                    .isInstanceOf(EncoderException.class)
                    .hasMessageStartingWith("the picture is damaged: ");
        }
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThatThrownBy(() -> decode(new Content.Image("image/webp", Bytes.copyOf(new byte[] {1, 2, 3}))))
                .isInstanceOf(EncoderException.class)
                .hasMessage("its 3 bytes (image/webp) are no PNG or JPEG picture");
        Content.Image gif = Pictures.squares(1, 8, "gif");
        assertThatThrownBy(() -> decode(gif))
                .hasMessage("its " + gif.data().length() + " bytes (image/gif) are no PNG or JPEG picture");
    }

    /** In the second byte of the pixels, which would else be other pixels. */
    @Test
    void aPngSaysWhichChunkIsDamaged() {
        byte[] damaged = ImageFiles.black(64, 64).data().toArray();
        damaged[43] ^= 1;
        assertThatThrownBy(() -> decode(ImageFiles.png(damaged)))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture is damaged: at byte 33 a chunk whose check is not of what it holds");
    }

    @Test
    void aPngWithTooFewRowsIsDamaged() {
        assertThatThrownBy(() -> decode(ImageFiles.empty(3, 2)))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith("the picture is damaged: Error reading PNG image data (java.io.EOFException");
    }

    @Test
    void aPngWithoutThePaletteThatItNeedsIsDamaged() {
        assertThatThrownBy(() -> decode(ImageFiles.withoutPalette()))
                .isInstanceOf(EncoderException.class)
                .hasMessage("the picture is damaged: Error reading PNG metadata (Required PLTE chunk missing)");
    }

    /** Where the reader goes on after the damage, somewhere else in the picture. */
    @Test
    void aJpegWhosePixelsDoNotFitTogetherIsDamaged() {
        byte[] damaged = Pictures.squares(3, 64, "jpg").data().toArray();
        Arrays.fill(damaged, damaged.length * 3 / 4, damaged.length * 3 / 4 + 40, (byte) 0x55);
        assertThatThrownBy(() -> decode(jpeg(damaged)))
                .isInstanceOf(EncoderException.class)
                .hasMessageStartingWith("the picture is damaged: Corrupt JPEG data: ");
    }

    /** The reader warns once, here of the version in its header: what else there may be to say is not known then. */
    @Test
    void aJpegOfAnUnknownVersionIsRefused() {
        byte[] strange = Pictures.squares(3, 64, "jpg").data().toArray();
        strange[11] = 9;
        assertThatThrownBy(() -> decode(jpeg(strange)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining("unknown JFIF revision number 9");
    }

    @Test
    void aJpegMayFillUpBehindItsLastPixel() {
        Content.Image sound = Pictures.squares(3, 64, "jpg");
        byte[] file = sound.data().toArray();
        byte[] filled = Arrays.copyOf(file, file.length + 3);
        System.arraycopy(file, file.length - 2, filled, filled.length - 2, 2);
        Arrays.fill(filled, file.length - 2, filled.length - 2, (byte) 0);

        assertThat(decode(jpeg(filled))).isEqualTo(decode(sound));
    }

    private static Content.Image jpeg(byte[] file) {
        return new Content.Image("image/jpeg", Bytes.copyOf(file));
    }

    /** Every byte of these counts. */
    @Test
    void aPngWithAnyOtherByteIsRefused() {
        byte[] sound = Pictures.squares(2, 24, "png").data().toArray();
        for (int at = 0; at < sound.length; at++) {
            byte[] damaged = sound.clone();
            damaged[at] ^= 0x10;
            assertThatThrownBy(() -> decode(ImageFiles.png(damaged))).as("byte " + at).isInstanceOf(EncoderException.class);
        }
    }

    /** Whatever is broken about it, it is one clear exception, or it can be read all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void damageIsToldWhateverItIs(String format) {
        byte[] sound = Pictures.squares(2, 24, format).data().toArray();
        Random random = new Random(9);
        int refused = 0;
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = sound.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                decode(new Content.Image("image/" + format, Bytes.copyOf(damaged)));
            } catch (EncoderException e) {
                assertThat(e).message().isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }
}
