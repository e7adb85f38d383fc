package dev.vectide.monitor.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Pane;
import dev.vectide.monitor.ClockInput;
import dev.vectide.monitor.VectorInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Panes of 1 s with a lateness bound of 200 ms. */
class PartialPanesTest {
    private static final PaneSettings SETTINGS = new PaneSettings(1000, 200, 1);

    private static final class Count implements GatheredPane<Count> {
        long n;
        long deleted;

        @Override
        public void add(VectorInput input, float[] vector) {
            n++;
        }

        @Override
        public void delete(VectorInput deletion) {
            deleted++;
        }

        @Override
        public Count next() {
            return new Count();
        }

        @Override
        public long n() {
            return n;
        }

        @Override
        public void merge(Count later) {
            n += later.n;
            deleted += later.deleted;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(n);
            out.writeLong(deleted);
        }

        static Count read(DataInput in) throws IOException {
            Count count = new Count();
            count.n = in.readLong();
            count.deleted = in.readLong();
            return count;
        }
    }

    private final PartialPanes<Count> panes = new PartialPanes<>("s", SETTINGS, Count::new);

    private void event(int partition, long timeMs, boolean live, boolean deletion) {
        panes.observe(new VectorInput("s", "d", partition, 0, timeMs, deletion ? null : new float[1], null, live));
    }

    private void event(int partition, long timeMs) {
        event(partition, timeMs, true, false);
    }

    private PanePart<Count> part() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        panes.write(new DataOutputStream(bytes));
        return PanePart.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())), Count::read);
    }

    private static String words(PanePart.Piece<Count> piece) {
        return piece.index() + ": " + piece.content().n + ", late " + piece.late() + ", deleted " + piece.content().deleted;
    }

    @Test
    void aPartHoldsWhatCameSinceTheLastAndHowFarTheClocksAre() throws IOException {
        panes.clock(new ClockInput("s", 1, 100, 4));
        event(0, 500);
        event(0, 1100);
        event(1, 700);

        PanePart<Count> first = part();
        event(1, 800);
        PanePart<Count> second = part();

        assertThat(first.pieces()).extracting(PartialPanesTest::words).containsExactly(
                "0: 2, late 0, deleted 0", "1: 1, late 0, deleted 0");
        assertThat(first.clocks()).containsExactly(new ClockInput("s", 0, 1100, 4), new ClockInput("s", 1, 700, 4));
        assertThat(second.pieces()).extracting(PartialPanesTest::words).containsExactly("0: 1, late 0, deleted 0");
        assertThat(second.clocks()).containsExactly(new ClockInput("s", 1, 800, 4));
        assertThat(panes.holdsNews()).isFalse();
    }

    @Test
    void isDueOnceAPaneIsOverInAllPartitionsReadHere() throws IOException {
        event(0, 500);
        event(1, 500);
        part();
        event(0, 1200);
        assertThat(panes.isDue()).isFalse();
        event(1, 1199);
        assertThat(panes.isDue()).isFalse();
        event(1, 1200);
        assertThat(panes.isDue()).isTrue();
        part();
        assertThat(panes.isDue()).isFalse();
    }

    @Test
    void whatIsLateCountsInThePaneThatItsPartitionHasReachedLessTheBound() throws IOException {
        event(0, 3100);
        event(0, 2900);
        event(0, 2899);
        event(0, 10, true, true);
        event(0, 10, false, false);

        assertThat(part().pieces()).extracting(PartialPanesTest::words).containsExactly(
                "2: 1, late 1, deleted 0", "3: 1, late 0, deleted 1");
    }

    @Test
    void clocksBroughtBackDecideWhatIsLateAndTheFurthestCounts() throws IOException {
        panes.restore(new ClockInput("s", 0, 5000, 4));
        panes.restore(new ClockInput("s", 0, 3000, 4));
        assertThat(panes.holdsNews()).isFalse();

        event(0, 4000);

        PanePart<Count> part = part();
        assertThat(part.pieces()).extracting(PartialPanesTest::words).containsExactly("4: 0, late 1, deleted 0");
        assertThat(part.clocks()).containsExactly(new ClockInput("s", 0, 5000, 4));
        assertThat(panes.clocks()).containsExactly(new ClockInput("s", 0, 5000, 4));
    }

    /** Of a pane that is over where it is joined: only without the clocks of an older state. */
    @Test
    void whatComesForAPaneThatIsOverIsLate() {
        PaneTrack<Count> track = new PaneTrack<>(SETTINGS);
        track.clock(0, 5500, 1);
        Count three = new Count();
        three.n = 3;

        track.join(new PanePart.Piece<>(2, 1, three), Count::new);
        track.join(new PanePart.Piece<>(6, 0, three), Count::new);
        track.clock(0, 9000, 1);

        assertThat(Objects.requireNonNull(track.nextClosed()).pane()).isEqualTo(pane(5000, 7000, 3, 4));
    }

    /** A deletion alone would otherwise stretch the report, or not, by what was sampled when it came. */
    @Test
    void whatHoldsNoVectorIsNoPartOfTheTimeReported() {
        PaneTrack<Count> track = new PaneTrack<>(SETTINGS);
        track.clock(0, 0, 1);
        track.at(1, Count::new).deleted++;
        track.at(4, Count::new).n++;
        track.clock(0, 9000, 1);

        PaneTrack.Closed<Count> closed = Objects.requireNonNull(track.nextClosed());
        assertThat(closed.pane()).isEqualTo(pane(4000, 5000, 1, 0));
        assertThat(closed.content().deleted).isEqualTo(1);
    }

    private static Pane pane(long start, long end, long n, long late) {
        return new Pane(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), n, late);
    }
}
