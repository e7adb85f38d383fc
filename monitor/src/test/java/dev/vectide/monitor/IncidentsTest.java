package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calm, an incident, calm: it is caught within so many panes, told as one alert with real documents in it, and ends. Panes
 * hold 500 vectors of 10 s; false alarms are promised to be 1000 panes apart.
 */
class IncidentsTest {
    private static final int DIMENSION = 16;
    private static final int PANE = 500;
    private static final int WARM = 5 * PANE;
    private static final int CALM = 10 * PANE;
    private static final int INCIDENT = 6 * PANE;
    /** The topics of normal traffic; topic 4 is none of them. */
    private static final int NORMAL = 4;

    private final VectideConfig.Monitor config = Play.config(PANE, 1500, 500, 1000);
    private final CollapseMonitor collapse = new CollapseMonitor(config, Play.alerts(), Play.SPACE);
    private final DriftMonitor drift = new DriftMonitor(config, Play.alerts(), Play.SPACE);
    private final NoveltyMonitor novelty = new NoveltyMonitor(config, Play.alerts(), Play.SPACE);

    private Traffic traffic;
    private Instant begin = Instant.MIN;
    private Instant end = Instant.MAX;

    private void calmThen(long seed, Runnable incident) {
        traffic = new Traffic(seed, DIMENSION, NORMAL + 1, 3, 0.6);
        traffic.clocks().events(WARM + CALM, 0, NORMAL);
        begin = Instant.ofEpochMilli(traffic.now());
        incident.run();
        end = Instant.ofEpochMilli(traffic.now());
        traffic.events(CALM, 0, NORMAL).pass(60_000);
    }

    /** Documents that the incident is made of are named so. */
    private void mixed(double share, int topic) {
        for (int i = 0; i < INCIDENT; i++) {
            boolean strange = traffic.random.nextDouble() < share;
            int from = strange ? topic : traffic.random.nextInt(NORMAL);
            traffic.one((strange ? "strange-" : "usual-") + i, traffic.near(from), "topic " + from, true);
        }
    }

    /** One incident, opened within {@code panes} of its beginning and resolved within 4 of its end: 3 quiet, 1 shared. */
    private List<Alert> caught(Play play, int panes) {
        List<Alert> told = play.alertsTold();
        assertThat(told).extracting(Alert::id).isNotEmpty().containsOnly(told.get(0).id());
        assertThat(told.get(0).openedAt()).isBetween(begin, begin.plus(pane(panes + 1)));
        assertThat(told.subList(0, told.size() - 1)).extracting(Alert::state).containsOnly(Alert.State.FIRING);
        Alert last = told.get(told.size() - 1);
        assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(last.resolvedAt()).isBetween(end, end.plus(pane(5)));
        assertThat(told.size()).isGreaterThan(INCIDENT / PANE - panes);
        assertEveryPaneOfItWasTold(play, told);
        return told;
    }

    private static void assertEveryPaneOfItWasTold(Play play, List<Alert> told) {
        List<HealthReport> reports = play.reports();
        List<Instant> between = reports.stream()
                .map(report -> report.pane().end())
                .filter(at -> !at.isBefore(told.get(0).openedAt()) && !at.isAfter(told.get(told.size() - 1).updatedAt()))
                .toList();
        assertThat(told).extracting(Alert::updatedAt).containsExactlyElementsOf(between);
    }

