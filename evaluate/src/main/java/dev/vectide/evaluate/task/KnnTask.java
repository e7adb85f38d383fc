package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.metric.Predictions;
import dev.vectide.evaluate.probe.Knn;
import dev.vectide.evaluate.resample.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether the nearest have the same label: accuracy of k nearest neighbours, by majority of 5. */
final class KnnTask implements Task {
    private static final int[] SIZES = {1, 5, 20};
    private static final int MAIN = 5;
    private static final int MOST = 20;

    @Override
    public String name() {
        return "knn";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        LabelSet train = LabelSet.train(content, vectors);
        LabelSet test = LabelSet.test(content, vectors);
        Knn knn = Knn.of(train.vectors(), train.labels(), LabelSet.classes(content), test.vectors(), MOST);
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int k : SIZES) {
            scores.put("accuracy_knn_" + k, Predictions.accuracy(test.labels(), knn.majority(k)));
        }
        for (int k : SIZES) {
            scores.put("accuracy_weighted_knn_" + k, Predictions.accuracy(test.labels(), knn.weighted(k)));
        }
        scores.put("f1_knn_" + MAIN, Predictions.macroF1(test.labels(), knn.majority(MAIN)));
        double[] hits = Predictions.hits(test.labels(), knn.majority(MAIN));
        return new Scores("accuracy_knn_" + MAIN, scores, Optional.of(Statistics.mean(hits)));
    }
}
