package dev.vectide.evaluate.invariance;

import dev.vectide.evaluate.bootstrap.Bootstrap;
import dev.vectide.evaluate.bootstrap.Interval;
import dev.vectide.evaluate.invariance.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Tests what is declared of an encoder over a set of items. The ratio that decides is of medians: of the shift 1 − cos(x, p(x))
 * that a perturbation p causes, and of the distance that matters, 1 − cos(x, y) to the nearest item y that is not equal to x
 * and, where there are labels, has another one. Both medians are of the same items in every resample.
 *
 * <p>Not for use by several threads: it holds the encoder.
 */
public final class InvarianceCheck<T> {
    /** Items without which nothing is said. */
    public static final int LEAST = 20;

    private static final double NORM_TOLERANCE = 1e-3;

    private final List<T> items;
    private final List<Integer> labels;
    private final Function<List<T>, float[][]> encoder;
    private final Bootstrap bootstrap;
    private final float[][] units;
    private final Nearest nearest;
    private final int[] neighbour;
    private final double[] mattering;

    /**
     * @param items at least two that differ, with equal ones by {@code equals}
     * @param labels a number for each item; empty for none
     * @param encoder to unit vectors, in order
     * @param bootstrap its seed is that of the perturbations too
     */
    public InvarianceCheck(
            List<T> items, List<Integer> labels, Function<List<T>, float[][]> encoder, Bootstrap bootstrap) {
        if (!labels.isEmpty() && labels.size() != items.size()) {
            throw new IllegalArgumentException(labels.size() + " labels for " + items.size() + " items");
        }
        this.items = List.copyOf(items);
        this.labels = List.copyOf(labels);
        this.encoder = encoder;
        this.bootstrap = bootstrap;
        this.units = encode(this.items);
        this.nearest = new Nearest(units);
        this.neighbour = IntStream.range(0, items.size()).parallel().map(this::nearestOther).toArray();
        this.mattering = distancesThatMatter();
    }

    public List<Verdict> verdicts(List<Declaration<T>> declarations) {
        return declarations.stream().map(this::verdict).toList();
    }

    public Verdict verdict(Declaration<T> declaration) {
        List<Integer> rows = new ArrayList<>();
        List<T> changed = new ArrayList<>();
        for (int row = 0; row < items.size(); row++) {
            Optional<T> change = change(declaration.perturbation(), row);
            if (change.isPresent()) {
                rows.add(row);
                changed.add(change.get());
            }
        }
        int notApplicable = items.size() - rows.size();
        if (rows.size() < LEAST) {
            return notMeasured(declaration, rows.size(), notApplicable);
        }
        return verdict(declaration, rows.stream().mapToInt(Integer::intValue).toArray(), encode(changed), notApplicable);
    }

    /** What is drawn for an item depends on the seed, the perturbation and the item's place alone. */
    private Optional<T> change(Perturbation<T> perturbation, int row) {
        T item = items.get(row);
        SplittableRandom seeds = new SplittableRandom(bootstrap.seed() ^ ((long) perturbation.label().hashCode() << 32 | row));
        return perturbation.apply(item, seeds.split()).filter(change -> !change.equals(item));
    }

    private Verdict notMeasured(Declaration<T> declaration, int applied, int notApplicable) {
        Interval all = new Interval(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        Distribution none = new Distribution(all, all);
        return new Verdict(
                declaration.perturbation().label(),
                declaration.expectation(),
                declaration.limit(),
                Outcome.NOT_MEASURED,
                all,
                applied,
                notApplicable,
                none,
                none,
                Double.NaN,
                Double.NaN);
    }

    private Verdict verdict(Declaration<T> declaration, int[] rows, float[][] changed, int notApplicable) {
        int n = rows.length;
        double[] shifts = IntStream.range(0, n).mapToDouble(i -> Nearest.distance(units[rows[i]], changed[i])).toArray();
        double[] distances = IntStream.of(rows).mapToDouble(row -> mattering[row]).toArray();
        ToDoubleFunction<int[]> shift = Bootstrap.quantile(0.5, shifts);
        ToDoubleFunction<int[]> distance = Bootstrap.quantile(0.5, distances);
        Interval ratio = bootstrap.interval(n, drawn -> ratio(shift.applyAsDouble(drawn), distance.applyAsDouble(drawn)));
        long moved = IntStream.range(0, n)
                .parallel()
                .filter(i -> nearest.of(changed[i], other -> !sameItem(rows[i], other)) != neighbour[rows[i]])
                .count();
        long strayed = IntStream.range(0, n)
                .parallel()
                .filter(i -> !sameItem(rows[i], nearest.of(changed[i], other -> true)))
                .count();
        return new Verdict(
                declaration.perturbation().label(),
                declaration.expectation(),
                declaration.limit(),
                outcome(declaration, ratio),
                ratio,
                n,
                notApplicable,
                distribution(shifts),
                distribution(distances),
                (double) moved / n,
                (double) strayed / n);
    }

    /** No shift is none of any distance, 0 included. */
    private static double ratio(double shift, double distance) {
        return shift == 0 ? 0 : shift / distance;
    }

    private static Outcome outcome(Declaration<?> declaration, Interval ratio) {
        boolean below = ratio.high() <= declaration.limit();
        boolean above = ratio.low() >= declaration.limit();
        if (below == above) {
            return Outcome.UNCLEAR;
        }
        return below == (declaration.expectation() == Expectation.IGNORES) ? Outcome.MET : Outcome.NOT_MET;
    }

    private Distribution distribution(double[] values) {
        return new Distribution(
                bootstrap.interval(values.length, Bootstrap.quantile(0.5, values)),
                bootstrap.interval(values.length, Bootstrap.quantile(0.9, values)));
    }

    private int nearestOther(int row) {
        return nearest.of(units[row], other -> !sameItem(row, other));
    }

    private double[] distancesThatMatter() {
        int[] others = IntStream.range(0, items.size()).parallel().map(this::nearestThatMatters).toArray();
        double[] distances = new double[others.length];
        for (int row = 0; row < distances.length; row++) {
            if (others[row] == Nearest.NONE) {
                throw new IllegalArgumentException("item " + row + ": there is no other"
                        + (labels.isEmpty() ? "" : " of another label") + " to tell it from");
            }
            distances[row] = Nearest.distance(units[row], units[others[row]]);
        }
        return distances;
    }

    private int nearestThatMatters(int row) {
        return nearest.of(units[row], other -> !sameItem(row, other) && !sameLabel(row, other));
    }

    private boolean sameItem(int row, int other) {
        return row == other || items.get(row).equals(items.get(other));
    }

    private boolean sameLabel(int row, int other) {
        return !labels.isEmpty() && labels.get(row).equals(labels.get(other));
    }

    private float[][] encode(List<T> texts) {
        float[][] vectors = encoder.apply(Collections.unmodifiableList(texts));
        if (vectors.length != texts.size()) {
            throw new IllegalArgumentException(
                    "the encoder gave " + vectors.length + " vectors for " + texts.size() + " items");
        }
        for (int i = 0; i < vectors.length; i++) {
            double norm = Math.sqrt(Nearest.dot(vectors[i], vectors[i]));
            if (vectors[i].length != vectors[0].length || !(Math.abs(norm - 1) <= NORM_TOLERANCE)) {
                throw new IllegalArgumentException("the encoder's vector " + i + " has dimension " + vectors[i].length
                        + " and norm " + norm + ": expected dimension " + vectors[0].length + " and norm 1");
            }
        }
        return vectors;
    }
}
