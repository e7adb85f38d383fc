package dev.vectide.monitor.pane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vectide.core.report.Pane;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaneTrackTest {
    private static final PaneSettings SETTINGS = new PaneSettings(1000, 200, 3);

    private static final class Count implements PaneContent<Count> {
        long n;

        @Override
        public long n() {
            return n;
        }

        @Override
        public void merge(Count later) {
            n += later.n;
        }

        @Override
        public void write(DataOutput out) throws IOException {
            out.writeLong(n);
        }

        static Count read(DataInput in) throws IOException {
            Count count = new Count();
            count.n = in.readLong();
            return count;
        }
    }

    private final PaneTrack<Count> track = new PaneTrack<>(SETTINGS);

    private void event(int partition, long timeMs) {
        PaneTrack.Placement place = track.admit(partition, timeMs);
        if (place.late()) {
            track.countLate(place.index(), Count::new);
        } else {
            track.at(place.index(), Count::new).n++;
        }
    }

    private static List<Pane> closed(PaneTrack<Count> track) {
        List<Pane> panes = new ArrayList<>();
        for (var next = track.nextClosed(); next != null; next = track.nextClosed()) {
            panes.add(next.pane());
        }
        return panes;
    }

    private static Pane pane(long start, long end, long n, long late) {
        return new Pane(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end), n, late);
    }

    @Test
    void closesWhenEveryPartitionHasPassedItsEndByTheLateness() {
        track.clock(0, 0, 2);
        event(0, 10);
        event(0, 500);
        event(0, 900);
        event(0, 5000);
        assertThat(closed(track)).isEmpty();
        track.clock(1, 1199, 2);
        assertThat(closed(track)).isEmpty();
        track.clock(1, 1200, 2);
        assertThat(closed(track)).containsExactly(pane(0, 1000, 3, 0));
    }

    @Test
    void waitsForAPartitionThatWasNeverHeardOf() {
        event(0, 1);
        event(0, 2);
        event(0, 3);
        event(0, 1_000_000);
        assertThat(closed(track)).isEmpty();
        track.clock(2, 1_000_000, 3);
        assertThat(closed(track)).isEmpty();
        track.clock(1, 1_000_000, 3);
        assertThat(closed(track)).hasSize(1);
    }

    @Test
    void latenessIsJudgedByTheOwnPartitionAndCountedWhereThatIs() {
        track.clock(0, 0, 2);
        event(0, 4500);
        event(0, 4301);
        event(0, 4300);
        event(0, 4299);
        event(1, 100);
        track.clock(0, 9999, 2);
        track.clock(1, 9999, 2);
        assertThat(closed(track)).containsExactly(pane(0, 5000, 4, 1));
    }

    @Test
    void smallPanesJoinForwardOverAnyGap() {
        track.clock(0, 0, 1);
        event(0, 100);
        event(0, 3_000_000_000_100L);
        event(0, 3_000_000_000_200L);
        event(0, 3_000_000_005_000L);
        assertThat(closed(track)).containsExactly(pane(0, 3_000_000_001_000L, 3, 0));
    }

    @Test
    void theEndsOfTimeAreNoTrouble() {
        track.clock(0, Long.MIN_VALUE, 1);
        event(0, Long.MIN_VALUE + 1);
        event(0, Long.MIN_VALUE + 5);
        event(0, -1);
        event(0, Long.MAX_VALUE);
        event(0, Long.MAX_VALUE - 1);
        assertThat(closed(track)).hasSize(1);
    }

    @Test
    void anEventBehindButNotLateFindsItsPaneOpen() {
        track.clock(0, 1150, 1);
        event(0, 950);
        event(0, 951);
        event(0, 952);
        track.clock(0, 1200, 1);
        assertThat(closed(track)).containsExactly(pane(0, 1000, 3, 0));
    }

    @Test
    void findsItsPanesAgainUnderAnotherLength() throws IOException {
        track.clock(0, 0, 1);
        event(0, 100);
        event(0, 1100);
        event(0, 1200);
        event(0, 2300);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        track.write(new DataOutputStream(bytes));

        PaneTrack<Count> restored = PaneTrack.read(
                new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())),
                new PaneSettings(2000, 200, 3),
                Count::read);

        assertThat(closed(restored)).containsExactly(pane(0, 2000, 3, 0));
    }

    @Test
    void aScoreWaitsForNoMoreThanItsOwnTime() {
        for (long lateness : new long[] {0, 1, 999, 1000, 1001, 5000}) {
            PaneSettings settings = new PaneSettings(1000, lateness, 3);
            PaneTrack<Count> one = new PaneTrack<>(settings);
            one.clock(0, 70_000, 1);
            assertThat(one.isClosed(settings.index(70_000) - settings.gap())).isTrue();
        }
    }
}
