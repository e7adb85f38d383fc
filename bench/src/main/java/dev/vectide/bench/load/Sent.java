package dev.vectide.bench.load;

import dev.vectide.core.position.Position;
import java.util.List;

/**
 * Events that went out in one request.
 *
 * @param document one of them
 * @param due when each was due, by {@link System#nanoTime}
 */
record Sent(Step step, String stream, String document, List<Long> due) {
    /**
     * The same once acknowledged.
     *
     * @param position of all of them
     */
    record Acknowledged(Sent sent, Position position) {}

    int events() {
        return due.size();
    }
}
