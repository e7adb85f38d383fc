package dev.vectide.evaluate.study;

import dev.vectide.evaluate.data.Content;
import dev.vectide.evaluate.mitigation.JudgedTask;
import dev.vectide.evaluate.resample.Statistic;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** A task of the suite on one data set, as mitigations are judged by it: by its main score over its items. */
public final class SuiteTask implements JudgedTask {
    private final String name;
    private final Task task;
    private final Content content;
    private final Embedded embedded;
    private final Statistic before;

    private SuiteTask(String name, Task task, Content content, Embedded embedded, Statistic before) {
        this.name = name;
        this.task = task;
        this.content = content;
        this.embedded = embedded;
        this.before = before;
    }

    /** Empty if the task's score cannot be sampled. */
    public static Optional<SuiteTask> of(String data, Task task, Content content, Embedded embedded) {
        return task.run(content, embedded)
                .statistic()
                .map(before -> new SuiteTask(data + ": " + task.name(), task, content, embedded, before));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int items() {
        return before.size();
    }

    @Override
    public ToDoubleFunction<int[]> before() {
        return before::of;
    }

    @Override
    public ToDoubleFunction<int[]> score(UnaryOperator<float[][]> view) {
        Embedded seen = new Embedded(
                through(view, embedded.documents()), embedded.queries().map(queries -> through(view, queries)));
        Statistic after = task.run(content, seen).statistic().orElseThrow();
        return after::of;
    }

    private static Vectors through(UnaryOperator<float[][]> view, Vectors vectors) {
        float[][] rows = new float[vectors.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = vectors.row(i);
        }
        return Vectors.owning(view.apply(rows));
    }
}
