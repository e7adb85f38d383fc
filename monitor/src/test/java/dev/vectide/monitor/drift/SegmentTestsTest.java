package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.SegmentShift;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.Units;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Segments are found by the tests and the procedure that are named, and no others than so many by chance. */
class SegmentTestsTest {
    private static final int D = 6;

    private final Random random = new Random(61);
    private int number;

    private Sample.Item item(double shift, String... segments) {
        float[] vector = new float[D];
        for (int j = 0; j < D; j++) {
            vector[j] = (float) (1 + 0.3 * random.nextGaussian());
        }
        vector[0] += (float) shift;
        number++;
        return new Sample.Item(number, "doc-" + number, 0, number, Units.normalised(vector), null, List.of(segments));
    }

    private List<Sample.Item> items(int n, double shift, String... segments) {
        return IntStream.range(0, n).mapToObj(i -> item(shift, segments)).toList();
    }

    private static List<Sample.Item> both(List<Sample.Item> some, List<Sample.Item> others) {
        List<Sample.Item> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private static SegmentShift moved(List<SegmentShift> found, String segment) {
        return found.stream()
                .filter(one -> one.segment().equals(segment) && one.what().equals(SegmentShift.VECTORS))
                .findFirst()
                .orElseThrow();
    }

    /** All 184,756 ways to choose ten of twenty. */
    @Test
    void pIsThatOfAllPermutationsUpToTheirNumber() {
        List<Sample.Item> ours = items(10, 0.7, "team=a");
        List<Sample.Item> theirs = items(10, 0, "team=a");
        SegmentShift found = moved(SegmentTests.find(ours, theirs), "team=a");
        List<float[]> pool = both(ours, theirs).stream().map(Sample.Item::unit).toList();

        double observed = brute(pool, 0b1111111111);
        int ways = 0;
        int noSmaller = 0;
        for (int chosen = 0; chosen < 1 << 20; chosen++) {
            if (Integer.bitCount(chosen) == 10) {
                ways++;
                noSmaller += brute(pool, chosen) >= observed - 1e-12 ? 1 : 0;
            }
        }

        double exact = (double) noSmaller / ways;
        assertThat(ways).isEqualTo(184_756);
        assertThat(exact).isBetween(0.0005, 0.02);
        double error = Math.sqrt(exact * (1 - exact) / SegmentTests.PERMUTATIONS);
        assertThat(found.pValue()).isCloseTo(exact, within(4 * error + 1.0 / SegmentTests.PERMUTATIONS));
    }

    private static double brute(List<float[]> pool, int chosen) {
        double squared = 0;
        for (int j = 0; j < D; j++) {
            double in = 0;
            double out = 0;
            for (int i = 0; i < pool.size(); i++) {
                if ((chosen >> i & 1) == 1) {
                    in += pool.get(i)[j] / 10.0;
                } else {
                    out += pool.get(i)[j] / 10.0;
                }
            }
            squared += (in - out) * (in - out);
        }
        return squared;
    }

    @Test
    void theEffectIsTheDistanceOverTheSpreadWithin() {
        List<Sample.Item> ours = items(40, 0.8, "team=a");
        List<Sample.Item> theirs = items(200, 0, "team=a");

        SegmentShift found = moved(SegmentTests.find(ours, theirs), "team=a");

        double squared = 0;
        double within = 0;
        for (int j = 0; j < D; j++) {
            int at = j;
            double a = ours.stream().mapToDouble(item -> item.unit()[at]).average().orElseThrow();
            double b = theirs.stream().mapToDouble(item -> item.unit()[at]).average().orElseThrow();
            squared += (a - b) * (a - b);
            within += ours.stream().mapToDouble(item -> Math.pow(item.unit()[at] - a, 2)).sum();
            within += theirs.stream().mapToDouble(item -> Math.pow(item.unit()[at] - b, 2)).sum();
        }
        assertThat(found.effect()).isCloseTo(Math.sqrt(squared / (within / 238)), within(1e-9));
        assertThat(found.pValue()).isEqualTo(1.0 / (SegmentTests.PERMUTATIONS + 1));
        assertThat(found.n()).isEqualTo(40);
    }

    /** Fisher's exact test added up in whole numbers. */
    @Test
    void sharesAreTestedExactly() {
        double[] log = SegmentTests.logFactorials(5000);
        int[][] tables = {{3, 20, 40, 100}, {0, 50, 30, 400}, {12, 50, 0, 400}, {60, 500, 400, 4000}, {5, 5, 9, 9}};
        for (int[] one : tables) {
            BigInteger own = ways(one[0], one[1], one[2], one[3], one[0]);
            BigInteger sum = BigInteger.ZERO;
            BigInteger all = BigInteger.ZERO;
            for (int k = 0; k <= one[1]; k++) {
                BigInteger other = ways(one[0], one[1], one[2], one[3], k);
                all = all.add(other);
                sum = other.compareTo(own) <= 0 ? sum.add(other) : sum;
            }
            double exact = new BigDecimal(sum).divide(new BigDecimal(all), MathContext.DECIMAL64).doubleValue();
            assertThat(SegmentTests.fisher(one[0], one[1], one[2], one[3], log)).isCloseTo(exact, within(1e-9));
        }
    }

    private static BigInteger ways(int ours, int pane, int theirs, int reference, int k) {
        return binomial(pane, k).multiply(binomial(reference, ours + theirs - k));
    }

    private static BigInteger binomial(int n, int k) {
        if (k < 0 || k > n) {
            return BigInteger.ZERO;
        }
        BigInteger result = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            result = result.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return result;
    }

    /** The largest k with p_(k) ≤ k·rate/m names the first k. */
    @Test
    void namedIsWhatBenjaminiAndHochbergName() {
        for (int trial = 0; trial < 200; trial++) {
            int m = 1 + random.nextInt(40);
            List<SegmentShift> tested = new ArrayList<>();
            for (int i = 0; i < m; i++) {
                double p = Math.pow(random.nextDouble(), 1 + random.nextInt(4));
                tested.add(new SegmentShift("a=" + i, SegmentShift.SHARE, 1, 0, 0, 0, p, p));
            }
            List<SegmentShift> sorted =
                    tested.stream().sorted(Comparator.comparingDouble(SegmentShift::pValue)).toList();
            int k = 0;
            for (int rank = 1; rank <= m; rank++) {
                k = sorted.get(rank - 1).pValue() <= SegmentTests.RATE * rank / m ? rank : k;
            }

            List<SegmentShift> found = SegmentTests.discovered(tested);

            assertThat(found).extracting(SegmentShift::segment)
                    .isEqualTo(sorted.subList(0, k).stream().map(SegmentShift::segment).toList());
            for (int i = 0; i < k; i++) {
                double adjusted = 1;
                for (int rank = i + 1; rank <= m; rank++) {
                    adjusted = Math.min(adjusted, sorted.get(rank - 1).pValue() * m / rank);
                }
                assertThat(found.get(i).adjusted()).isCloseTo(adjusted, within(1e-12));
            }
        }
    }

    /** Half of eight tenants move, or none: the share of false ones among those named keeps to the rate. */
    @Test
    void falseDiscoveriesKeepToTheRate() {
        for (int moving : new int[] {0, 4}) {
            int trials = 150;
            double falseShare = 0;
            int found = 0;
            for (int trial = 0; trial < trials; trial++) {
                List<Sample.Item> reference = new ArrayList<>();
                List<Sample.Item> pane = new ArrayList<>();
                for (int i = 0; i < 800; i++) {
                    reference.add(item(0, "tenant=" + random.nextInt(8), "language=" + random.nextInt(3)));
                }
                for (int i = 0; i < 240; i++) {
                    int tenant = random.nextInt(8);
                    pane.add(item(tenant < moving ? 0.5 : 0, "tenant=" + tenant, "language=" + random.nextInt(3)));
                }
                List<SegmentShift> named = SegmentTests.find(pane, reference);
                // Once tenants move, the vectors of each language do, too.
                long wrong = named.stream()
                        .filter(one -> one.what().equals(SegmentShift.SHARE)
                                || (one.segment().startsWith("language")
                                        ? moving == 0
                                        : Integer.parseInt(one.segment().substring(7)) >= moving))
                        .count();
                falseShare += named.isEmpty() ? 0 : (double) wrong / named.size();
                found += (int) (named.size() - wrong);
            }
            double rate = falseShare / trials;
            assertThat(rate).as("%s move", moving)
                    .isLessThan(SegmentTests.RATE + 3 * Math.sqrt(SegmentTests.RATE * (1 - SegmentTests.RATE) / trials));
            assertThat(found).isGreaterThanOrEqualTo(moving * trials * 8 / 10);
        }
    }

    @Test
    void onlyTheMostFrequentValuesAreLookedAt() {
        List<Sample.Item> pane = new ArrayList<>();
        List<Sample.Item> reference = new ArrayList<>();
        for (int i = 0; i < 2 * SegmentTests.MOST_VALUES; i++) {
            pane.addAll(items(11, 2, "id=" + i));
            reference.addAll(items(i < SegmentTests.MOST_VALUES ? 12 : 11, 0, "id=" + i));
        }

        assertThat(SegmentTests.find(pane, reference))
                .extracting(SegmentShift::segment)
                .hasSize(SegmentTests.MOST_VALUES)
                .allMatch(segment -> Integer.parseInt(segment.substring(3)) < SegmentTests.MOST_VALUES);
    }

    /** One tenant of eight writes about something else from then on. */
    @Test
    void anAlertNamesTheSegmentThatMovedAndShowsItsClusters() {
        int size = 200;
        VectideConfig.Monitor config = Play.config(size, 8 * size, 100, 50);
        Traffic traffic = new Traffic(17, 12, 6, 1, 0.5);
        List<Object> inputs = new ArrayList<>();
        long at = 1_700_000_000_000L / 10_000 * 10_000;
        int panes = 30;
        for (int i = 0; i < panes * size; i++) {
            int tenant = random.nextInt(8);
            boolean isMoved = i >= 12 * size && tenant == 3;
            int cluster = isMoved ? 5 : random.nextInt(4);
            inputs.add(new VectorInput(
                    Play.STREAM, "doc-" + i, 0, i, at + i * 10_000L / size, traffic.near(cluster), "of topic " + cluster,
                    true, new String[] {"tenant=t" + tenant, "language=l" + random.nextInt(2)}));
            if (i % size == size - 1) {
                inputs.add(new ClockInput(Play.STREAM, 0, at + i * 10_000L / size, 1));
            }
        }

        Play play = Play.run(new DriftMonitor(config, Play.alerts(), Play.SPACE), inputs, new Random(2));

        List<Alert> alerts = play.alertsTold();
        assertThat(alerts).isNotEmpty();
        for (Alert alert : alerts) {
            List<SegmentShift> moved = alert.segments().stream()
                    .filter(one -> one.what().equals(SegmentShift.VECTORS))
                    .toList();
            assertThat(moved.get(0).segment()).isEqualTo("tenant=t3");
            assertThat(moved).allSatisfy(one -> assertThat(one.effect()).isLessThanOrEqualTo(moved.get(0).effect()));
        }
        Set<String> named = alerts.stream()
                .flatMap(alert -> alert.segments().stream())
                .map(SegmentShift::segment)
                .filter(segment -> segment.startsWith("tenant"))
                .collect(Collectors.toSet());
        long others = alerts.stream()
                .flatMap(alert -> alert.segments().stream())
                .filter(one -> one.segment().startsWith("tenant") && !one.segment().equals("tenant=t3"))
                .count();
        assertThat(named).contains("tenant=t3");
        assertThat(others).isLessThanOrEqualTo(alerts.size() / 5);
        // The new topic falls to the cluster it is least unlike, and the middle of that is an old one.
        assertThat(alerts).anySatisfy(alert -> assertThat(alert.clusters().get(0).examples())
                .hasSizeBetween(1, 3)
                .allMatch(example -> example.text().startsWith("of topic ")));
        assertThat(play.reports().get(play.reports().size() - 1).findings())
                .anyMatch(finding -> finding.startsWith("Segment tenant=t3: its vectors moved by "));
    }
}
