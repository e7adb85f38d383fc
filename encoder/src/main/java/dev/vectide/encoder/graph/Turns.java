package dev.vectide.encoder.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The order in which a graph computes several texts that have nothing to do with each other. Left alone the runtime would
 * finish one before it begins the next; here each step is of all texts, one after the other, so that the matrix of a step is
 * near when the second text needs it.
 *
 * <p>Used by one thread.
 */
final class Turns {
    /** Version of the operators that this needs, for a shape of one dimension. */
    static final int OPSET = 15;

    private final GraphWriter out;
    private final int texts;
    /** What was computed last, of whichever text. */
    private @Nullable String latest;
    /** What the step that is being written has to wait for. */
    private @Nullable String awaited;

    /** @param texts one is left as it is */
    Turns(GraphWriter out, int texts) {
        this.out = out;
        this.texts = texts;
    }

    /** A step of each text; its first product {@link #awaiting awaits} the step before. */
    List<String> each(IntFunction<String> step) {
        List<String> results = new ArrayList<>(texts);
        for (int i = 0; i < texts; i++) {
            awaited = texts == 1 ? null : latest;
            latest = step.apply(i);
            results.add(latest);
        }
        return results;
    }

    /** A vector of weights as it is, but not before the step before: an operation waits for all its inputs. */
    String awaiting(String weights) {
        if (awaited == null) {
            return weights;
        }
        // Steps are of one text, so this is 1; the runtime cannot know that without the step.
        String one = out.operation("Shape", awaited).with("start", 0).with("end", 1).out();
        awaited = null;
        return out.operation("Expand", weights, one).out();
    }
}
