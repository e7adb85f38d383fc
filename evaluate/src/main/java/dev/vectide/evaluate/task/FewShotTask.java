package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.probe.FewShot;
import dev.vectide.evaluate.resample.Statistics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether few examples are enough for a linear classifier: MTEB's classification protocol with eight of each label. */
final class FewShotTask implements Task {
    private static final int SHOTS = 8;

    @Override
    public String name() {
        return "few-shot";
    }

    @Override
    public boolean fits(Content content) {
        return content instanceof Content.Labels;
    }

    @Override
    public Scores run(Content content, Embedded vectors) {
        LabelSet train = LabelSet.train(content, vectors);
        LabelSet test = LabelSet.test(content, vectors);
        FewShot probe = FewShot.of(
                train.vectors(), train.labels(), test.vectors(), test.labels(), LabelSet.classes(content), SHOTS);
        Map<String, Double> scores = new LinkedHashMap<>();
        scores.put("accuracy", probe.accuracy());
        scores.put("accuracy_std", probe.deviation());
        scores.put("f1", probe.macroF1());
        double[] hits = probe.hits().stream().mapToDouble(Double::doubleValue).toArray();
        return new Scores("accuracy", scores, Optional.of(Statistics.mean(hits)));
    }
}
