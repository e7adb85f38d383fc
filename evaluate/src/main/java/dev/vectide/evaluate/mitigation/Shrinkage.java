package dev.vectide.evaluate.mitigation;

/** How far a covariance C is drawn towards a multiple of the identity: (1 − ρ)C + ρ (tr C/d) I. */
public sealed interface Shrinkage {
    /** ρ for the vectors at hand, 0 to 1. */
    double rho(float[][] vectors);

    static Shrinkage fixed(double rho) {
        return new Fixed(rho);
    }

    static Shrinkage ledoitWolf() {
        return new LedoitWolf();
    }

    /** A ρ that is given: 0 changes nothing, 1 leaves nothing of the covariance. */
    record Fixed(double rho) implements Shrinkage {
        public Fixed {
            if (!(rho >= 0 && rho <= 1)) {
                throw new IllegalArgumentException("a shrinkage of " + rho + ": expected 0 to 1");
            }
        }

        @Override
        public double rho(float[][] vectors) {
            return rho;
        }
    }

    /**
     * The ρ with the least expected squared error (Ledoit and Wolf 2004): min(b², δ²)/δ², with S = Σ x̃x̃ᵀ/n, δ² = ‖S − (tr
     * S/d) I‖_F² and b² = Σ ‖x̃x̃ᵀ − S‖_F²/n² = (Σ‖x̃‖⁴/n − ‖S‖_F²)/n.
     */
    record LedoitWolf() implements Shrinkage {
        @Override
        public double rho(float[][] vectors) {
            Moments moments = Moments.of(vectors);
            int n = moments.n();
            int d = moments.dimension();
            double toBiased = (n - 1.0) / n;
            double trace = 0;
            double squares = 0;
            double[] covariance = moments.covariance();
            for (int i = 0; i < covariance.length; i++) {
                double value = covariance[i] * toBiased;
                squares += value * value;
                if (i % (d + 1) == 0) {
                    trace += value;
                }
            }
            double fourth = 0;
            for (int i = 0; i < n; i++) {
                double norm = 0;
                for (int j = 0; j < d; j++) {
                    norm += moments.centred()[i * d + j] * moments.centred()[i * d + j];
                }
                fourth += norm * norm;
            }
            double distance = squares - trace * trace / d;
            double error = (fourth / n - squares) / n;
            return distance <= 0 ? 1 : Math.max(0, Math.min(error, distance) / distance);
        }
    }
}
