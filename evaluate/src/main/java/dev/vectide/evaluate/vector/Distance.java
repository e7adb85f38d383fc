package dev.vectide.evaluate.vector;

/** How near two vectors are, in double. Of all but the inner product and the cosine, less is nearer. */
public enum Distance {
    COSINE {
        @Override
        public double similarity(float[] a, float[] b) {
            double norms = Math.sqrt(dot(a, a)) * Math.sqrt(dot(b, b));
            return norms == 0 ? 0 : dot(a, b) / norms;
        }
    },
    DOT {
        @Override
        public double similarity(float[] a, float[] b) {
            return dot(a, b);
        }
    },
    EUCLIDEAN {
        @Override
        public double similarity(float[] a, float[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                double difference = (double) a[j] - b[j];
                sum += difference * difference;
            }
            return -Math.sqrt(sum);
        }
    },
    MANHATTAN {
        @Override
        public double similarity(float[] a, float[] b) {
            double sum = 0;
            for (int j = 0; j < a.length; j++) {
                sum += Math.abs((double) a[j] - b[j]);
            }
            return -sum;
        }
    };

    /** More is nearer: distances come with a minus. */
    public abstract double similarity(float[] a, float[] b);

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (double) a[j] * b[j];
        }
        return sum;
    }
}
