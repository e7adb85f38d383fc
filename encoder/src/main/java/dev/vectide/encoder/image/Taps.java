package dev.vectide.encoder.image;

/**
 * Along one side, which source pixels make a target pixel and with what weights: a triangle as wide as two source pixels, or
 * where the picture shrinks, as two target pixels, so that nothing is left out.
 */
final class Taps {
    private final int[] first;
    private final double[][] weights;

    /**
     * @param size of the source in pixels
     * @param from where the part that is taken begins, in source pixels
     * @param to where it ends
     * @param count of target pixels
     */
    Taps(int size, double from, double to, int count) {
        this.first = new int[count];
        this.weights = new double[count][];
        double scale = (to - from) / count;
        double reach = Math.max(1, scale);
        for (int i = 0; i < count; i++) {
            double middle = from + (i + 0.5) * scale;
            int low = Math.max(0, (int) Math.floor(middle - reach + 0.5));
            int high = Math.min(size, (int) Math.floor(middle + reach + 0.5));
            first[i] = low;
            weights[i] = triangle(low, high, middle, reach);
        }
    }

    private static double[] triangle(int low, int high, double middle, double reach) {
        double[] weights = new double[high - low];
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            weights[j] = Math.max(0, 1 - Math.abs((low + j + 0.5 - middle) / reach));
            sum += weights[j];
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum;
        }
        return weights;
    }

    /** The first source pixel of a target pixel. */
    int first(int target) {
        return first[target];
    }

    /** One past the last source pixel of a target pixel. Neither this nor the first grows smaller from one target to the next. */
    int end(int target) {
        return first[target] + weights[target].length;
    }

    /** Of the source pixels from the first on; they sum to 1. */
    double[] weights(int target) {
        return weights[target];
    }
}
