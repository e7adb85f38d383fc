package dev.vectide.monitor.drift;

import dev.vectide.core.report.ClusterShift;
import dev.vectide.core.report.Evidence;
import dev.vectide.core.report.SegmentShift;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Where in the traffic an alert is. */
record Whereabouts(List<ClusterShift> clusters, List<SegmentShift> segments) {
    static final Whereabouts NONE = new Whereabouts(List.of(), List.of());

    boolean shows(String document) {
        return clusters.stream()
                .flatMap(cluster -> cluster.examples().stream())
                .anyMatch(example -> example.id().equals(document));
    }

    /** Without deleted documents. */
    Whereabouts without(Set<String> documents) {
        return new Whereabouts(
                clusters.stream()
                        .map(one -> new ClusterShift(
                                one.cluster(),
                                one.residual(),
                                one.share(),
                                one.referenceShare(),
                                one.examples().stream()
                                        .filter(example -> !documents.contains(example.id()))
                                        .toList()))
                        .toList(),
                segments);
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(clusters.size());
        for (ClusterShift one : clusters) {
            out.writeInt(one.cluster());
            out.writeDouble(one.residual());
            out.writeDouble(one.share());
            out.writeDouble(one.referenceShare());
            out.writeInt(one.examples().size());
            for (Evidence example : one.examples()) {
                StateBytes.writeText(example.id(), out);
                StateBytes.writeText(example.text(), out);
                Double figure = example.figure();
                out.writeDouble(figure == null ? 0 : figure);
            }
        }
        out.writeInt(segments.size());
        for (SegmentShift one : segments) {
            StateBytes.writeText(one.segment(), out);
            StateBytes.writeText(one.what(), out);
            out.writeLong(one.n());
            out.writeDouble(one.share());
            out.writeDouble(one.referenceShare());
            out.writeDouble(one.effect());
            out.writeDouble(one.pValue());
            out.writeDouble(one.adjusted());
        }
    }

    static Whereabouts read(DataInput in) throws IOException {
        List<ClusterShift> clusters = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            int cluster = in.readInt();
            double residual = in.readDouble();
            double share = in.readDouble();
            double referenceShare = in.readDouble();
            List<Evidence> examples = new ArrayList<>();
            for (int more = in.readInt(); more > 0; more--) {
                examples.add(new Evidence(
                        StateBytes.readWord(in), StateBytes.readText(in), in.readDouble(), List.of()));
            }
            clusters.add(new ClusterShift(cluster, residual, share, referenceShare, examples));
        }
        List<SegmentShift> segments = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            segments.add(new SegmentShift(
                    StateBytes.readWord(in),
                    StateBytes.readWord(in),
                    in.readLong(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble()));
        }
        return new Whereabouts(List.copyOf(clusters), List.copyOf(segments));
    }
}
