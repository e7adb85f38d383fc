package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.metric.BestThreshold;
import dev.vectide.evaluate.metric.Detection;
import dev.vectide.evaluate.vector.Distance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether pairs that mean the same are nearer than others: average precision, the best of four distances, as MTEB's pair
 * classification.
 */
final class ParaphraseTask implements Task {
    @Override
    public String name() {
        return "pairs";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Paraphrases;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        List<Pair> pairs = ((Content.Paraphrases) content).pairs();
        boolean[] labels = new boolean[pairs.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = pairs.get(i).score() == 1;
        }
        Map<String, Double> scores = new LinkedHashMap<>();
        double best = 0;
        for (Distance distance : Distance.values()) {
            double[] similarity = SimilarityTask.of(pairs, vectors, distance);
            String name = distance.name().toLowerCase(Locale.ROOT);
            double precision = Detection.of(similarity, labels).averagePrecision();
            BestThreshold f1 = BestThreshold.f1(similarity, labels);
            BestThreshold accuracy = BestThreshold.accuracy(similarity, labels);
            scores.put(name + "_ap", precision);
            scores.put(name + "_f1", f1.value());
            scores.put(name + "_f1_threshold", shown(distance, f1.threshold()));
            scores.put(name + "_accuracy", accuracy.value());
            scores.put(name + "_accuracy_threshold", shown(distance, accuracy.threshold()));
            best = Math.max(best, precision);
        }
        scores.put("max_ap", best);
        return new Scores("max_ap", scores, Optional.empty());
    }

    /** Of a distance, the distance and not its negative. */
    private static double shown(Distance distance, double threshold) {
        return distance == Distance.EUCLIDEAN || distance == Distance.MANHATTAN ? -threshold : threshold;
    }
}
