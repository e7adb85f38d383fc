package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;
import java.util.List;
import java.util.Optional;

/** All tasks, in the order of reports. */
public final class Tasks {
    public static final List<Task> ALL = List.of(
            new SimilarityTask(),
            new ParaphraseTask(),
            new RetrievalTask(),
            new KnnTask(),
            new FewShotTask(),
            new LinearProbeTask(),
            new ClusteringTask(),
            new NoveltyTask(),
            new DuplicatesTask(),
            new GeometryTask());

    private Tasks() {}

    public static Optional<Task> named(String name) {
        return ALL.stream().filter(task -> task.name().equals(name)).findFirst();
    }

    /** Those that are asked of such data without being named. */
    public static List<Task> usual(Content content) {
        return ALL.stream().filter(task -> task.isUsual() && task.fits(content)).toList();
    }
}
