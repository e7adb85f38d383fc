package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Pane;
import dev.vectide.monitor.MonitorOutput;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Traffic whose mix has a weekly course: panes are compared with those of the same hour. */
class SeasonTest {
    private static final long MINUTE = 60_000;
    private static final long WEEK = Season.WEEK_MS;
    private static final int PANE = 30;
    /** A Thursday: where the weeks begin that are counted since 1970. */
    private static final long START = 2800 * WEEK;

    private static final double RUN_LENGTH = 2000;

    private static VectideConfig.Monitor config(int seasonalWeeks) {
        return new VectideConfig.Monitor(
                Duration.ofMinutes(1), PANE, Duration.ofSeconds(2), 1000, 100, 5, 0.01, RUN_LENGTH, Duration.ZERO,
                Duration.ofSeconds(5), 1, "", seasonalWeeks, List.of());
    }

    /** The minutes of some weeks, each a pane; returns what was said. */
    private static Play weeks(int seasonalWeeks, double weeks, double shiftFrom) {
        DriftMonitor monitor = new DriftMonitor(config(seasonalWeeks), Play.alerts(), Play.SPACE);
        DriftState state = monitor.initial(Play.STREAM);
        Traffic vectors = new Traffic(8, 8, 6, 1, 0.7);
        Random random = new Random(9);
        Play play = new Play();
        long offset = 0;
        for (long minute = 0; minute < weeks * WEEK / MINUTE; minute++) {
            long at = START + minute * MINUTE;
            double hour = (double) (at % WEEK) / (3600 * 1000);
            // By day others write than by night, and on two days of the week yet others.
            double day = 0.5 - 0.5 * Math.cos(2 * Math.PI * hour / 24);
            double weekend = hour >= 48 && hour < 96 ? 0.6 : 0;
            boolean isShifted = at - START >= shiftFrom * WEEK;
            for (int i = 0; i < PANE; i++) {
                int cluster = isShifted && random.nextDouble() < 0.3
                        ? 5
                        : random.nextDouble() < weekend
                                ? 4
                                : random.nextDouble() < day ? random.nextInt(2) : 2 + random.nextInt(2);
                monitor.observe(
                        state,
                        new VectorInput(Play.STREAM, "doc-" + offset, 0, offset, at + i * MINUTE / PANE,
                                vectors.near(cluster), null, true),
                        play.outputs::add);
                offset++;
            }
            monitor.clock(state, new ClockInput(Play.STREAM, 0, at + MINUTE - 1, 1), play.outputs::add);
        }
        play.outputs.removeIf(MonitorOutput.Pinned.class::isInstance);
        return play;
    }

    private static long judged(Play play) {
        return play.reports().stream()
                .filter(report -> !report.status().equals(HealthReport.WARMING))
                .count();
    }

    private static long alarming(Play play) {
        return play.reports().stream()
                .filter(report -> report.status().equals(HealthReport.WARNING)
                        || report.status().equals(HealthReport.CRITICAL))
                .count();
    }

    private static List<Instant> opened(Play play) {
        return List.copyOf(new TreeSet<>(play.alertsTold().stream().map(Alert::openedAt).toList()));
    }

    @Test
    void theWeeksCourseRaisesNoAlarmsOnceItIsLearntAndAShiftStillDoes() {
        Play plain = weeks(0, 3, 9);
        Play seasonal = weeks(1, 4.01, 4);

        long panes = judged(seasonal);
        Instant shift = Instant.ofEpochMilli(START + 4 * WEEK);
        List<Instant> calm = opened(seasonal).stream().filter(at -> !at.isAfter(shift)).toList();
        List<Instant> found = opened(seasonal).stream().filter(shift::isBefore).toList();
        assertThat(panes).isGreaterThan(2 * WEEK / MINUTE);
        assertThat(alarming(plain)).isGreaterThan(judged(plain) / 2);
        // Two weeks at one false alarm in 2,000 panes.
        double expected = 2 * WEEK / MINUTE / RUN_LENGTH;
        assertThat((double) calm.size()).isLessThanOrEqualTo(expected);
        assertThat(found).isNotEmpty();
        assertThat(Duration.between(shift, found.get(0))).isLessThan(Duration.ofHours(1));
    }

