package dev.vectide.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShiryaevRobertsTest {
    /** R_t is the sum over all s ≤ t of the product of the e-values from s to t. */
    @Test
    void addsTheEvidenceOfEveryPossibleStart() {
        Random random = new Random(1);
        double[] e = random.doubles(40, 0.2, 3).toArray();
        double r = 0;
        for (int t = 0; t < e.length; t++) {
            r = ShiryaevRoberts.next(r, e[t]);
            double sum = 0;
            for (int s = 0; s <= t; s++) {
                double product = 1;
                for (int i = s; i <= t; i++) {
                    product *= e[i];
                }
                sum += product;
            }
            assertThat(r).isCloseTo(sum, within(1e-12 * sum));
        }
    }

    @Test
    void staysFinite() {
        double r = 0;
        for (int t = 0; t < 2000; t++) {
            r = ShiryaevRoberts.next(r, 1e250);
        }
        assertThat(r).isFinite();
        assertThat(ShiryaevRoberts.next(r, 0)).isZero();
    }

    /** e is 0 or 2, each as likely: mean 1 and the most even bet. Runs are cut at 40 promised lengths, which shortens. */
    @Test
    void runsWithoutAChangeAreAsLongAsPromised() {
        double promised = 50;
        int runs = 2000;
        double sum = 0;
        double squares = 0;
        Random random = new Random(2);
        for (int run = 0; run < runs; run++) {
            int t = 0;
            for (double r = 0; r < promised && t < 40 * promised; t++) {
                r = ShiryaevRoberts.next(r, random.nextBoolean() ? 2 : 0);
            }
            sum += t;
            squares += (double) t * t;
        }
        double mean = sum / runs;
        double error = Math.sqrt((squares / runs - mean * mean) / runs);
        assertThat(mean).isGreaterThan(promised - 4 * error);
    }
}
