package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the definition: centre, renormalise, mean of 1 − cosine to the k nearest, in double. */
class KnnTest {
    private static final int D = 20;

    private final Traffic traffic = new Traffic(6, D, 5, 1, 0.8);

    private List<Sample.Item> items(int n) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            items.add(new Sample.Item(i, "doc-" + i, 0, i, traffic.near(i % 5), "text " + i));
        }
        return items;
    }

    private static double[] centred(float[] unit, double[] mean) {
        double[] centred = new double[D];
        double norm = 0;
        for (int j = 0; j < D; j++) {
            centred[j] = unit[j] - mean[j];
            norm += centred[j] * centred[j];
        }
        for (int j = 0; j < D; j++) {
            centred[j] /= Math.sqrt(norm);
        }
        return centred;
    }

    private record Near(String document, double similarity) {}

    private static List<Near> nearest(List<Sample.Item> items, float[] query, String without, int k) {
        double[] mean = new double[D];
        for (Sample.Item item : items) {
            for (int j = 0; j < D; j++) {
                mean[j] += item.unit()[j] / (double) items.size();
            }
        }
        double[] wanted = centred(query, mean);
        return items.stream()
                .filter(item -> !item.document().equals(without))
                .map(item -> {
                    double[] vector = centred(item.unit(), mean);
                    double dot = 0;
                    for (int j = 0; j < D; j++) {
                        dot += vector[j] * wanted[j];
                    }
                    return new Near(item.document(), dot);
                })
                .sorted(Comparator.comparingDouble(near -> -near.similarity()))
                .limit(k)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 255, 256, 257, 700})
    void distanceAndNeighboursAreThoseOfTheDefinition(int size) {
        List<Sample.Item> items = items(size);
        Knn knn = new Knn(items);
        for (int query = 0; query < 40; query++) {
            float[] unit = traffic.near(query % 5);
            String self = "doc-" + query % size;

            Knn.Found found = knn.nearest(unit, self, 5);

            List<Near> expected = nearest(items, unit, self, 5);
            assertThat(found.neighbours()).extracting(Neighbour::id)
                    .containsExactlyElementsOf(expected.stream().map(Near::document).toList());
            double distance = expected.stream().mapToDouble(near -> 1 - near.similarity()).average().orElseThrow();
            assertThat(found.distance()).isCloseTo(distance, within(1e-5));
        }
    }

    @Test
    void fewerThanKIsTheMeanOfThoseThereAre() {
        Knn knn = new Knn(items(3));
        assertThat(knn.nearest(traffic.near(0), "doc-1", 5).neighbours()).hasSize(2);
    }

    @Test
    void pIsTheSplitConformalOne() {
        Sample gathered = new Sample(400);
        items(400).forEach(gathered::add);
        Reference reference = Reference.pin(gathered, 100, 5, 0);
        List<Sample.Item> all = gathered.first(400);
        Knn knn = new Knn(all.subList(100, 400));
        List<Double> calibration = all.subList(0, 100).stream()
                .map(item -> knn.nearest(item.unit(), item.document(), 5).distance())
                .toList();

        List<Double> asked = new ArrayList<>(calibration);
        asked.addAll(List.of(-1.0, 0.0, 0.4, 2.5));
        for (double distance : asked) {
            long atLeast = calibration.stream().filter(one -> one >= distance).count();
            assertThat(reference.pValue(distance)).isEqualTo((1.0 + atLeast) / 101);
        }
    }

    /** The expectation over every binomial outcome at the null rate is at most 1; at a much larger rate evidence is strong. */
    @Test
    void evidenceOfARateHasMeanAtMostOneWhileTheRateIsNormal() {
        int n = 200;
        double rate = RateEvidence.nullRate(0.01, 1000);
        assertThat(rate).isCloseTo(0.01 + 3 * Math.sqrt(0.01 * 0.99 / 1000), within(1e-12));
        for (double probability : new double[] {rate, 0.01, 0.001}) {
            double mean = 0;
            double log = n * Math.log1p(-probability);
            for (int m = 0; m <= n; m++) {
                mean += Math.exp(log) * RateEvidence.eValue(m, n, rate);
                log += Math.log((double) (n - m) / (m + 1)) + Math.log(probability) - Math.log1p(-probability);
            }
            assertThat(mean).isLessThanOrEqualTo(1 + 1e-9);
        }
        assertThat(RateEvidence.eValue(40, n, rate)).isGreaterThan(1e9);
    }
}
