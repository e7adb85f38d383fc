package dev.vectide.monitor.novelty;

import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Sample;
import dev.vectide.monitor.stats.StateBytes;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is normal: the reference that neighbours are looked for in, and the distances of held-out calibration vectors to
 * it.
 */
final class Reference {
    /** Index of the last pane it was gathered from. */
    final long pane;

    final Knn knn;
    private final List<Sample.Item> items;
    /** Ascending. */
    private final double[] calibration;

    private Reference(long pane, List<Sample.Item> items, Knn knn, double[] calibration) {
        this.pane = pane;
        this.items = items;
        this.knn = knn;
        this.calibration = calibration;
    }

    /** Splits what was gathered, in the sample's order, which is random with regard to content. */
    static Reference pin(Sample gathered, int calibrationSize, int k, long pane) {
        List<Sample.Item> all = gathered.first(gathered.size());
        List<Sample.Item> held = all.subList(0, calibrationSize);
        List<Sample.Item> items = all.subList(calibrationSize, all.size());
        Knn knn = new Knn(items);
        List<Knn.Query> queries =
                held.stream().map(item -> new Knn.Query(item.unit(), item.document())).toList();
        double[] distances = knn.nearest(queries, k).stream()
                .mapToDouble(Knn.Found::distance)
                .sorted()
                .toArray();
        return new Reference(pane, List.copyOf(items), knn, distances);
    }

    /** Split-conformal: (1 + #{calibration ≥ distance})/(n + 1). */
    double pValue(double distance) {
        int low = 0;
        int high = calibration.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (calibration[middle] >= distance) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return (1.0 + calibration.length - low) / (calibration.length + 1);
    }

    int calibrationSize() {
        return calibration.length;
    }

    double calibrationMean() {
        return Arrays.stream(calibration).sum() / calibration.length;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(items.size());
        for (Sample.Item item : items) {
            item.write(out);
        }
        StateBytes.writeDoubles(calibration, out);
    }

    static Reference read(DataInput in, long pane) throws IOException {
        int size = in.readInt();
        List<Sample.Item> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(Sample.Item.read(in));
        }
        return new Reference(pane, List.copyOf(items), new Knn(items), StateBytes.readDoubles(in));
    }
}
