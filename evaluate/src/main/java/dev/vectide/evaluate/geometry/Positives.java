package dev.vectide.evaluate.geometry;

import dev.vectide.evaluate.vector.InnerProducts;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What pairs say that belong together: row i of one set and row i of the other, both made unit. */
public final class Positives {
    /** Temperatures that are looked at. */
    public static final List<Double> TEMPERATURES = List.of(0.01, 0.02, 0.05, 0.07, 0.1, 0.2, 0.5);

    private Positives() {}

    /**
     * InfoNCE with all the other rows as negatives. Losses of two temperatures are not comparable.
     *
     * @param loss mean of −ln(exp(s⁺/τ) / Σ exp(s/τ))
     */
    public record AtTemperature(double temperature, double loss) {}

    /**
     * @param top1 share of rows whose own partner is nearer than any other, whatever the temperature
     * @param losses at each of {@link #TEMPERATURES}
     */
    public record Sweep(double top1, List<AtTemperature> losses) {}

    /** Mean squared distance of partners (Wang and Isola 2020). */
    public static double alignment(Vectors first, Vectors second) {
        Vectors a = first.units();
        Vectors b = second.units();
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < a.dimension(); j++) {
                double difference = (double) a.row(i)[j] - b.row(i)[j];
                sum += difference * difference;
            }
        }
        return sum / a.size();
    }

    public static Sweep sweep(Vectors first, Vectors second) {
        int n = first.size();
        double[][] losses = new double[TEMPERATURES.size()][n];
        double[] best = new double[n];
        new InnerProducts(second.units()).forEach(first.units(), (i, products) -> {
            double most = Double.NEGATIVE_INFINITY;
            double others = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < n; j++) {
                most = Math.max(most, products[j]);
                others = j == i ? others : Math.max(others, products[j]);
            }
            best[i] = products[i] > others ? 1 : 0;
            for (int t = 0; t < losses.length; t++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += Math.exp((products[j] - most) / TEMPERATURES.get(t));
                }
                losses[t][i] = (most - products[i]) / TEMPERATURES.get(t) + Math.log(sum);
            }
        });
        List<AtTemperature> swept = new ArrayList<>();
        for (int t = 0; t < losses.length; t++) {
            swept.add(new AtTemperature(TEMPERATURES.get(t), mean(losses[t])));
        }
        return new Sweep(mean(best), List.copyOf(swept));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
