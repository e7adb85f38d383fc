package dev.vectide.monitor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ShiryaevRobertsTest {
    @Test
    void isTheRecursion() {
        double r = 0;
        double expected = 0;
        Random random = new Random(1);
        for (int pane = 0; pane < 50; pane++) {
            double e = 2 * random.nextDouble();
            expected = (1 + expected) * e;
            r = ShiryaevRoberts.next(r, e);
            assertThat(r).isEqualTo(expected);
        }
    }

    @Test
    void neverOverflows() {
        double r = 0;
        for (int pane = 0; pane < 100; pane++) {
            r = ShiryaevRoberts.next(r, 1e30);
        }
        assertThat(r).isFinite();
    }

    /** E-values of mean 1: the mean run length until c is at least c, up to four standard errors of the simulation. */
    @Test
    void keepsThePromisedMeanRunLength() {
        double promised = 100;
        int runs = 800;
        Random random = new Random(2);
        double sum = 0;
        double squares = 0;
        for (int run = 0; run < runs; run++) {
            int panes = 0;
            for (double r = 0; r < promised; panes++) {
                double p = 1 - random.nextDouble();
                r = ShiryaevRoberts.next(r, 0.5 * Math.pow(p, -0.5));
            }
            sum += panes;
            squares += (double) panes * panes;
        }
        double mean = sum / runs;
        double error = Math.sqrt((squares / runs - mean * mean) / runs);
        assertThat(mean + 4 * error).isGreaterThan(promised);
    }
}