    @Test
    void anOpenAlertIsOverOnceTheWeeksCourseIsToBeLearnt() {
        Traffic traffic = new Traffic(8, 8, 6, 1, 0.7);
        traffic.stepMs = MINUTE / PANE;
        traffic.events(60 * PANE, 0, 4).events(30 * PANE, 5, 6).clocks();
        int switched = traffic.inputs().size();
        traffic.events(10 * PANE, 5, 6).pass(MINUTE);
        DriftMonitor plain = new DriftMonitor(config(0), Play.alerts(), Play.SPACE);
        DriftMonitor learning = new DriftMonitor(config(1), Play.alerts(), Play.SPACE);
        DriftState state = plain.initial(Play.STREAM);

        Play before = Play.feed(plain, state, traffic.inputs().subList(0, switched));
        Alert open = before.alertsTold().get(before.alertsTold().size() - 1);
        Play after = Play.feed(learning, Play.copy(learning, state), traffic.inputs().subList(switched, traffic.inputs().size()));

        assertThat(open.state()).isEqualTo(Alert.State.FIRING);
        assertThat(after.reports()).hasSizeGreaterThan(5).allSatisfy(report -> {
            assertThat(report.status()).isEqualTo(HealthReport.WARMING);
            assertThat(report.figures()).containsEntry("evidence", 0.0);
        });
        Pane first = after.reports().get(0).pane();
        assertThat(after.alertsTold()).singleElement().satisfies(over -> {
            assertThat(over.id()).isEqualTo(open.id());
            assertThat(over.state()).isEqualTo(Alert.State.RESOLVED);
            assertThat(over.pane()).isEqualTo(first);
            assertThat(over.clusters()).isEqualTo(open.clusters());
            assertThat(over.summary())
                    .isEqualTo("Over: learning what panes of each hour of the week are like, until "
                            + first.start().plus(Duration.ofDays(7)));
        });
    }

    /** Far above all that was seen the tail goes on, and p never rises with the statistic. */
    @Test
    void aboveAllThatWasSeenPFallsAsTheTailDoes() {
        Random random = new Random(12);
        List<double[]> statistics = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double value = -Math.log(random.nextDouble());
            statistics.add(new double[] {value, value, value, value, value, value});
        }
        Season.Panes panes = new Season.Panes(statistics, true);

        double before = 1;
        for (double s = 0; s < 40; s += 0.05) {
            double p = panes.pValue(0, s);
            assertThat(p).isLessThanOrEqualTo(before).isGreaterThanOrEqualTo(Math.exp(-s));
            before = p;
        }
        assertThat(panes.pValue(0, 30)).isLessThan(1e-6);
    }

    private static Pane pane(long hours) {
        Instant start = Instant.ofEpochMilli(START).plusSeconds(hours * 3600);
        return new Pane(start, start.plusSeconds(60), PANE, 0);
    }

    private static Detectors all(double value) {
        return new Detectors(value, value, value, value, value, value, 0, 0);
    }

    @Test
    void earlierWeeksOfTheSameHourCountAndElseAllHours() {
        Season season = new Season();
        for (int i = 0; i < Season.LEAST; i++) {
            season.note(pane(5), all(i));
            season.note(pane(5 + 168), all(1000));
        }
        season.note(pane(6), all(2000));

        assertThat(season.before(pane(5))).isNull();
        Season.Panes same = season.before(pane(5 + 168));
        assertThat(same.sameHour()).isTrue();
        assertThat(same.statistics()).hasSize(Season.LEAST);
        assertThat(season.before(pane(5 + 2 * 168)).statistics()).hasSize(2 * Season.LEAST);
        Season.Panes other = season.before(pane(9 + 168));
        assertThat(other.sameHour()).isFalse();
        assertThat(other.statistics()).hasSize(Season.LEAST + 1);
        assertThat(season.before(pane(5 + 7 * 168))).isNull();
    }

    /** Against the exact quantile of the Beta distribution, found by adding up the binomial one. */
    @Test
    void pIsTheUnluckyQuantile() {
        int n = 60;
        for (int r = 2; r <= n; r++) {
            List<double[]> statistics = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                double value = i < r - 1 ? 2 : 0;
                statistics.add(new double[] {value, value, value, value, value, value});
            }
            double p = new Season.Panes(statistics, true).pValue(3, 1);
            // P(Beta(r, n + 1 - r) <= p) = P(Binomial(n, p) >= r)
            double exact = p < 1 ? 1 - binomialBelow(r, n, p) : 1;
            assertThat(exact).as("rank %s", r).isBetween(0.79, 1.0);
            if (r <= n / 10) {
                assertThat(exact).as("rank %s", r).isCloseTo(0.8, within(0.015));
            }
        }
    }

    private static double binomialBelow(int r, int n, double p) {
        double term = Math.pow(1 - p, n);
        double sum = 0;
        for (int k = 0; k < r; k++) {
            sum += term;
            term *= (n - k) / (k + 1.0) * p / (1 - p);
        }
        return sum;
    }
}
