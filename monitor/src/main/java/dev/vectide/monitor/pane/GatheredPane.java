package dev.vectide.monitor.pane;

import dev.vectide.monitor.VectorInput;

/** What is gathered of a pane from its vectors alone, in any order and in any number of parts. */
public interface GatheredPane<P> extends PaneContent<P> {
    /** Takes in a live vector that is not late. */
    void add(VectorInput input, float[] vector);

    /** Takes in that a document was deleted while its partition was in this pane. */
    default void delete(VectorInput deletion) {}

    /** An empty one for more of the same pane, after this part of it was handed on. */
    P next();
}
