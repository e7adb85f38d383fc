package dev.vectide.indexer.search;

/**
 * The mean recall of the last questions of a sample, and between which bounds it lies in 95 of 100 cases: Wilson's score
 * interval with the number of questions for n, which is on the safe side, as a question's recall varies less than a yes or
 * no.
 *
 * <p>Used by one thread at a time.
 */
public final class RecallEstimate {
    private static final int WINDOW = 1000;
    private static final double Z = 1.959964;

    private final double[] recalls = new double[WINDOW];
    private long count;
    private double sum;

    /** @param low and {@code high} are 0 and 1 while there is no question */
    public record Interval(double mean, double low, double high, int questions) {}

    /** @param recall of one question, in [0, 1] */
    public void add(double recall) {
        int at = (int) (count % WINDOW);
        recalls[at] = recall;
        count++;
        sum = 0;
        for (int i = 0; i < questions(); i++) {
            sum += recalls[i];
        }
    }

    private int questions() {
        return (int) Math.min(count, WINDOW);
    }

    public Interval interval() {
        int n = questions();
        if (n == 0) {
            return new Interval(Double.NaN, 0, 1, 0);
        }
        double p = sum / n;
        double z2 = Z * Z;
        double centre = (p + z2 / (2 * n)) / (1 + z2 / n);
        double half = Z / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4.0 * n * n));
        return new Interval(p, Math.max(0, centre - half), Math.min(1, centre + half), n);
    }
}
