package dev.vectide.evaluate.report;

import java.util.List;
import java.util.Optional;

/**
 * What one space came to.
 *
 * @param name of the space
 * @param fingerprint of the space; empty where vectors were read whose space did not say
 * @param encoding empty where the vectors were read, not made
 * @param findings what was looked at besides the tasks
 */
public record SpaceResult(
        String name,
        String fingerprint,
        int dimension,
        Optional<Encoding> encoding,
        List<TaskResult> tasks,
        Findings findings) {
    public SpaceResult {
        tasks = List.copyOf(tasks);
    }

    public SpaceResult(
            String name, String fingerprint, int dimension, Optional<Encoding> encoding, List<TaskResult> tasks) {
        this(name, fingerprint, dimension, encoding, tasks, Findings.NONE);
    }

    public SpaceResult with(Findings more) {
        return new SpaceResult(name, fingerprint, dimension, encoding, tasks, more);
    }

    /**
     * What encoding cost.
     *
     * @param tokens before any cut, special ones included
     * @param truncated texts that were longer than the model takes
     */
    public record Encoding(long texts, long tokens, long truncated, double seconds) {
        public double textsPerSecond() {
            return texts / seconds;
        }
    }

    public Optional<TaskResult> task(String name) {
        return tasks.stream().filter(task -> task.task().equals(name)).findFirst();
    }

    /** Of a vector in single precision. */
    public int vectorBytes() {
        return dimension * Float.BYTES;
    }
}
