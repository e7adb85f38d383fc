package dev.vectide.monitor.collapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.nearest.Pairs;
import dev.vectide.monitor.stats.Units;
import dev.vectide.monitor.stats.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Properties of what is gathered of a pane, on random vectors: shuffled, split and merged in any way, some parts read back
 * from their bytes, it is the same to the bit, and what the batch formulas in double say of all vectors at once.
 */
class PanePropertiesTest {
    private static final int D = 16;
    /** 5d, so that the figures of rank are taken on all of them. */
    private static final int N = 5 * D;

    private record Numbered(int number, float[] vector) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void howeverItIsSplitEveryFigureIsTheSameToTheBit(long seed) throws IOException {
        Random random = new Random(seed);
        List<Numbered> vectors = numbered(unruly(1300 + random.nextInt(500), random));
        List<Numbered> normal = numbered(unruly(1500, random));
        CollapsePane whole = gathered(vectors);
        Map<String, Double> expected = figures(whole, gathered(normal));
        for (int i = 0; i < 5; i++) {
            CollapsePane merged = merged(vectors, random);
            assertThat(figures(merged, merged(normal, random))).isEqualTo(expected);
            assertThat(bytes(merged)).isEqualTo(bytes(whole));
        }
    }

    /** Their norms are exact in single precision, so nothing is rounded before the sums. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void everyFigureIsItsBatchFormula(long seed) throws IOException {
        Random random = new Random(seed);
        List<float[]> vectors = exact(N, random);
        List<float[]> normal = exact(N, random);
        CollapsePane pane = merged(numbered(vectors), random);
        CollapseReference reference = new CollapseReference(merged(numbered(normal), random));

        Map<String, Double> figures = CollapseFigures.against(pane, pane, reference, N).values();

        Map<String, Double> batch = new BatchCollapse(vectors, normal).figures();
        assertThat(figures.keySet()).containsAll(batch.keySet());
        batch.forEach((name, value) ->
                assertThat(figures.get(name)).as(name).isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value)))));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {21, 22, 23, 24, 25, 26})
    void everyDimensionHasItsMeanAndVariance(long seed) throws IOException {
        Random random = new Random(seed);
        List<float[]> vectors = unruly(300 + random.nextInt(300), random);
        CollapsePane pane = merged(numbered(vectors), random);

        List<float[]> units = vectors.stream().map(Units::normalised).filter(unit -> unit != null).toList();
        double[][] covariance = Vectors.covariance(units);
        assertThat(pane.moments.n()).isEqualTo(units.size());
        assertThat(pane.moments.zeroNorm()).isEqualTo(vectors.stream().filter(v -> Units.norm(v) == 0).count());
        assertThat(pane.moments.nonFinite())
                .isEqualTo(vectors.stream().filter(v -> !Double.isFinite(Units.norm(v))).count())
                .isPositive();
        for (int j = 0; j < D; j++) {
            int dimension = j;
            assertThat(pane.moments.mean(j))
                    .isCloseTo(units.stream().mapToDouble(u -> u[dimension]).average().orElseThrow(), within(1e-9));
            assertThat(pane.moments.variance(j)).isCloseTo(covariance[j][j], within(1e-9));
        }
        assertThat(pane.moments.trace())
                .isCloseTo(IntStream.range(0, D).mapToDouble(j -> covariance[j][j]).sum(), within(1e-9));
        assertThat(pane.moments.meanCosine()).isCloseTo(Vectors.cosines(units)[0], within(1e-9));
        long distinct = units.stream().map(Arrays::toString).distinct().count();
        assertThat(pane.duplicateShare()).isEqualTo(1 - (double) distinct / units.size()).isPositive();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {31, 32, 33, 34})
    void uniformityIsItsDefinitionOverAllPairs(long seed) throws IOException {
        Random random = new Random(seed);
        List<float[]> vectors = exact(200, random);
        CollapsePane pane = merged(numbered(vectors), random);

        List<float[]> sampled = pane.sample.first(200).stream().map(item -> item.unit()).toList();
        double sum = 0;
        List<float[]> units = vectors.stream().map(Units::normalised).toList();
        for (float[] a : units) {
            for (float[] b : units) {
                double square = IntStream.range(0, D).mapToDouble(j -> Math.pow((double) a[j] - b[j], 2)).sum();
                sum += a == b ? 0 : Math.exp(-2 * square);
            }
        }
        assertThat(Pairs.of(sampled, 10).uniformity()).isCloseTo(Math.log(sum / 200 / 199), within(1e-9));
    }

    private static Map<String, Double> figures(CollapsePane pane, CollapsePane normal) {
        Map<String, Double> figures = new LinkedHashMap<>(
                CollapseFigures.against(pane, pane, new CollapseReference(normal), N).values());
        assertThat(figures).containsKeys("hub_skewness", "uniformity", "rankme", "alpha_req", "duplicate_share");
        return figures;
    }

    private static List<Numbered> numbered(List<float[]> vectors) {
        return IntStream.range(0, vectors.size()).mapToObj(i -> new Numbered(i, vectors.get(i))).toList();
    }

    private static CollapsePane gathered(List<Numbered> vectors) {
        CollapsePane pane = new CollapsePane();
        vectors.forEach(v -> pane.add(
                new VectorInput("s", "doc-" + v.number, v.number % 3, v.number, 0, v.vector, null, true), v.vector));
        return pane;
    }

    /** Of shuffled parts of any size, empty ones too, merged two at a time in any order. */
    private static CollapsePane merged(List<Numbered> vectors, Random random) throws IOException {
        List<Numbered> shuffled = new ArrayList<>(vectors);
        Collections.shuffle(shuffled, random);
        List<CollapsePane> parts = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); ) {
            int until = Math.min(shuffled.size(), from + random.nextInt(1 + shuffled.size() / 3));
            parts.add(gathered(shuffled.subList(from, until)));
            from = until;
        }
        while (parts.size() > 1) {
            CollapsePane one = parts.remove(random.nextInt(parts.size()));
            CollapsePane into = parts.get(random.nextInt(parts.size()));
            into.merge(random.nextBoolean() ? one : readBack(one));
        }
        return parts.get(0);
    }

    private static CollapsePane readBack(CollapsePane pane) throws IOException {
        return CollapsePane.read(new DataInputStream(new ByteArrayInputStream(bytes(pane))));
    }

    private static byte[] bytes(CollapsePane pane) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        pane.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Of any length, with duplicates, zeros and values that are not finite among them. */
    private static List<float[]> unruly(int n, Random random) {
        List<float[]> vectors = new ArrayList<>();
        vectors.add(new float[D]);
        while (vectors.size() < n) {
            float[] vector = new float[D];
            double length = Math.exp(random.nextGaussian());
            for (int j = 0; j < D; j++) {
                vector[j] = (float) (length * (random.nextGaussian() / (1 + j) + 0.3));
            }
            switch (random.nextInt(20)) {
                case 0 -> vector[random.nextInt(D)] = Float.NaN;
                case 1 -> vector[random.nextInt(D)] = Float.NEGATIVE_INFINITY;
                case 2 -> Arrays.fill(vector, 0);
                case 3 -> vector = vectors.get(random.nextInt(vectors.size())).clone();
                default -> {}
            }
            vectors.add(vector);
        }
        return vectors;
    }

    /** Of norm 1, 2 or 1/2: four values of ±1/2 or sixteen of ±1/4, in some dimensions more often than in others. */
    private static List<float[]> exact(int n, Random random) {
        List<float[]> vectors = new ArrayList<>();
        while (vectors.size() < n) {
            float[] vector = new float[D];
            float scale = random.nextInt(4) == 0 ? random.nextBoolean() ? 2 : 0.5f : 1;
            if (random.nextInt(3) == 0) {
                for (int j = 0; j < D; j++) {
                    vector[j] = scale * (random.nextInt(2 + j) == 0 ? -0.25f : 0.25f);
                }
            } else {
                List<Integer> dimensions = new ArrayList<>(IntStream.range(0, D).boxed().toList());
                Collections.shuffle(dimensions, random);
                dimensions.subList(0, 4).forEach(j -> vector[j] = scale * (random.nextInt(3) == 0 ? -0.5f : 0.5f));
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
