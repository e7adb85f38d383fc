package dev.vectide.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.collapse.CollapseMonitor;
import dev.vectide.monitor.drift.DriftMonitor;
import dev.vectide.monitor.novelty.NoveltyMonitor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams in which nothing changes: the monitors keep to the rates of false alarms that they promise. */
class FalseAlarmsTest {
    private static final int STREAMS = 30;
    private static final int PANES = 300;
    private static final int DIMENSION = 8;
    private static final int PANE = 50;
    private static final double RUN_LENGTH = 50;
    private static final double ANOMALY_RATE = 0.05;
    private static final int CALIBRATION = 199;

    private final VectideConfig.Monitor config =
            Play.config(PANE, 8 * PANE, CALIBRATION, RUN_LENGTH, ANOMALY_RATE);

    /** Panes of {@value #PANE} vectors each, so that what is judged is what was sent. */
    private static List<Object> calm(int stream) {
        Traffic traffic = new Traffic(100 + stream, DIMENSION, 5, 2);
        traffic.stepMs = 10_000 / PANE;
        return traffic.pass(10_000 - traffic.stepMs)
                .events((PANES + 13) * PANE, 0, 5)
                .pass(60_000)
                .inputs();
    }

    private static long judged(Play play) {
        return play.reports().stream().filter(report -> !report.status().equals(HealthReport.WARMING)).count();
    }

    private static long opened(Play play) {
        return play.alertsTold().stream().map(Alert::id).distinct().count();
    }

    /**
     * R_t − t is a supermartingale while no e-value has a mean above 1, and R is at least c when an alarm is raised: so
     * in T panes at most T/c alarms are to be expected. Runs between rare alarms are nearly exponential, so that their
     * number is nearly Poisson's; references differ, which four standard deviations leave room for.
     */
    @Test
    void driftAlarmsAreAsFarApartAsPromised() {
        long alarms = 0;
        long panes = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            Play play = Play.run(new DriftMonitor(config, Play.alerts(), Play.SPACE), calm(stream));
            alarms += opened(play);
            panes += judged(play) - play.alertsTold().size();
        }

        double expected = panes / RUN_LENGTH;
        assertThat(panes).isGreaterThan(STREAMS * PANES * 9L / 10);
        assertThat((double) alarms).isBetween(1.0, expected + 4 * Math.sqrt(expected));
    }

    /** Its null rate leaves room for an unlucky calibration set, so its alarms are rarer still. */
    @Test
    void noveltyAlarmsAreAsFarApartAsPromised() {
        long alarms = 0;
        long panes = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            Play play = Play.run(new NoveltyMonitor(config, Play.alerts(), Play.SPACE), calm(stream));
            alarms += opened(play);
            panes += judged(play) - play.alertsTold().size();
        }

        double expected = panes / RUN_LENGTH;
        assertThat(panes).isGreaterThan(STREAMS * PANES * 9L / 10);
        assertThat((double) alarms).isLessThan(expected + 4 * Math.sqrt(expected));
    }

    /**
     * With n calibration vectors and α(n + 1) = k whole, the rate of one calibration set is Beta(k, n + 1 − k), of mean α
     * and variance α(1 − α)/(n + 2); to which the binomial variance of the scores is added.
     */
    @Test
    void anomaliesAreAsRareAsChosen() {
        List<Double> rates = new ArrayList<>();
        double scores = 0;
        for (int stream = 0; stream < STREAMS; stream++) {
            Play play = Play.run(new NoveltyMonitor(config, Play.alerts(), Play.SPACE), calm(stream));
            List<Score> scored = play.scores().stream().filter(score -> score.pValue() != null).toList();
            rates.add(scored.stream().filter(Score::anomaly).count() / (double) scored.size());
            scores = scored.size();
        }

        double mean = rates.stream().mapToDouble(rate -> rate).average().orElseThrow();
        double spread = ANOMALY_RATE * (1 - ANOMALY_RATE);
        double error = Math.sqrt((spread / (CALIBRATION + 2) + spread / scores) / STREAMS);
        assertThat(mean).isCloseTo(ANOMALY_RATE, within(4 * error));
    }

    /** Collapse promises no rate: its thresholds lie so far out that chance does not reach them. */
    @Test
    void collapseNeverAlarms() {
        for (int stream = 0; stream < STREAMS; stream++) {
            Play play = Play.run(new CollapseMonitor(config, Play.alerts(), Play.SPACE), calm(stream));
            assertThat(play.alertsTold()).isEmpty();
            assertThat(judged(play)).isGreaterThan(PANES * 9 / 10);
        }
    }
}
