package dev.vectide.evaluate.invariance;

/**
 * What is expected of a perturbation.
 *
 * @param perturbation the change
 * @param expectation of the encoder
 * @param limit of the ratio of the shift to the distance that matters: at most this where it is to be ignored, at least this
 *     where not
 */
public record Declaration<T>(Perturbation<T> perturbation, Expectation expectation, double limit) {
    /** Half the way to another item. */
    public static final double HALF_WAY = 0.5;

    public Declaration {
        if (!(limit > 0)) {
            throw new IllegalArgumentException(perturbation.label() + ": a limit of " + limit + ", expected above 0");
        }
    }

    public static <T> Declaration<T> ignores(Perturbation<T> perturbation) {
        return new Declaration<>(perturbation, Expectation.IGNORES, HALF_WAY);
    }

    public static <T> Declaration<T> mustNotIgnore(Perturbation<T> perturbation) {
        return new Declaration<>(perturbation, Expectation.MUST_NOT_IGNORE, HALF_WAY);
    }
}
