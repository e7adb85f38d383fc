package dev.vectide.encoder.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.space.ImageContract;
import dev.vectide.core.space.ImageContract.Channels;
import dev.vectide.core.space.ImageContract.Fit;
import dev.vectide.core.space.ImageContract.Layout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageInputTest {
    private static final List<Double> ZERO = List.of(0.0, 0.0, 0.0);
    private static final List<Double> ONE = List.of(1.0, 1.0, 1.0);

    private static float[] input(ImageContract contract, Pixels pixels) {
        FloatBuffer buffer = FloatBuffer.allocate(new ImageInput(contract).size());
        new ImageInput(contract).write(pixels, buffer);
        return buffer.array();
    }

    private static ImageContract contract(int width, int height, Fit fit) {
        return new ImageContract(width, height, Channels.RGB, 1, ZERO, ONE, fit, Layout.NCHW, "");
    }

    /** Red holds the values; green and blue are black. */
    private static Pixels red(int width, int height, int... values) {
        int[] rgb = new int[values.length];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = values[i] << 16;
        }
        return new Pixels(width, height, rgb);
    }

    @Test
    void ofItsOwnSizeAPictureStaysAsItIs() {
        Pixels pixels = new Pixels(2, 1, new int[] {0x010203, 0x0a0b0c});

        assertThat(input(contract(2, 1, Fit.STRETCH), pixels)).containsExactly(1, 10, 2, 11, 3, 12);
        ImageContract bgr = new ImageContract(2, 1, Channels.BGR, 1, ZERO, ONE, Fit.STRETCH, Layout.NHWC, "");
        assertThat(input(bgr, pixels)).containsExactly(3, 2, 1, 12, 11, 10);
    }

    @Test
    void valuesAreScaledThenCentredThenDivided() {
        ImageContract contract = new ImageContract(
                1, 1, Channels.BGR, 0.5, List.of(1.0, 2.0, 3.0), List.of(2.0, 4.0, 8.0), Fit.STRETCH, Layout.NCHW, "");

        assertThat(input(contract, new Pixels(1, 1, new int[] {0x060810})))
                .containsExactly((16 * 0.5f - 1) / 2, (8 * 0.5f - 2) / 4, (6 * 0.5f - 3) / 8);
    }

    /** Half way between two pixels' middles lies their mean; beyond the outer middles there is only the outer pixel. */
    @Test
    void growingInterpolatesBetweenMiddles() {
        float[] input = input(contract(4, 1, Fit.STRETCH), red(2, 1, 0, 100));

        assertThat(List.of(input[0], input[1], input[2], input[3])).containsExactly(0f, 25f, 75f, 100f);
    }

    /** A triangle two target pixels wide: of eight pixels to two, the weights 1 3 5 7 7 5 3 1 cut off at the border. */
    @Test
    void shrinkingLeavesNothingOut() {
        float[] input = input(contract(2, 1, Fit.STRETCH), red(8, 1, 8, 16, 24, 32, 40, 48, 56, 64));
        double left = (8 * 5 + 16 * 7 + 24 * 7 + 32 * 5 + 40 * 3 + 48 * 1) / 28.0;

        assertThat((double) input[0]).isCloseTo(left, within(1e-4));
        assertThat((double) input[1]).isCloseTo(72 - left, within(1e-4));
    }

    @Test
    void aCropTakesTheMiddle() {
        float[] input = input(contract(2, 2, Fit.CROP), red(6, 2, 9, 9, 1, 2, 9, 9, 9, 9, 3, 4, 9, 9));

        assertThat(List.of(input[0], input[1], input[2], input[3])).containsExactly(1f, 2f, 3f, 4f);
    }

    @Test
    void whateverTheSizesOneColourStaysThatColour() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            int width = 1 + random.nextInt(40);
            int height = 1 + random.nextInt(40);
            int[] rgb = new int[width * height];
            Arrays.fill(rgb, 0x4080c0);
            Fit fit = random.nextBoolean() ? Fit.CROP : Fit.STRETCH;
            ImageContract contract = contract(1 + random.nextInt(40), 1 + random.nextInt(40), fit);
            float[] input = input(contract, new Pixels(width, height, rgb));
            int plane = contract.width() * contract.height();
            for (int i = 0; i < input.length; i++) {
                assertThat(input[i]).isCloseTo(new float[] {0x40, 0x80, 0xc0}[i / plane], within(1e-3f));
            }
        }
    }

    /** Against every target pixel summed on its own, whatever the sizes. */
    @Test
    void rowAfterRowItIsTheSameToTheBitAsPixelByPixel() {
        Random random = new Random(6);
        for (int round = 0; round < 100; round++) {
            int width = 1 + random.nextInt(30);
            int height = 1 + random.nextInt(30);
            Pixels pixels = new Pixels(width, height, random.ints((long) width * height, 0, 1 << 24).toArray());
            double side = random.nextDouble() * height / 3;
            Box box = new Box(0, width, side, height - side);
            int rows = 1 + random.nextInt(30);
            int columns = 1 + random.nextInt(30);

            double[][] resized = Resizer.resize(pixels, box, columns, rows);
            for (int y = 0; y < rows; y++) {
                for (int x = 0; x < columns; x++) {
                    assertThat(resized[1][y * columns + x])
                            .isEqualTo(green(pixels, new Taps(width, 0, width, columns), x, new Taps(height, side, height - side, rows), y));
                }
            }
        }
    }

    private static double green(Pixels pixels, Taps columns, int x, Taps rows, int y) {
        double sum = 0;
        for (int i = 0; i < rows.weights(y).length; i++) {
            double row = 0;
            for (int j = 0; j < columns.weights(x).length; j++) {
                int rgb = pixels.rgb()[(rows.first(y) + i) * pixels.width() + columns.first(x) + j];
                row += columns.weights(x)[j] * (rgb >> 8 & 0xff);
            }
            sum += rows.weights(y)[i] * row;
        }
        return sum;
    }

    /** So none needs to be kept. Its upper half has its middle of weight 25/84 of the way down. */
    @Test
    void eachRowIsReadOnceInOrder() {
        List<Integer> read = new ArrayList<>();
        Picture tall = new Picture() {
            @Override
            public int width() {
                return 1;
            }

            @Override
            public int height() {
                return 1 << 16;
            }

            @Override
            public void row(int y, int[] rgb) {
                read.add(y);
                rgb[0] = y >> 8;
            }
        };
        double[][] resized = Resizer.resize(tall, new Box(0, 1, 0, 1 << 16), 1024, 2);

        assertThat(read).isEqualTo(IntStream.range(0, 1 << 16).boxed().toList());
        assertThat(resized[2][0]).isCloseTo(256 * 25 / 84.0 - 0.5, within(1e-3));
        assertThat(resized[2][1024 + 1023]).isCloseTo(255 - resized[2][0], within(1e-9));
    }
}
