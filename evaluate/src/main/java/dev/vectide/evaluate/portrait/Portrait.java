package dev.vectide.evaluate.portrait;

import java.util.List;
import java.util.Optional;

/**
 * One space on one data set, as charts show it.
 *
 * @param spectrum share of the variance that each principal direction has, largest first; sums to 1
 * @param cosines of pairs; empty where the data do not say what belongs together
 * @param projection documents on the two directions of most variance
 * @param confusions of labels, most frequent first; empty where there are no labels
 * @param worst cases, the worst first
 */
public record Portrait(
        List<Double> spectrum,
        Optional<Cosines> cosines,
        Projection projection,
        List<Confusion> confusions,
        List<Miss> worst) {
    public Portrait {
        spectrum = List.copyOf(spectrum);
        confusions = List.copyOf(confusions);
        worst = List.copyOf(worst);
    }

    /**
     * Histograms of one cosine a pair, over bins of equal width from −1 to 1.
     *
     * @param alike shares of the pairs that belong together, by bin
     * @param other shares of pairs that do not
     */
    public record Cosines(String alikeName, List<Double> alike, String otherName, List<Double> other) {
        public static final int BINS = 80;

        public Cosines {
            alike = List.copyOf(alike);
            other = List.copyOf(other);
        }
    }

    /**
     * @param groups names of the groups that are told apart; none where documents have no label
     * @param explained share of the variance that the two directions hold
     */
    public record Projection(List<Point> points, List<String> groups, double explained) {
        /** Not one of the groups. */
        public static final int OTHER = -1;

        public Projection {
            points = List.copyOf(points);
            groups = List.copyOf(groups);
        }
    }

    /** @param group index among the groups, or {@link Projection#OTHER} */
    public record Point(double x, double y, int group) {}

    /**
     * @param times how often {@code truth} was taken for {@code told}, by a majority of the five nearest
     * @param of how many tests have the label {@code truth}
     * @param example one text of them
     */
    public record Confusion(String truth, String told, int times, int of, String example) {}

    /**
     * A case that went wrong.
     *
     * @param text the query, or the first of a pair
     * @param expected what should have been found, or how it was judged
     * @param found what was found
     * @param said figures of it
     */
    public record Miss(String text, String expected, String found, String said) {}
}
