package dev.vectide.monitor.novelty;

import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.Neighbour;
import dev.vectide.monitor.alert.AlertTrack;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An anomaly that may become evidence. */
record Candidate(
        double distance,
        String document,
        int partition,
        long offset,
        float[] unit,
        @Nullable String text,
        List<Neighbour> neighbours) {
    /** Most novel first. */
    static final Comparator<Candidate> ORDER = Comparator.comparingDouble((Candidate one) -> -one.distance)
            .thenComparingInt(Candidate::partition)
            .thenComparingLong(Candidate::offset);

    /** @param deleted are not shown as neighbours */
    Evidence evidence(Set<String> deleted) {
        return new Evidence(document, text, distance, AlertTrack.without(neighbours, deleted));
    }

    /** Whether it is a version of the document or has one for a neighbour. */
    boolean mentions(String id) {
        return document.equals(id) || neighbours.stream().anyMatch(near -> near.id().equals(id));
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(distance);
        StateBytes.writeText(document, out);
        out.writeInt(partition);
        out.writeLong(offset);
        StateBytes.writeFloats(unit, out);
        StateBytes.writeText(text, out);
        out.writeInt(neighbours.size());
        for (Neighbour neighbour : neighbours) {
            StateBytes.writeText(neighbour.id(), out);
            out.writeDouble(neighbour.similarity());
            StateBytes.writeText(neighbour.text(), out);
        }
    }

    static Candidate read(DataInput in) throws IOException {
        double distance = in.readDouble();
        String document = StateBytes.readWord(in);
        int partition = in.readInt();
        long offset = in.readLong();
        float[] unit = StateBytes.readFloats(in);
        String text = StateBytes.readText(in);
        List<Neighbour> neighbours = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            neighbours.add(new Neighbour(StateBytes.readWord(in), in.readDouble(), StateBytes.readText(in)));
        }
        return new Candidate(distance, document, partition, offset, unit, text, neighbours);
    }
}
