package dev.vectide.evaluate.probe;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Limited-memory BFGS (Nocedal 1980) with ten pairs and a line search for the strong Wolfe conditions (Nocedal and Wright
 * 2006, algorithms 3.5 and 3.6). It ends where no component of the gradient exceeds {@code tolerance}, after
 * {@code rounds}, or where nothing is gained any more.
 *
 * <p>For use by one thread.
 */
final class Lbfgs {
    private static final int PAIRS = 10;
    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final int TRIES = 50;
    private static final double NOTHING = 64 * Math.ulp(1.0);

    /** A function to be minimised. */
    interface Objective {
        /** The value at {@code x}; writes the gradient there into {@code gradient}. */
        double at(double[] x, double[] gradient);
    }

    private record Pair(double[] s, double[] y, double rho) {}

    private final Objective objective;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private double[] x;
    private double[] gradient;
    private double value;

    private Lbfgs(Objective objective, double[] start) {
        this.objective = objective;
        this.x = start.clone();
        this.gradient = new double[start.length];
        this.value = objective.at(x, gradient);
    }

    static double[] minimise(Objective objective, double[] start, double tolerance, int rounds) {
        Lbfgs search = new Lbfgs(objective, start);
        for (int round = 0; round < rounds && largest(search.gradient) > tolerance; round++) {
            if (!search.step()) {
                break;
            }
        }
        return search.x;
    }

    private boolean step() {
        double[] direction = direction();
        double slope = dot(gradient, direction);
        if (slope >= 0) {
            pairs.clear();
            direction = scaled(gradient, -1);
            slope = -dot(gradient, gradient);
        }
        double first = pairs.isEmpty() ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
        Point next = search(direction, slope, first);
        if (next == null || next.value >= value) {
            return false;
        }
        double[] s = difference(next.x, x);
        double[] y = difference(next.gradient, gradient);
        double sy = dot(s, y);
        if (sy > 0) {
            pairs.addLast(new Pair(s, y, 1 / sy));
            if (pairs.size() > PAIRS) {
                pairs.removeFirst();
            }
        }
        double gained = (value - next.value) / Math.max(1, Math.max(Math.abs(value), Math.abs(next.value)));
        x = next.x;
        gradient = next.gradient;
        value = next.value;
        return gained > NOTHING;
    }

    /** −H g by the two-loop recursion. */
    private double[] direction() {
        double[] q = scaled(gradient, -1);
        double[] alphas = new double[pairs.size()];
        int i = pairs.size();
        for (Iterator<Pair> back = pairs.descendingIterator(); back.hasNext(); ) {
            Pair pair = back.next();
            alphas[--i] = pair.rho * dot(pair.s, q);
            add(q, -alphas[i], pair.y);
        }
        if (!pairs.isEmpty()) {
            Pair last = pairs.getLast();
            double scale = 1 / (last.rho * dot(last.y, last.y));
            q = scaled(q, scale);
        }
        for (Pair pair : pairs) {
            add(q, alphas[i++] - pair.rho * dot(pair.y, q), pair.s);
        }
        return q;
    }

    private record Point(double step, double[] x, double value, double[] gradient, double slope) {}

    private Point at(double step, double[] direction) {
        double[] there = x.clone();
        add(there, step, direction);
        double[] slopes = new double[there.length];
        double found = objective.at(there, slopes);
        return new Point(step, there, found, slopes, dot(slopes, direction));
    }

    private @Nullable Point search(double[] direction, double slope, double first) {
        Point low = new Point(0, x, value, gradient, slope);
        double step = first;
        for (int i = 0; i < TRIES; i++) {
            Point point = at(step, direction);
            if (point.value > value + DECREASE * step * slope || (i > 0 && point.value >= low.value)) {
                return zoom(low, point, direction, slope);
            }
            if (Math.abs(point.slope) <= -CURVATURE * slope) {
                return point;
            }
            if (point.slope >= 0) {
                return zoom(point, low, direction, slope);
            }
            low = point;
            step *= 2;
        }
        return low.step == 0 ? null : low;
    }

    private @Nullable Point zoom(Point from, Point to, double[] direction, double slope) {
        Point low = from;
        Point high = to;
        for (int i = 0; i < TRIES; i++) {
            Point point = at(between(low, high), direction);
            if (point.value > value + DECREASE * point.step * slope || point.value >= low.value) {
                high = point;
            } else {
                if (Math.abs(point.slope) <= -CURVATURE * slope) {
                    return point;
                }
                if (point.slope * (high.step - low.step) >= 0) {
                    high = low;
                }
                low = point;
            }
            if (Math.abs(high.step - low.step) <= 1e-12 * Math.max(1, low.step)) {
                break;
            }
        }
        return low.step == 0 ? null : low;
    }

    /** The minimum of the parabola through value and slope of the better end and the value of the other, kept off both ends. */
    private static double between(Point low, Point high) {
        double width = high.step - low.step;
        double curvature = (high.value - low.value - low.slope * width) / (width * width);
        double guess = low.step - low.slope / (2 * curvature);
        double share = (guess - low.step) / width;
        return low.step + width * (Double.isFinite(share) ? Math.min(0.9, Math.max(0.1, share)) : 0.5);
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] to, double factor, double[] of) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * of[i];
        }
    }

    private static double[] scaled(double[] values, double factor) {
        return Arrays.stream(values).map(value -> factor * value).toArray();
    }

    private static double[] difference(double[] a, double[] b) {
        double[] difference = a.clone();
        add(difference, -1, b);
        return difference;
    }
}
