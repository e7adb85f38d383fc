package dev.vectide.monitor.drift;

import dev.vectide.core.report.Evidence;
import dev.vectide.monitor.stats.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The documents of a pane that lie furthest in the direction in which its centroid has moved. */
final class DriftEvidence {
    private DriftEvidence() {}

    private record Ranked(Sample.Item item, double along) {}

    static List<Evidence> of(List<Sample.Item> items, Summary pane, Summary reference, int limit) {
        int d = pane.dimension();
        double[] direction = new double[d];
        double norm = 0;
        for (int j = 0; j < d; j++) {
            direction[j] = pane.mean(j) - reference.mean(j);
            norm += direction[j] * direction[j];
        }
        double length = norm > 0 ? Math.sqrt(norm) : 1;
        List<Ranked> ranked = new ArrayList<>();
        for (Sample.Item item : items) {
            double along = 0;
            for (int j = 0; j < d; j++) {
                along += (item.unit()[j] - reference.mean(j)) * direction[j] / length;
            }
            ranked.add(new Ranked(item, along));
        }
        ranked.sort(Comparator.comparingDouble((Ranked one) -> -one.along)
                .thenComparing(one -> one.item.document())
                .thenComparingLong(one -> one.item.offset()));
        return ranked.stream()
                .limit(limit)
                .map(one -> new Evidence(one.item.document(), one.item.text(), one.along, List.of()))
                .toList();
    }
}
