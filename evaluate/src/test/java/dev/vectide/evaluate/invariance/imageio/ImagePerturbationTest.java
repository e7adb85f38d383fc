package dev.vectide.evaluate.invariance.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.event.Bytes;
import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.invariance.Declaration;
import dev.vectide.evaluate.invariance.InvarianceCheck;
import dev.vectide.evaluate.invariance.Verdict;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImagePerturbationTest {
    /** White, with a grey square in the middle. */
    private static BufferedImage square(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(new Color(100, 100, 100));
        graphics.fillRect(width / 4, height / 4, width / 2, height / 2);
        graphics.dispose();
        return picture;
    }

    private static Bytes file(String format) {
        return PictureFile.write(square(60, 40), format);
    }

    @ParameterizedTest
    @CsvSource({"BRIGHTNESS", "ROTATION", "CROP", "BLUR"})
    void aChangedPictureIsAnotherOfTheSameFormatAndTheSameForTheSameSeed(ImagePerturbation perturbation) {
        for (String format : new String[] {"png", "jpeg"}) {
            for (long seed = 0; seed < 10; seed++) {
                Bytes changed = perturbation.apply(file(format), new SplittableRandom(seed)).orElseThrow();
                assertThat(changed).isNotEqualTo(file(format));
                assertThat(perturbation.apply(file(format), new SplittableRandom(seed))).contains(changed);
                assertThat(PictureFile.read(changed).format()).isEqualTo(format);
            }
        }
    }

    @Test
    void brightnessIsAFactor() {
        boolean[] seen = new boolean[2];
        for (long seed = 0; seed < 20; seed++) {
            BufferedImage changed = Pixels.brighter(square(60, 40), new SplittableRandom(seed)).orElseThrow();
            int grey = changed.getRGB(30, 20) & 0xff;
            assertThat(grey).isIn(80, 120);
            assertThat(changed.getRGB(0, 0) & 0xff).isEqualTo(grey == 80 ? 204 : 255);
            seen[grey == 80 ? 0 : 1] = true;
        }
        assertThat(seen).containsOnly(true);
    }

    @Test
    void aCropIsNineTenths() {
        BufferedImage changed = Pixels.cropped(square(60, 40), new SplittableRandom(3)).orElseThrow();

        assertThat(changed.getWidth()).isEqualTo(54);
        assertThat(changed.getHeight()).isEqualTo(36);
        assertThat(Pixels.cropped(square(1, 40), new SplittableRandom(3))).isEmpty();
    }

    /** Of a white picture no corner turns black. */
    @Test
    void aTurnedPictureIsCoveredWhole() {
        for (int[] size : new int[][] {{60, 40}, {40, 60}, {50, 50}, {200, 20}}) {
            for (long seed = 0; seed < 10; seed++) {
                BufferedImage changed = Pixels.rotated(square(size[0], size[1]), new SplittableRandom(seed)).orElseThrow();
                for (int x : new int[] {0, size[0] - 1}) {
                    for (int y : new int[] {0, size[1] - 1}) {
                        assertThat(changed.getRGB(x, y) & 0xff).isEqualTo(255);
                    }
                }
            }
        }
    }

    @Test
    void aBlurSpreadsAPoint() {
        BufferedImage point = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
        point.setRGB(2, 2, 160 << 16);

        BufferedImage blurred = Pixels.blurred(point).orElseThrow();

        assertThat(blurred.getRGB(2, 2) >> 16 & 0xff).isEqualTo(40);
        assertThat(blurred.getRGB(1, 2) >> 16 & 0xff).isEqualTo(20);
        assertThat(blurred.getRGB(1, 1) >> 16 & 0xff).isEqualTo(10);
        assertThat(blurred.getRGB(0, 0) & 0xffffff).isZero();
    }

    /** The mean grey of 8 x 8 fields, made a unit vector: a factor of brightness is nothing to it, a place is. */
    private static float[] fields(Bytes file) {
        BufferedImage picture = PictureFile.read(file).picture();
        double[] sums = new double[64];
        int[] counts = new int[64];
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int field = y * 8 / picture.getHeight() * 8 + x * 8 / picture.getWidth();
                sums[field] += picture.getRGB(x, y) & 0xff;
                counts[field]++;
            }
        }
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
            squares += sums[i] * sums[i];
        }
        float[] unit = new float[sums.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sums[i] / Math.sqrt(squares));
        }
        return unit;
    }

    /** A bright square on black, at a place of its own. */
    private static Bytes spot(int number) {
        BufferedImage picture = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setColor(new Color(150, 150, 150));
        graphics.fillRect(number % 7 * 8, number / 7 * 8, 16, 16);
        graphics.dispose();
        return PictureFile.write(picture, "png");
    }

    @Test
    void anEncoderOfPicturesIsTested() {
        List<Bytes> pictures = IntStream.range(0, 49).mapToObj(ImagePerturbationTest::spot).toList();
        InvarianceCheck<Bytes> check = new InvarianceCheck<>(
                pictures,
                List.of(),
                files -> files.stream().map(ImagePerturbationTest::fields).toArray(float[][]::new),
                Bootstrap.DEFAULT);

        Verdict brightness = check.verdict(Declaration.ignores(ImagePerturbation.BRIGHTNESS));
        Verdict blur = check.verdict(Declaration.ignores(ImagePerturbation.BLUR));
        Verdict crop = check.verdict(Declaration.ignores(ImagePerturbation.CROP));

        assertThat(brightness.applied()).isEqualTo(49);
        assertThat(brightness.met()).isTrue();
        assertThat(brightness.ratio().value()).isLessThan(0.001);
        assertThat(blur.met()).isTrue();
        assertThat(blur.ratio().value()).isBetween(0.001, 0.2);
        assertThat(crop.ratio().value()).isGreaterThan(5 * blur.ratio().value());
    }

    @ParameterizedTest
    @EnumSource(ImagePerturbation.class)
    void whatIsNoPictureIsRefused(ImagePerturbation perturbation) {
        byte[] cut = java.util.Arrays.copyOf(file("png").toArray(), 60);

        assertThatThrownBy(() -> perturbation.apply(Bytes.copyOf(new byte[] {1, 2, 3}), new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes are no PNG or JPEG");
        assertThatThrownBy(() -> perturbation.apply(Bytes.copyOf(cut), new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ImagePerturbation.usual()).hasSize(4);
    }
}
