package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumsTest {
    private static ExactSums sums(List<Double> terms) {
        ExactSums sums = new ExactSums(1, 44, 1);
        terms.forEach(term -> sums.addOne(0, term));
        return sums;
    }

    private static List<Double> terms(int n, long seed) {
        Random random = new Random(seed);
        List<Double> terms = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            terms.add(random.nextGaussian() / 3);
        }
        return terms;
    }

    @Test
    void isTheExactSumUpToTheGrid() {
        List<Double> terms = terms(10_000, 1);
        BigDecimal exact = terms.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

        assertThat(sums(terms).get(0)).isCloseTo(exact.doubleValue(), within(10_000 * Math.scalb(1.0, -45)));
    }

    @Test
    void doesNotDependOnOrderOrSplit() {
        List<Double> terms = terms(5_000, 2);
        double whole = sums(terms).get(0);
        for (int seed = 0; seed < 10; seed++) {
            List<Double> shuffled = new ArrayList<>(terms);
            Collections.shuffle(shuffled, new Random(seed));
            ExactSums left = sums(shuffled.subList(0, 1 + seed * 450));
            left.merge(sums(shuffled.subList(1 + seed * 450, 5_000)));
            assertThat(left.get(0)).isEqualTo(whole);
        }
    }

    @Test
    void carriesWhatALongCannotHold() {
        ExactSums sums = new ExactSums(1, 44, 1);
        for (int i = 0; i < 3_000_000; i++) {
            sums.addOne(0, -1.5);
        }
        ExactSums doubled = new ExactSums(1, 44, 1);
        doubled.merge(sums);
        doubled.merge(sums);

        assertThat(sums.get(0)).isEqualTo(-4_500_000.0);
        assertThat(doubled.get(0)).isEqualTo(-9_000_000.0);
    }

    @Test
    void boundsATermInsteadOfOverflowing() {
        ExactSums sums = new ExactSums(1, 44, 1);
        sums.addOne(0, 1e30);
        assertThat(sums.get(0)).isEqualTo(2);
    }

    @Test
    void comesBackFromItsBytes() throws IOException {
        ExactSums sums = sums(terms(100, 3));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        sums.write(new DataOutputStream(bytes));

        ExactSums back = ExactSums.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), 44, 1);

        back.addOne(0, 0.25);
        sums.addOne(0, 0.25);
        assertThat(back.get(0)).isEqualTo(sums.get(0));
    }
}
