package dev.vectide.monitor.novelty;

import dev.vectide.monitor.nearest.Knn;
import dev.vectide.monitor.stats.Hashes;
import dev.vectide.monitor.stats.Sample;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is normal, as it was at the end of some pane: the vectors that neighbours are looked for in, and the distances of
 * held-out calibration vectors to them. Immutable.
 */
final class Reference {
    final Knn knn;
    /** Vectors with a larger hash could not enter the reservoir. */
    final long reach;

    /** Of its vectors, their documents and places: 64 bits that another reference does not have. */
    final long id;

    private final List<Sample.Item> items;
    private final Set<String> documents;
    /** Ascending. */
    private final double[] calibration;

    private final @Nullable Tail tail;

    /** @param calibration ascending */
    Reference(List<Sample.Item> items, long reach, double[] calibration) {
        this(items, reach, new Knn(items), calibration);
    }

    private Reference(List<Sample.Item> items, long reach, Knn knn, double[] calibration) {
        this.items = List.copyOf(items);
        this.id = id(this.items);
        this.reach = reach;
        this.documents = items.stream().map(Sample.Item::document).collect(Collectors.toUnmodifiableSet());
        this.knn = knn;
        this.calibration = calibration.clone();
        this.tail = Tail.of(calibration);
    }

    private static long id(List<Sample.Item> items) {
        long id = items.size();
        for (Sample.Item item : items) {
            id = Hashes.mix(id ^ Hashes.of(item.partition(), item.document(), item.offset()));
            id = Hashes.mix(id ^ Arrays.hashCode(item.unit()));
        }
        return id;
    }

    /** @param heldOut none of them in the reservoir */
    static Reference of(Sample reservoir, Collection<Sample.Item> heldOut, int k) {
        List<Sample.Item> items = reservoir.first(reservoir.size());
        List<Knn.Query> queries = heldOut.stream()
                .map(item -> new Knn.Query(item.unit(), item.document()))
                .toList();
        Knn knn = new Knn(items);
        double[] distances = knn.nearest(queries, k).stream()
                .mapToDouble(Knn.Found::distance)
                .sorted()
                .toArray();
        return new Reference(items, reservoir.reach(), knn, distances);
    }

    /**
     * Split-conformal: (1 + #{calibration ≥ distance})/(n + 1). Beyond all calibration distances it can be no smaller than
     * 1/(n + 1); there the {@link Tail} goes on, but no further than 1/(n + 1)², as far as twenty peaks carry.
     */
    double pValue(double distance) {
        int n = calibration.length;
        double conformal = (1.0 + n - below(distance)) / (n + 1);
        if (tail == null || n == 0 || distance <= calibration[n - 1]) {
            return conformal;
        }
        double floor = 1.0 / (n + 1) / (n + 1);
        return Math.min(conformal, Math.max(floor, tail.survival(distance)));
    }

    /** How many calibration distances are less. */
    private int below(double distance) {
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
        return low;
    }

    /** Whether a version of the document is among the vectors. */
    boolean holds(String document) {
        return documents.contains(document);
    }

    List<Sample.Item> items() {
        return items;
    }

    double[] calibration() {
        return calibration.clone();
    }

    int calibrationSize() {
        return calibration.length;
    }

    double calibrationMean() {
        return Arrays.stream(calibration).sum() / calibration.length;
    }
}
