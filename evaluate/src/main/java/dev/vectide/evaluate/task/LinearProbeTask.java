package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.metric.Predictions;
import dev.vectide.evaluate.probe.LogisticRegression;
import dev.vectide.evaluate.resample.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether labels can be told by a linear classifier that has seen all of the training part. */
final class LinearProbeTask implements Task {
    @Override
    public String name() {
        return "probe";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        LabelSet train = LabelSet.train(content, vectors);
        LabelSet test = LabelSet.test(content, vectors);
        int[] told = LogisticRegression.train(train.vectors(), train.labels(), LabelSet.classes(content))
                .predict(test.vectors());
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("accuracy", Predictions.accuracy(test.labels(), told));
        scores.put("f1", Predictions.macroF1(test.labels(), told));
        return new Scores("accuracy", scores, Optional.of(Statistics.mean(Predictions.hits(test.labels(), told))));
    }
}
