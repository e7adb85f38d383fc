package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Pair;
import dev.vectide.evaluate.metric.Correlation;
import dev.vectide.evaluate.resample.Statistics;
import dev.vectide.evaluate.vector.Distance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Whether nearness follows human judgement: Spearman's correlation of the cosine with it, as MTEB's STS tasks. */
final class SimilarityTask implements Task {
    private static final String MAIN = "cosine_spearman";

    @Override
    public String name() {
        return "sts";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Similarities;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        List<Pair> pairs = ((Content.Similarities) content).pairs();
        double[] human = pairs.stream().mapToDouble(Pair::score).toArray();
        Map<String, Double> scores = new LinkedHashMap<>();
        double[] cosines = new double[0];
        for (Distance distance : Distance.values()) {
            double[] similarity = of(pairs, vectors, distance);
            cosines = distance == Distance.COSINE ? similarity : cosines;
            String name = distance.name().toLowerCase(Locale.ROOT);
            scores.put(name + "_spearman", Correlation.spearman(human, similarity));
            scores.put(name + "_pearson", Correlation.pearson(human, similarity));
        }
        return new Scores(MAIN, scores, Optional.of(Statistics.spearman(human, cosines)));
    }

    static double[] of(List<Pair> pairs, Embedded vectors, Distance distance) {
        return pairs.stream()
                .mapToDouble(pair -> distance.similarity(
                        vectors.documents().row(pair.first()), vectors.documents().row(pair.second())))
                .toArray();
    }
}
