package dev.vectide.monitor.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Alert;
import dev.vectide.core.report.Evidence;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.stats.Sample;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftDeletionTest {
    private final DriftMonitor monitor = new DriftMonitor(Play.config(100, 400, 100, 50), Play.alerts(), Play.SPACE);
    private final Traffic traffic = new Traffic(71, 12, 6, 2, 0.5);

    private static List<String> shown(List<Alert> alerts) {
        return alerts.stream().flatMap(alert -> alert.evidence().stream()).map(Evidence::id).toList();
    }

    /** Calm, another topic of which every other document is deleted at once, calm. */
    private void play() {
        traffic.clocks().events(3000, 0, 4);
        for (int i = 0; i < 2000; i++) {
            traffic.one("moved-" + i, traffic.near(5), "text", true);
            if (i % 2 == 0) {
                traffic.delete("moved-" + i);
            }
        }
    }

    @Test
    void whatIsDeletedBeforeItsPaneIsOverIsNoEvidence() {
        play();

        List<Alert> told = Play.run(monitor, traffic.pass(60_000).inputs()).alertsTold();

        assertThat(shown(told)).isNotEmpty().allMatch(id -> id.matches("moved-\\d*[13579]"));
        assertThat(examples(told)).anyMatch(id -> id.startsWith("moved-")).noneMatch(id -> id.matches("moved-\\d*[02468]"));
    }

    @Test
    void whatIsDeletedLaterLeavesTheEvidence() {
        play();
        for (int i = 1; i < 2000; i += 2) {
            traffic.delete("moved-" + i);
        }
        traffic.events(3000, 0, 4).pass(60_000);

        List<Alert> told = Play.run(monitor, traffic.inputs()).alertsTold();

        Alert last = told.get(told.size() - 1);
        assertThat(shown(told)).isNotEmpty();
        assertThat(last.state()).isEqualTo(Alert.State.RESOLVED);
        assertThat(shown(List.of(last))).noneMatch(id -> id.startsWith("moved-"));
        assertThat(last.clusters()).isNotEmpty();
        assertThat(examples(List.of(last))).noneMatch(id -> id.startsWith("moved-"));
    }

    @Test
    void aDocumentThatCameAgainIsEvidenceAgain() {
        DriftPane pane = new DriftPane(10);
        for (int offset = 0; offset < 4; offset++) {
            pane.sample.add(new Sample.Item(
                    offset, offset < 2 ? "once" : "again", 0, offset, new float[] {1}, null));
        }
        pane.deleted.put("once", 5L);
        pane.deleted.put("again", 2L);

        assertThat(pane.standing(pane.sample.first(10)))
                .extracting(item -> item.document() + "@" + item.offset())
                .containsExactly("again@3");
    }

    @Test
    void itDoesNotMatterWhenTheStateIsRestored() {
        play();
        List<Object> inputs = traffic.pass(60_000).inputs();

        assertThat(Play.run(monitor, inputs, new Random(1)).alertsTold())
                .isEqualTo(Play.run(monitor, inputs).alertsTold());
    }

    private static List<String> examples(List<Alert> alerts) {
        return alerts.stream()
                .flatMap(alert -> alert.clusters().stream())
                .flatMap(cluster -> cluster.examples().stream())
                .map(example -> example.id())
                .toList();
    }
}
