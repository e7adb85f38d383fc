package dev.vectide.evaluate.report;

import dev.vectide.evaluate.data.Dataset;
import java.util.List;

/**
 * All that a run found.
 *
 * @param spaces in the order they were asked for
 * @param comparisons between them
 */
public record RunReport(Dataset data, List<SpaceResult> spaces, List<Comparison> comparisons) {
    public RunReport {
        spaces = List.copyOf(spaces);
        comparisons = List.copyOf(comparisons);
    }

    public static RunReport of(Dataset data, List<SpaceResult> spaces) {
        return new RunReport(data, spaces, Comparison.of(spaces));
    }
}
