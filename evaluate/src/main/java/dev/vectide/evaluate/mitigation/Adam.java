package dev.vectide.evaluate.mitigation;

/** Adam (Kingma and Ba 2015) with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸. Not safe for use by several threads. */
final class Adam {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final double rate;
    private final double[] first;
    private final double[] second;
    private int steps;

    Adam(int parameters, double rate) {
        this.rate = rate;
        this.first = new double[parameters];
        this.second = new double[parameters];
    }

    /** Moves {@code parameters} one step against {@code gradient}. */
    void step(double[] parameters, double[] gradient) {
        steps++;
        double bias1 = 1 - Math.pow(BETA_1, steps);
        double bias2 = 1 - Math.pow(BETA_2, steps);
        for (int i = 0; i < parameters.length; i++) {
            first[i] = BETA_1 * first[i] + (1 - BETA_1) * gradient[i];
            second[i] = BETA_2 * second[i] + (1 - BETA_2) * gradient[i] * gradient[i];
            parameters[i] -= rate * (first[i] / bias1) / (Math.sqrt(second[i] / bias2) + EPSILON);
        }
    }
}
