package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.monitor.nearest.Items;
import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LocalisationTest {
    private static final int D = 16;
    private static final int WINDOW = 300;

    private final Random random = new Random(61);

    /** Around the axes, one topic an axis, the last axes bare. */
    private Sample.Item near(int axis, int number) {
        float[] vector = new float[D];
        for (int j = 0; j < D; j++) {
            vector[j] = (float) (0.1 * random.nextGaussian());
        }
        vector[axis] += 1;
        return new Sample.Item(number, "doc-" + number, 0, number, Units.normalised(vector), "about topic " + axis);
    }

    private List<Sample.Item> items(int n, int topics, double shareOfFirst) {
        List<Sample.Item> items = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            boolean first = random.nextDouble() < shareOfFirst;
            items.add(near(first ? 0 : random.nextInt(topics), i));
        }
        return items;
    }

    private static Localisation localise(List<Sample.Item> items, Baseline baseline) {
        List<Mark> marks = baseline.marks(items);
        Summary pane = baseline.empty();
        for (int i = 0; i < items.size(); i++) {
            pane.add(items.get(i).unit(), marks.get(i));
        }
        return Localisation.of(pane, items, marks, items, baseline);
    }

    @Test
    void theTopicThereIsMoreOfIsShownByADocumentOfIt() {
        Baseline baseline = Baseline.of(items(2000, 8, 0), WINDOW);

        Localisation found = localise(items(WINDOW, 8, 0.3), baseline);

        assertThat(found.clusters()).isNotEmpty();
        ClusterShift first = found.clusters().get(0);
        assertThat(first.examples()).extracting(Evidence::text).containsExactly("about topic 0");
        assertThat(first.share()).isGreaterThan(first.referenceShare());
        assertThat(found.findings("First.")).hasSizeGreaterThan(1).startsWith("First.");
        assertThat(found.findings("First.").get(1)).startsWith("More documents like \"about topic 0\": ");
        assertThat(found.dimensions()).contains(0);
    }

    @Test
    void aDimensionThatMovedIsTheFirst() {
        Baseline baseline = Baseline.of(items(2000, 8, 0), WINDOW);
        List<Sample.Item> moved = items(WINDOW, 8, 0);
        moved.forEach(item -> item.unit()[13] += 0.2f);

        Localisation found = localise(moved, baseline);

        assertThat(found.dimensions().get(0)).isEqualTo(13);
    }

    /** Of twenty calm panes at most a few name a cluster: each does with a probability of at most one in a hundred. */
    @Test
    void nothingIsFoundWhereNothingMoved() {
        Baseline baseline = Baseline.of(items(2000, 8, 0), WINDOW);
        int named = 0;
        for (int pane = 0; pane < 20; pane++) {
            named += localise(items(WINDOW, 8, 0), baseline).clusters().isEmpty() ? 0 : 1;
        }

        assertThat(named).isLessThanOrEqualTo(4);
    }

    @Test
    void clustersAreOfNormOneAndTakeTheirNearest() {
        List<float[]> units = items(500, 8, 0).stream().map(Sample.Item::unit).toList();
        Clusters clusters = Clusters.of(units, WINDOW);

        int[] nearest = clusters.nearest(units);

        assertThat(clusters.count()).isEqualTo(WINDOW / 15);
        for (int i = 0; i < nearest.length; i++) {
            double own = Units.dot(units.get(i), clusters.centroid(nearest[i]));
            for (int c = 0; c < clusters.count(); c++) {
                assertThat(Units.norm(clusters.centroid(c))).isCloseTo(1, within(1e-6));
                assertThat(own).isGreaterThan(Units.dot(units.get(i), clusters.centroid(c)) - 1e-6);
            }
        }
    }

    /** Every vector of the reference is measured against the half it is not in, by brute force. */
    @Test
    void theHalvesHoldOutAllOfTheReference() {
        List<Sample.Item> reference = items(200, 8, 0);
        double[] own = new Halves(reference).own(reference);

        for (int i : new int[] {0, 1, 98, 199}) {
            List<Sample.Item> other = new ArrayList<>();
            for (int j = 0; j < reference.size(); j++) {
                if (j % 2 != i % 2) {
                    other.add(reference.get(j));
                }
            }
            assertThat(own[i]).isCloseTo(meanDistance(reference.get(i).unit(), other), within(1e-5));
        }
    }

    private static double meanDistance(float[] unit, List<Sample.Item> set) {
        double[] mean = new double[D];
        set.forEach(item -> Arrays.setAll(mean, j -> mean[j] + item.unit()[j] / (double) set.size()));
        return set.stream()
                .mapToDouble(item -> 1 - cosine(unit, item.unit(), mean))
                .sorted()
                .limit(5)
                .average()
                .orElseThrow();
    }

    private static double cosine(float[] a, float[] b, double[] mean) {
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int j = 0; j < D; j++) {
            double x = a[j] - mean[j];
            double y = b[j] - mean[j];
            ab += x * y;
            aa += x * x;
            bb += y * y;
        }
        return ab / Math.sqrt(aa * bb);
    }

    @Test
    void withoutTextsAClusterIsNamedByItsNumber() {
        List<float[]> units = items(1000, 8, 0).stream().map(Sample.Item::unit).toList();
        Baseline baseline = Baseline.of(Items.of(units), WINDOW);
        List<Sample.Item> silent = items(WINDOW, 8, 0.4).stream()
                .map(item -> new Sample.Item(item.hash(), item.document(), 0, item.offset(), item.unit(), null))
                .toList();

        assertThat(localise(silent, baseline).findings("First.").get(1)).startsWith("More documents of cluster ");
    }
}
