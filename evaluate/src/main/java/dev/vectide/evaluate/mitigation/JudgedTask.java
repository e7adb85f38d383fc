package dev.vectide.evaluate.mitigation;

import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Something vectors are good for, with a score that is better when higher. It holds vectors as the encoder gives them. */
public interface JudgedTask {
    String name();

    /** How many items, such as queries or pairs, the score is of. */
    int items();

    /**
     * The score as a function of the indexes of items, some of which may come several times.
     *
     * @param view what is done to the vectors first, given all at once or in parts
     */
    ToDoubleFunction<int[]> score(UnaryOperator<float[][]> view);

    /** The score of the vectors as they are. */
    default ToDoubleFunction<int[]> before() {
        return score(UnaryOperator.identity());
    }

    /** The group of each item; items whose scores move together, such as the queries of one label, share one. */
    default int[] groups() {
        return IntStream.range(0, items()).toArray();
    }
}
