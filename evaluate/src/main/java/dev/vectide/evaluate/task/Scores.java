package dev.vectide.evaluate.task;

import dev.vectide.evaluate.resample.Statistic;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a task came to.
 *
 * @param main name of the score that counts
 * @param values all scores by name, in the order of the report
 * @param statistic the main score over its items, where it can be sampled
 */
public record Scores(String main, Map<String, Double> values, Optional<Statistic> statistic) {
    public Scores {
        if (!values.containsKey(main)) {
            throw new IllegalArgumentException("the main score " + main + " is not among " + values.keySet());
        }
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public double mainValue() {
        Double value = values.get(main);
        return value == null ? Double.NaN : value;
    }
}
