package dev.vectide.evaluate.task;

import dev.vectide.evaluate.data.Content;

/** One question that the suite asks of vectors. */
public interface Task {
    /** As {@code --tasks} takes it. */
    String name();

    /** Whether it is asked without being named. */
    default boolean isUsual() {
        return true;
    }

    /** Whether the data have what it needs. */
    boolean fits(Content content);

    /** @throws IllegalArgumentException if the data do not fit */
    Scores run(Content content, Embedded vectors);
}
