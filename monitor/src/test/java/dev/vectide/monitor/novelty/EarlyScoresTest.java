package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Share;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.VectorInput;
import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Panes of 10 s, lateness 2 s: a vector waits until the pane two before its own is over. */
class EarlyScoresTest {
    private static final VectideConfig.Monitor CONFIG = Play.config(100, 400, 100, 50);
    private static final long PANE = 170_000_000;
    private static final int MOST = 100;

    private final Traffic traffic = new Traffic(3, 16, 4, 1);
    private final Reference reference = reference();
    private final EarlyScores share = new EarlyScores(Play.STREAM, CONFIG, MOST);
    /** In the order sent: a vector, or a clock. */
    private final List<Object> sent = new ArrayList<>();

    private final List<byte[]> early = new ArrayList<>();

    private final Share.Onward onward = new Share.Onward() {
        @Override
        public void vector(VectorInput input, byte[] found) {
            sent.add(input);
            early.add(found);
        }

        @Override
        public void clock(ClockInput input) {
            sent.add(input);
        }
    };

    private Reference reference() {
        NoveltyMonitor monitor = new NoveltyMonitor(CONFIG, Play.alerts(), Play.SPACE);
        NoveltyState state = monitor.initial(Play.STREAM);
        Play.feed(monitor, state, traffic.clocks().events(2000, 0, 4).inputs());
        Reference made = state.versions.newest();
        assertThat(made).isNotNull();
        return made;
    }

    private void learn(long openFrom) {
        TreeMap<Long, Long> versions = new TreeMap<>();
        versions.put(PANE - 10, reference.id);
        share.learn(News.of(new Coverage(true, openFrom, versions)), onward);
    }

    private VectorInput vector(int partition, long offset, long pane) {
        long timeMs = pane * 10_000 + offset;
        return new VectorInput(
                Play.STREAM, partition + "-" + offset, partition, offset, timeMs, traffic.near(1), null, true);
    }

    @Test
    void whatIsFoundIsWhatTheReferenceItselfFinds() {
        share.learn(News.copyOf(reference), onward);
        learn(PANE);
        List<VectorInput> vectors = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            vectors.add(vector(0, i, PANE));
            share.observe(vectors.get(i), onward);
        }
        assertThat(sent).hasSize(NoveltyMonitor.BATCH);
        ClockInput clock = new ClockInput(Play.STREAM, 0, PANE * 10_000 + 70, 1);
        share.clock(clock, onward);

        assertThat(sent).hasSize(71).startsWith(vectors.toArray()).endsWith(clock);
        for (int i = 0; i < 70; i++) {
            VectorInput one = vectors.get(i);
            Early found = Early.of(early.get(i));
            var query = new Knn.Query(Units.normalised(one.vector()), one.document());
            assertThat(found.reference()).isEqualTo(reference.id);
            assertThat(reference.knn.found(found.places())).isEqualTo(reference.knn.nearest(List.of(query), 5).get(0));
        }
    }

    /** The clock of what waits is ahead of it; another partition goes on; then all of it, in order. */
    @Test
    void aPartitionThatIsAheadWaitsAndSaysHowFarItIs() {
        share.learn(News.copyOf(reference), onward);
        learn(PANE);
        VectorInput ahead = vector(0, 1, PANE + 2);
        VectorInput next = vector(0, 2, PANE + 2);
        VectorInput other = vector(1, 3, PANE);
        share.observe(ahead, onward);
        share.observe(next, onward);
        share.observe(other, onward);
        share.clock(new ClockInput(Play.STREAM, 1, other.timeMs(), 2), onward);

        assertThat(sent).containsExactly(
                new ClockInput(Play.STREAM, 0, ahead.timeMs(), 0), other, new ClockInput(Play.STREAM, 1, other.timeMs(), 2));
        sent.clear();
        learn(PANE + 1);
        assertThat(sent).containsExactly(ahead, next);
        assertThat(early).doesNotContainNull();
    }

    @Test
    void noMoreWaitThanMayAndNoneOverACheckpoint() {
        share.learn(News.copyOf(reference), onward);
        learn(PANE);
        List<Object> vectors = new ArrayList<>();
        for (int i = 0; i < 10 * MOST; i++) {
            vectors.add(vector(0, i, PANE + 2));
            share.observe((VectorInput) vectors.get(i), onward);
            assertThat(i + 1 - early.size()).isBetween(0, MOST);
        }
        share.drain(onward);

        assertThat(sent.stream().filter(VectorInput.class::isInstance)).containsExactlyElementsOf(vectors);
        assertThat(early).hasSize(10 * MOST).containsOnlyNulls();
    }

    @Test
    void aStreamThatIsNotSharedGoesThrough() {
        VectorInput one = vector(0, 1, PANE);
        share.observe(one, onward);
        assertThat(sent).containsExactly(one);
        assertThat(early).containsOnlyNulls();
    }
}
