package dev.vectide.encoder.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HalvesTest {
    /** By the definition: sign, five bits of exponent, ten of mantissa. */
    private static double value(short half) {
        int exponent = half >>> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        double magnitude = exponent == 0
                ? mantissa * 0x1p-24
                : exponent == 31
                        ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                        : (1024 + mantissa) * Math.pow(2, exponent - 25);
        return (half & 0x8000) == 0 ? magnitude : -magnitude;
    }

    @Test
    void everyHalfIsItself() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            double value = value((short) bits);
            if (!Double.isNaN(value)) {
                assertThat(value(Halves.of((float) value))).isEqualTo(value);
            }
        }
        assertThat(value(Halves.of(Float.NaN))).isNaN();
    }

    @Test
    void anyNumberBecomesTheNearest() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(46) - 28));
            short half = Halves.of(value);
            double distance = Math.abs(value(half) - value);
            for (int neighbour : new int[] {half - 1, half + 1}) {
                double other = value((short) neighbour);
                if (Math.signum(other) == Math.signum(value) && Double.isFinite(other) && Double.isFinite(value(half))) {
                    assertThat(distance).as("%s", value).isLessThanOrEqualTo(Math.abs(other - value));
                }
            }
            if (Double.isInfinite(value(half))) {
                assertThat(Math.abs(value)).isGreaterThanOrEqualTo(65520f);
            }
        }
        assertThat(value(Halves.of(1 + 0x1p-11f))).as("a tie goes to even").isEqualTo(1);
        assertThat(value(Halves.of(1 + 3 * 0x1p-11f))).isEqualTo(1 + 0x1p-9);
    }
}
