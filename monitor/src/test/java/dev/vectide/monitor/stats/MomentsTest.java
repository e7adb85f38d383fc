package dev.vectide.monitor.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class MomentsTest {
    private static final Percentage CLOSE = Percentage.withPercentage(1e-7);

    private static Moments of(List<float[]> vectors) {
        Moments moments = new Moments();
        vectors.forEach(moments::add);
        return moments;
    }

    @Test
    void equalTheBatchFormulas() {
        List<float[]> units = Vectors.units(400, 24, 1);
        Moments moments = of(units);
        double[][] covariance = Vectors.covariance(units);
        double trace = 0;
        for (int j = 0; j < 24; j++) {
            assertThat(moments.variance(j)).isCloseTo(covariance[j][j], CLOSE);
            trace += covariance[j][j];
        }
        assertThat(moments.trace()).isCloseTo(trace, CLOSE);
        assertThat(moments.meanCosine()).isCloseTo(Vectors.cosines(units)[0], CLOSE);
        assertThat(moments.normMean()).isCloseTo(1, within(1e-6));
    }

    @Test
    void doNotDependOnOrderOrSplit() {
        List<float[]> units = Vectors.units(700, 12, 2);
        Moments whole = of(units);
        for (int seed = 0; seed < 5; seed++) {
            List<float[]> shuffled = new ArrayList<>(units);
            Collections.shuffle(shuffled, new Random(seed));
            Moments merged = new Moments();
            merged.merge(of(shuffled.subList(0, 90 * seed)));
            merged.merge(of(shuffled.subList(90 * seed, 700)));
            assertThat(merged.variance()).isEqualTo(whole.variance());
            assertThat(merged.mean()).isEqualTo(whole.mean());
            assertThat(merged.meanCosine()).isEqualTo(whole.meanCosine());
            assertThat(merged.normSd()).isEqualTo(whole.normSd());
        }
    }

    @Test
    void areTakenOfTheDirectionAlone() {
        List<float[]> units = Vectors.units(50, 8, 3);
        List<float[]> stretched = units.stream()
                .map(unit -> {
                    float[] longer = unit.clone();
                    for (int j = 0; j < longer.length; j++) {
                        longer[j] *= 64;
                    }
                    return longer;
                })
                .toList();

        Moments moments = of(stretched);

        assertThat(moments.trace()).isCloseTo(of(units).trace(), CLOSE);
        assertThat(moments.normMean()).isCloseTo(64, within(1e-4));
        assertThat(moments.offNorm()).isEqualTo(50);
    }

    @Test
    void countWhatHasNoDirection() {
        Moments moments = new Moments();
        assertThat(moments.add(new float[] {1, Float.NaN})).isNull();
        assertThat(moments.add(new float[] {Float.POSITIVE_INFINITY, 0})).isNull();
        assertThat(moments.add(new float[2])).isNull();
        assertThat(moments.add(new float[] {3, 4})).containsExactly(0.6f, 0.8f);
        assertThat(moments.add(new float[] {1, 0, 0})).isNull();

        assertThat(moments.nonFinite()).isEqualTo(2);
        assertThat(moments.zeroNorm()).isEqualTo(1);
        assertThat(moments.unusable()).isEqualTo(4);
        assertThat(moments.n()).isEqualTo(1);
        assertThat(moments.trace()).isNaN();
    }
}
