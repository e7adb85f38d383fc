package dev.vectide.monitor.pane;

import dev.vectide.monitor.ClockInput;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What one task has gathered of a stream since it handed on the last part: first what belongs to panes, then how far the
 * clocks of the partitions that it reads have come. A part is joined whole, so that no clock closes a pane before what
 * came before it is in it.
 *
 * <p>Written as: number of pieces, each with index, late events and content; number of clocks, each with partition, time
 * and number of partitions. It lives between two tasks of one job, never longer, and so bears no version.
 *
 * @param clocks of which a number of partitions of 0 says that it is not known
 */
public record PanePart<P extends PaneContent<P>>(List<Piece<P>> pieces, List<ClockInput> clocks) {
    /** Part of a pane. */
    public record Piece<P extends PaneContent<P>>(long index, long late, P content) {}

    void write(DataOutput out) throws IOException {
        out.writeInt(pieces.size());
        for (Piece<P> piece : pieces) {
            out.writeLong(piece.index);
            out.writeLong(piece.late);
            piece.content.write(out);
        }
        out.writeInt(clocks.size());
        for (ClockInput clock : clocks) {
            clock.write(out);
        }
    }

    public static <P extends PaneContent<P>> PanePart<P> read(DataInput in, PaneTrack.Reader<P> contents)
            throws IOException {
        List<Piece<P>> pieces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pieces.add(new Piece<>(in.readLong(), in.readLong(), contents.read(in)));
        }
        List<ClockInput> clocks = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            clocks.add(ClockInput.read(in));
        }
        return new PanePart<>(pieces, clocks);
    }
}
