package dev.vectide.monitor.collapse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.HealthReport;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CollapseMonitorTest {
    private static final int D = 16;

    private final CollapseMonitor monitor =
            new CollapseMonitor(Play.config(100, 400, 100, 50), Play.alerts(), Play.SPACE);
    private final Traffic traffic = new Traffic(1, D, 4, 2);

    private static float[] nan(float[] vector) {
        Arrays.fill(vector, Float.NaN);
        return vector;
    }

    @Test
    void anEncoderThatGivesNothingUsableIsToldWhileTheReferenceIsGathered() {
        traffic.clocks().events(600, 0, 4, CollapseMonitorTest::nan).pass(60_000);

        Play play = Play.run(monitor, traffic.inputs());

        assertThat(play.alertsTold()).isNotEmpty().first().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
            assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
            assertThat(alert.summary()).startsWith("100.0 % of the vectors have no direction");
        });
        assertThat(play.reports()).extracting(HealthReport::status).containsOnly("critical");
    }

    @Test
    void panesWithoutUsableVectorsLeaveNothingInTheState() {
        traffic.clocks().events(2000, 0, 4);
        CollapseState state = monitor.initial(Play.STREAM);
        Play.feed(monitor, state, traffic.inputs());
        int remembered = state.recent.size();
        int told = traffic.inputs().size();
        traffic.events(4000, 0, 4, CollapseMonitorTest::nan).pass(60_000);

        Play play = Play.feed(monitor, state, traffic.inputs().subList(told, traffic.inputs().size()));

        assertThat(play.reports()).hasSizeGreaterThan(5);
        assertThat(state.recent).hasSizeLessThanOrEqualTo(remembered + 1);
    }
}
