package dev.vectide.evaluate.metric;

/**
 * How well a score tells positives from negatives; a positive should have the higher one. Thresholds are the different scores:
 * all that is equal is taken at once.
 */
public final class Detection {
    /** Of a product that is meant to be a whole number. */
    private static final double ROUNDING = 1e-9;

    private final Cut[] cuts;
    private final int positives;
    private final int negatives;

    /**
     * All with a score of at least {@code score} are taken.
     *
     * @param positives of these
     * @param negatives of these
     */
    private record Cut(double score, int positives, int negatives) {}

    private Detection(Cut[] cuts) {
        this.cuts = cuts;
        this.positives = cuts[cuts.length - 1].positives();
        this.negatives = cuts[cuts.length - 1].negatives();
    }

    /** @throws IllegalArgumentException if there are no scores, or not one label for each */
    public static Detection of(double[] scores, boolean[] labels) {
        if (scores.length == 0 || scores.length != labels.length) {
            throw new IllegalArgumentException(scores.length + " scores, " + labels.length + " labels");
        }
        int[] codes = Ranks.codes(scores);
        int different = 0;
        for (int code : codes) {
            different = Math.max(different, code + 1);
        }
        int[] positive = new int[different];
        int[] negative = new int[different];
        double[] values = new double[different];
        for (int i = 0; i < codes.length; i++) {
            (labels[i] ? positive : negative)[codes[i]]++;
            values[codes[i]] = scores[i];
        }
        Cut[] cuts = new Cut[different];
        int taken = 0;
        int wrong = 0;
        for (int i = 0; i < different; i++) {
            int code = different - 1 - i;
            taken += positive[code];
            wrong += negative[code];
            cuts[i] = new Cut(values[code], taken, wrong);
        }
        return new Detection(cuts);
    }

    /** Area under the ROC curve: the chance that a positive scores above a negative, equal ones counting half. */
    public double auroc() {
        double area = 0;
        int below = 0;
        int before = 0;
        for (Cut cut : cuts) {
            double width = cut.negatives - before;
            area += width * (below + cut.positives) / 2.0;
            before = cut.negatives;
            below = cut.positives;
        }
        return area / positives / negatives;
    }

    /** Σ (Rₖ − Rₖ₋₁) Pₖ over the thresholds, as scikit-learn's average precision; 0 without positives. */
    public double averagePrecision() {
        double sum = 0;
        int before = 0;
        for (Cut cut : cuts) {
            sum += (double) (cut.positives - before) * cut.positives / (cut.positives + cut.negatives);
            before = cut.positives;
        }
        return positives == 0 ? 0 : sum / positives;
    }

    /** Share of negatives taken where the highest threshold takes at least {@code recall} of the positives. */
    public double falsePositiveRate(double recall) {
        for (Cut cut : cuts) {
            if (cut.positives >= recall * positives - ROUNDING) {
                return (double) cut.negatives / negatives;
            }
        }
        return 1;
    }

    /** The lowest score from which on at least {@code precision} of what is taken are positives; NaN where there is none. */
    public double thresholdFor(double precision) {
        double threshold = Double.NaN;
        for (Cut cut : cuts) {
            if (cut.positives > 0 && cut.positives >= precision * (cut.positives + cut.negatives) - ROUNDING) {
                threshold = cut.score;
            }
        }
        return threshold;
    }

    /**
     * Share of positives among the k highest scores; of equal scores across the end, the share that may be expected if they are
     * drawn.
     */
    public double precisionAt(int k) {
        double taken = 0;
        Cut before = new Cut(Double.NaN, 0, 0);
        for (Cut cut : cuts) {
            int width = cut.positives + cut.negatives - before.positives - before.negatives;
            int room = Math.max(0, Math.min(width, k - before.positives - before.negatives));
            taken += (double) (cut.positives - before.positives) * room / width;
            before = cut;
        }
        return taken / k;
    }

    /** Share of the positives that score at least {@code threshold}. */
    public double recallAt(double threshold) {
        int taken = 0;
        for (Cut cut : cuts) {
            if (cut.score >= threshold) {
                taken = cut.positives;
            }
        }
        return (double) taken / positives;
    }

    public int positives() {
        return positives;
    }
}
