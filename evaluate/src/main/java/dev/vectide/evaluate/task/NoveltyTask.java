package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.data.Labelled;
import dev.vectide.evaluate.metric.Detection;
import dev.vectide.evaluate.resample.Statistics;
import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Thinning;
import dev.vectide.evaluate.vector.TopK;
import dev.vectide.evaluate.vector.Vectors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether what belongs to no label lies far from the rest: AUROC of the mean cosine distance to the five nearest of at most
 * 5,000 training vectors, after the reference's mean is subtracted; the labels are not looked at. The same score on vectors as
 * they are stands beside it.
 */
final class NoveltyTask implements Task {
    private static final int NEIGHBOURS = 5;
    private static final int REFERENCE = 5000;
    private static final double LEVEL = 0.95;

    @Override
    public String name() {
        return "novelty";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels labels && !labels.outliers().isEmpty();
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        Content.Labels data = (Content.Labels) content;
        Vectors train = LabelSet.train(content, vectors).vectors();
        Vectors reference = train.select(Thinning.indices(train.size(), REFERENCE));
        int[] asked = Stream.concat(data.test().stream().map(Labelled::document), data.outliers().stream())
                .mapToInt(Integer::intValue)
                .toArray();
        Vectors queries = vectors.documents().select(asked);
        boolean[] strange = new boolean[asked.length];
        boolean[] usual = new boolean[asked.length];
        for (int i = 0; i < asked.length; i++) {
            strange[i] = i >= data.test().size();
            usual[i] = !strange[i];
        }
        double[] mean = reference.mean();
        double[] distances = distances(reference.centredOn(mean), queries.centredOn(mean));
        double[] raw = distances(reference.units(), queries.units());
        double[] nearness = IntStream.range(0, distances.length).mapToDouble(i -> -distances[i]).toArray();
        Detection detection = Detection.of(distances, strange);
        Detection acceptance = Detection.of(nearness, usual);
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("auroc", detection.auroc());
        scores.put("aupr_outliers", detection.averagePrecision());
        scores.put("aupr_inliers", acceptance.averagePrecision());
        scores.put("outliers_accepted_at_95_inliers_accepted", acceptance.falsePositiveRate(LEVEL));
        scores.put("inliers_refused_at_95_outliers_refused", detection.falsePositiveRate(LEVEL));
        scores.put("auroc_uncentred", Detection.of(raw, strange).auroc());
        return new Scores("auroc", scores, Optional.of(Statistics.auroc(distances, strange)));
    }

    /** Mean of 1 − cos to the nearest, which is all that a smaller reference has. */
    private static double[] distances(Vectors reference, Vectors queries) {
        double[] distances = new double[queries.size()];
        int[] order = TopK.inOrder(reference.size());
        new InnerProducts(reference).forEach(queries, (i, products) -> {
            int[] nearest = TopK.of(products, order, NEIGHBOURS);
            double sum = 0;
            for (int neighbour : nearest) {
                sum += 1 - products[neighbour];
            }
            distances[i] = sum / nearest.length;
        });
        return distances;
    }
}
