package dev.vectide.evaluate.mitigation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AdapterTrainingTest {
    private static final int D = 16;
    private static final int LABELS = 20;
    private static final int EACH = 10;
    private final int[] labels = new int[LABELS * EACH];
    private final float[][] vectors = labelled(labels);

    /** The label shows in four dimensions, and the other twelve are noise of twice the size. */
    private static float[][] labelled(int[] labels) {
        SplittableRandom random = new SplittableRandom(2);
        float[][] vectors = new float[labels.length][];
        for (int label = 0; label < LABELS; label++) {
            double[] centre = random.doubles(4, -1, 1).toArray();
            for (int i = label * EACH; i < (label + 1) * EACH; i++) {
                labels[i] = label;
                double[] x = new double[D];
                for (int j = 0; j < D; j++) {
                    x[j] = j < 4 ? centre[j] + 0.1 * random.nextGaussian() : 2 * random.nextDouble() - 1;
                }
                vectors[i] = Clouds.unit(x);
            }
        }
        return vectors;
    }

    private static AdapterTraining training(double pull) {
        return new AdapterTraining(0.1, pull, 1e-2, 200, 40, 1);
    }

    private Adapter adapter(double pull) {
        return training(pull).train(vectors, labels, Pairs.ofLabels(labels, 2, 1)).adapter();
    }

    /** Share of vectors whose nearest other has their label. */
    private double precision(float[][] units) {
        int right = 0;
        for (int i = 0; i < units.length; i++) {
            int nearest = -1;
            double most = -2;
            for (int j = 0; j < units.length; j++) {
                double dot = 0;
                for (int k = 0; k < D; k++) {
                    dot += (double) units[i][k] * units[j][k];
                }
                if (j != i && dot > most) {
                    most = dot;
                    nearest = j;
                }
            }
            right += labels[nearest] == labels[i] ? 1 : 0;
        }
        return (double) right / units.length;
    }

    @Test
    void learnsToSeeWhatTellsLabelsApart() {
        AdapterTraining.Result result = training(0).train(vectors, labels, Pairs.ofLabels(labels, 2, 1));

        double before = precision(vectors);
        double after = precision(result.adapter().apply(vectors));
        assertThat(result.losses()).hasSize(200);
        assertThat(result.losses().get(199)).isLessThan(0.5 * result.losses().get(0));
        assertThat(after).isGreaterThan(before + 0.2);
    }

    @Test
    void thePullKeepsItNearTheIdentity() {
        double free = adapter(0).distanceFromIdentity();
        double pulled = adapter(0.1).distanceFromIdentity();
        double held = adapter(1).distanceFromIdentity();

        assertThat(pulled).isLessThan(0.8 * free);
        assertThat(held).isLessThan(0.5 * pulled).isPositive();
        assertThat(new Adapter(new double[][] {{1, 0}, {0, 1}}).distanceFromIdentity()).isZero();
    }

    @Test
    void equalSeedsLearnEqualBits() {
        assertThat(adapter(0.01).fingerprint()).isEqualTo(adapter(0.01).fingerprint());
        AdapterTraining other = new AdapterTraining(0.1, 0.01, 1e-2, 200, 40, 2);
        assertThat(other.train(vectors, labels, Pairs.ofLabels(labels, 2, 1)).adapter().fingerprint())
                .isNotEqualTo(adapter(0.01).fingerprint());
    }

    @Test
    void pairsShareTheirLabelAndAreTwoVectors() {
        List<Pair> pairs = Pairs.ofLabels(new int[] {5, 6, 5, 7, 5, 6}, 3, 1);

        assertThat(pairs).hasSize(15).allSatisfy(pair -> {
            assertThat(pair.anchor() % 2).isEqualTo(pair.positive() == 5 || pair.positive() == 1 ? 1 : 0);
            assertThat(pair.anchor()).isNotEqualTo(pair.positive()).isNotEqualTo(3);
        });
        assertThat(pairs.stream().filter(pair -> pair.anchor() == 0).map(Pair::positive).collect(Collectors.toSet()))
                .isSubsetOf(2, 4);
    }

    @Test
    void hardNegativesAreNearOfAnotherLabelAndNotNearerThanAllowed() {
        HardNegatives mining = new HardNegatives(2, 6, 0.95);
        List<Pair> pairs = mining.into(Pairs.ofLabels(labels, 1, 1), vectors, labels, 3);

        assertThat(pairs.stream().filter(pair -> pair.hardNegative() != Pair.NONE)).isNotEmpty();
        assertThat(pairs).allSatisfy(pair -> {
            if (pair.hardNegative() == Pair.NONE) {
                return;
            }
            double cosine = cosine(pair.anchor(), pair.hardNegative());
            assertThat(labels[pair.hardNegative()]).isNotEqualTo(labels[pair.anchor()]);
            assertThat(cosine).isLessThanOrEqualTo(0.95 * cosine(pair.anchor(), pair.positive()) + 1e-12);
            long nearer = Arrays.stream(range(vectors.length))
                    .filter(row -> labels[row] != labels[pair.anchor()] && cosine(pair.anchor(), row) > cosine)
                    .count();
            assertThat(nearer).isBetween(1L, 5L);
        });
        AdapterTraining.Result result = training(0.01).train(vectors, labels, pairs);
        assertThat(precision(result.adapter().apply(vectors))).isGreaterThan(precision(vectors));
    }

    private static int[] range(int n) {
        return java.util.stream.IntStream.range(0, n).toArray();
    }

    private double cosine(int a, int b) {
        double dot = 0;
        for (int k = 0; k < D; k++) {
            dot += (double) vectors[a][k] * vectors[b][k];
        }
        return dot;
    }

    @Test
    void batchesHoldEveryPairOnceBeforeAnyTwice() {
        List<Pair> pairs = Pairs.ofLabels(new int[] {1, 1, 1, 1, 1, 1}, 1, 1);
        Batches batches = new Batches(pairs, 2, new SplittableRandom(1));

        List<Pair> epoch = new java.util.ArrayList<>();
        for (int i = 0; i < 3; i++) {
            epoch.addAll(batches.next());
        }

        assertThat(epoch).containsExactlyInAnyOrderElementsOf(pairs);
    }

    @Test
    void refusesPairsThatDoNotFitTheirLabels() {
        AdapterTraining training = training(0);
        assertThatThrownBy(() -> training.train(vectors, new int[3], List.of()))
                .hasMessageContaining("3 labels for 200 vectors");
        assertThatThrownBy(() -> training.train(vectors, labels, List.of(new Pair(0, 1)))).hasMessageContaining("1 pairs");
        assertThatThrownBy(() -> training.train(vectors, labels, List.of(new Pair(0, 1), new Pair(0, 11))))
                .hasMessageContaining("different labels");
        assertThatThrownBy(() -> training.train(vectors, labels, List.of(new Pair(0, 1), new Pair(0, 200))))
                .hasMessageContaining("200 vectors");
        assertThatThrownBy(() -> training.train(vectors, labels, List.of(new Pair(0, 1), new Pair(0, 1, 2))))
                .hasMessageContaining("hard negative");
        assertThatThrownBy(() -> training.train(
                        new float[][] {{1, 0}, {0, 0}}, new int[2], List.of(new Pair(0, 1), new Pair(1, 0))))
                .hasMessageContaining("vector 1 is 0");
        assertThatThrownBy(() -> new AdapterTraining(0, 0, 1, 1, 2, 1)).hasMessageContaining("temperature");
        assertThatThrownBy(() -> new AdapterTraining(1, -1, 1, 1, 2, 1)).hasMessageContaining("-1");
        assertThat(adapter(1).apply(vectors)[0][0]).isCloseTo(vectors[0][0], within(0.2f));
    }
}