    private static Duration pane(int panes) {
        return Duration.ofSeconds(10L * panes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fiveInAHundredFromATopicNeverSeen(long seed) {
        calmThen(seed, () -> mixed(0.05, NORMAL));

        List<Alert> told = caught(Play.run(novelty, traffic.inputs()), 2);

        List<Evidence> evidence = told.get(1).evidence();
        assertThat(evidence).isNotEmpty().allSatisfy(one -> {
            assertThat(one.id()).startsWith("strange-");
            assertThat(one.text()).isEqualTo("topic " + NORMAL);
            assertThat(one.neighbours()).isNotEmpty().extracting(Neighbour::id).allMatch(id -> id.startsWith("doc-"));
            assertThat(one.neighbours()).extracting(Neighbour::text).allMatch(text -> text.startsWith("text of cluster"));
        });
        assertThat(told.get(1).promisedRunLength()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theMixMovesTowardsOneOfItsOwnTopics(long seed) {
        calmThen(seed, () -> mixed(0.3, 0));

        List<Alert> told = caught(Play.run(drift, traffic.inputs()), 3);

        List<Evidence> evidence = told.get(1).evidence();
        assertThat(evidence).hasSize(5);
        assertThat(evidence).extracting(Evidence::text).allMatch(text -> text.equals("topic 0"));
        assertThat(told.get(1).dimensions()).doesNotHaveDuplicates().hasSizeBetween(1, DIMENSION);
        assertThat(told.get(1).promisedRunLength()).isEqualTo(1000);
        assertThat(Play.run(novelty, traffic.inputs()).alertsTold()).isEmpty();
        assertThat(Play.run(collapse, traffic.inputs()).alertsTold()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void dimensionsGoDead(long seed) {
        calmThen(seed, () -> traffic.events(INCIDENT, 0, NORMAL, vector -> {
            vector[3] = 0;
            vector[11] = 0;
            return vector;
        }));

        List<Alert> told = caught(Play.run(collapse, traffic.inputs()), 1);

        assertThat(told.get(1).severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(told.get(1).dimensions()).containsExactlyInAnyOrder(3, 11);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void rankIsLostInNoDimensionAlone(long seed) {
        calmThen(seed, () -> traffic.events(INCIDENT, 0, NORMAL, without(3, seed)));

        List<Alert> told = caught(Play.run(collapse, traffic.inputs()), 1);

        assertThat(told.get(1).severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(told.get(1).figures()).containsEntry("directions_lost", 3.0).containsEntry("dimensions_dead", 0.0);
        assertThat(told.get(1).dimensions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everythingFallsTogether(long seed) {
        float[] point = new Traffic(seed, DIMENSION, 1, 1).near(0);
        calmThen(seed, () -> traffic.events(INCIDENT, 0, NORMAL, vector -> {
            for (int j = 0; j < DIMENSION; j++) {
                vector[j] = point[j] + 0.05f * vector[j];
            }
            return vector;
        }));

        List<Alert> told = caught(Play.run(collapse, traffic.inputs()), 1);

        assertThat(told.get(1).severity()).isEqualTo(Alert.Severity.CRITICAL);
        assertThat(told.get(1).summary()).contains("nearly the same vector");
    }

    /** Projects onto what is orthogonal to {@code count} random directions. */
    private static UnaryOperator<float[]> without(int count, long seed) {
        Random random = new Random(seed);
        double[][] basis = new double[count][];
        for (int k = 0; k < count; k++) {
            double[] direction = random.doubles(DIMENSION, -1, 1).toArray();
            for (int earlier = 0; earlier < k; earlier++) {
                subtract(direction, basis[earlier]);
            }
            double norm = Math.sqrt(dot(direction, direction));
            basis[k] = IntStream.range(0, DIMENSION).mapToDouble(j -> direction[j] / norm).toArray();
        }
        return vector -> {
            double[] values = IntStream.range(0, DIMENSION).mapToDouble(j -> vector[j]).toArray();
            for (double[] direction : basis) {
                subtract(values, direction);
            }
            float[] projected = new float[DIMENSION];
            for (int j = 0; j < DIMENSION; j++) {
                projected[j] = (float) values[j];
            }
            return projected;
        };
    }

    private static void subtract(double[] vector, double[] direction) {
        double along = dot(vector, direction);
        for (int j = 0; j < vector.length; j++) {
            vector[j] -= along * direction[j];
        }
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(j -> a[j] * b[j]).sum();
    }
}
