package dev.vectide.evaluate.task;

import dev.vectide.evaluate.cluster.KMeans;
import dev.vectide.evaluate.cluster.Partitions;
import dev.vectide.evaluate.cluster.Silhouette;
import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.vector.Thinning;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether labels are groups that can be found without them: V-measure of k-means with as many clusters as labels, the mean over
 * ten seeds; and how well the labels themselves hold together.
 */
final class ClusteringTask implements Task {
    private static final int SEEDS = 10;
    private static final int MOST = 5000;

    @Override
    public String name() {
        return "clustering";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        LabelSet all = LabelSet.test(content, vectors);
        LabelSet test = all.at(Thinning.indices(all.labels().length, MOST));
        int clusters = (int) Arrays.stream(test.labels()).distinct().count();
        double[] v = new double[SEEDS];
        double rand = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Partitions partitions = Partitions.of(test.labels(), KMeans.clusters(test.vectors(), clusters, seed));
            v[seed] = partitions.vMeasure();
            rand += partitions.adjustedRand() / SEEDS;
        }
        double mean = Arrays.stream(v).average().orElse(Double.NaN);
        double variance = Arrays.stream(v).map(value -> (value - mean) * (value - mean)).sum() / SEEDS;
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("v_measure", mean);
        scores.put("v_measure_std", Math.sqrt(variance));
        scores.put("adjusted_rand", rand);
        if (clusters > 1) {
            Silhouette silhouette = Silhouette.of(test.vectors(), test.labels());
            scores.put("silhouette_cosine", silhouette.cosine());
            scores.put("silhouette_euclidean", silhouette.euclidean());
        }
        return new Scores("v_measure", scores, Optional.empty());
    }
}
