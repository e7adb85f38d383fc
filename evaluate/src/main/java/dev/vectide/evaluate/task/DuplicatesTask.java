package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.metric.Detection;
import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Thinning;
import dev.vectide.evaluate.vector.Vectors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a threshold on the cosine tells near-duplicates, those of one label, from all other pairs: precision among the K
 * nearest pairs, K the number of true ones, and the lowest threshold for a wanted precision. It wants labels that mean "the
 * same", so it is asked only by name. Over all pairs of at most 2,000 documents.
 */
final class DuplicatesTask implements Task {
    private static final int MOST = 2000;
    private static final double[] WANTED = {0.9, 0.95, 0.99};

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public boolean isUsual() {
        return false;
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        LabelSet all = LabelSet.test(content, vectors);
        LabelSet set = all.at(Thinning.indices(all.labels().length, MOST));
        Vectors units = set.vectors().units();
        int n = units.size();
        double[] cosines = new double[n * (n - 1) / 2];
        boolean[] same = new boolean[cosines.length];
        new InnerProducts(units).forEach(units, (i, products) -> {
            int at = i * (i - 1) / 2;
            for (int j = 0; j < i; j++) {
                cosines[at + j] = products[j];
                same[at + j] = set.labels()[i] == set.labels()[j];
            }
        });
        Detection detection = Detection.of(cosines, same);
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("precision_at_true_pairs", detection.precisionAt(detection.positives()));
        scores.put("average_precision", detection.averagePrecision());
        for (double wanted : WANTED) {
            double threshold = detection.thresholdFor(wanted);
            int percent = (int) Math.round(100 * wanted);
            scores.put("threshold_at_precision_" + percent, threshold);
            scores.put("recall_at_precision_" + percent, Double.isNaN(threshold) ? 0 : detection.recallAt(threshold));
        }
        return new Scores("precision_at_true_pairs", scores, Optional.empty());
    }
}
