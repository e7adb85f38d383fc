package dev.vectide.monitor.novelty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.report.Score;
import dev.vectide.monitor.Play;
import dev.vectide.monitor.Traffic;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.nearest.Items;
import dev.vectide.monitor.pane.PaneContent;
import dev.vectide.monitor.pane.PaneSettings;
import dev.vectide.monitor.pane.PaneTrack;
import dev.vectide.monitor.stats.ExactSums;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import dev.vectide.monitor.stats.Vectors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoveltyCodecTest {
    private static final int REFERENCE = 400;
    private static final int CALIBRATION = 100;

    private final VectideConfig.Monitor config = Play.config(100, REFERENCE, CALIBRATION, 50);
    private final NoveltyMonitor monitor = new NoveltyMonitor(config, Play.alerts(), Play.SPACE);
    private final PaneSettings settings = PaneSettings.of(config);

    /** A pane as version 2 wrote it: with the sample, without vectors for later references, with a deletion. */
    private record OldPane(String deleted) implements PaneContent<OldPane> {
        @Override
        public long n() {
            return 0;
        }

        @Override
        public void merge(OldPane later) {}

        @Override
        public void write(DataOutput out) throws IOException {
            new Sample(0).write(out);
            out.writeInt(0); // Held.
            out.writeInt(0); // Candidates.
            out.writeInt(1);
            StateBytes.writeText(deleted, out);
            out.writeLong(Long.MAX_VALUE);
            new ExactSums(1, 44, 2).write(out);
            out.writeLong(0);
            out.writeLong(0);
            out.writeLong(0);
        }
    }

    private byte[] version2(List<Sample.Item> reference, long nowMs) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(2);
        StateBytes.writeText(Play.STREAM, out);
        PaneTrack<OldPane> panes = new PaneTrack<>(settings);
        panes.clock(0, nowMs, 1);
        panes.at(settings.index(nowMs), () -> new OldPane(reference.get(0).document()));
        panes.write(out);
        out.writeLong(12_345);
        out.writeDouble(1.5);
        out.writeByte(0b101);
        new AlertTrack().write(out);
        out.writeBoolean(true);
        out.writeLong(nowMs - 60_000);
        out.writeInt(reference.size());
        for (Sample.Item item : reference) {
            item.write(out);
        }
        StateBytes.writeDoubles(new double[CALIBRATION], out);
        return bytes.toByteArray();
    }

    private NoveltyState read(byte[] bytes) throws IOException {
        return monitor.codec().read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    @Test
    void thePinnedReferenceOfVersion2BecomesPartOfOneThatIsGathered() throws IOException {
        Traffic traffic = new Traffic(3, 8, 4, 1);
        List<Sample.Item> reference = Items.of(Vectors.units(REFERENCE, 8, 5));

        NoveltyState state = read(version2(reference, traffic.now()));

        assertThat(state.gathered.first(REFERENCE + 1)).hasSize(REFERENCE);
        assertThat(state.evidence).isEqualTo(1.5);
        assertThat(state.excess.bits()).isEqualTo(0b101);
        Play play = Play.feed(monitor, state, traffic.clocks().events(3000, 0, 4).pass(60_000).inputs());
        assertThat(play.scores()).extracting(Score::state).startsWith(Score.WARMING).endsWith(Score.SCORED);
        assertThat(state.normal.all())
                .noneMatch(item -> item.document().equals(reference.get(0).document()))
                .anyMatch(item -> item.document().equals(reference.get(1).document()));
    }

    /** As version 3 was laid out, which had a moment in the place of the orders. */
    @Test
    void version3IsReadAndKnowsNoOrders() throws IOException {
        Sample gathered = new Sample(REFERENCE);
        Items.of(Vectors.units(7, 8, 5)).forEach(gathered::add);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(3);
        StateBytes.writeText(Play.STREAM, out);
        new PaneTrack<OldPane>(settings).write(out);
        out.write(new byte[3 * Integer.BYTES]); // No deletions, no clocks told.
        out.writeInt(0);
        out.writeDouble(2.5);
        out.writeByte(0b11);
        new AlertTrack().write(out);
        out.writeLong(Long.MAX_VALUE);
        gathered.write(out);
        out.write(new byte[4 * Integer.BYTES]); // No vectors, reservoir, window, nothing that waits.
        out.writeLong(0);
        out.writeBoolean(false);
        out.writeInt(0);

        NoveltyState state = read(bytes.toByteArray());

        assertThat(state.evidence).isEqualTo(2.5);
        assertThat(state.excess.bits()).isEqualTo(0b11);
        assertThat(state.over).isEmpty();
        assertThat(state.gathered.first(8)).hasSize(7);
    }

    @Test
    void theRestoredGoesOnWithOtherSizes() throws IOException {
        Traffic traffic = new Traffic(4, 8, 4, 2);
        NoveltyState state = monitor.initial(Play.STREAM);
        Play.feed(monitor, state, traffic.clocks().events(4000, 0, 4).inputs());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        monitor.codec().write(state, new DataOutputStream(bytes));
        NoveltyMonitor smaller =
                new NoveltyMonitor(Play.config(100, 200, CALIBRATION, 50), Play.alerts(), Play.SPACE);

        NoveltyState restored =
                smaller.codec().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        traffic.inputs().clear();
        Play play = Play.feed(smaller, restored, traffic.events(4000, 0, 4).pass(60_000).inputs());

        assertThat(play.scores()).extracting(Score::state).containsOnly(Score.SCORED);
        assertThat(restored.versions.newest().items()).hasSize(200);
    }

    @Test
    void aNewerVersionIsRefusedByName() {
        assertThatThrownBy(() -> read(new byte[] {5}))
                .isInstanceOf(IOException.class)
                .hasMessage("state of the novelty monitor has version 5: this program reads versions 1 to 4");
    }
}
