package dev.vectide.bench.detectors;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What is injected into a stream: how the events look from some moment on. */
enum Shift {
    /** Nothing. */
    NULL,
    /** One event in ten is of one topic, drawn a stream. */
    TOPIC_UP,
    /** A group of topics has gone. */
    GROUP_GONE,
    /** So many per cent of the events are strange texts. */
    CONTAMINATION2,
    CONTAMINATION5,
    CONTAMINATION10,
    /** The int8 class of the encoder in place of the full one. */
    ENCODER_SWAP,
    /** A prefix before every text, such as another encoder wants and this one does not. */
    PREFIX,
    /** Eight dimensions are 0. */
    ZEROED_DIMENSIONS,
    /** Every vector is pulled by 5 % towards the mean of all. */
    SHRINK,
    /** A constant vector of 5 % of the norm is added to every vector. */
    CONSTANT_PULL,
    /** The first 30 of every 1500 events are strange texts. */
    BURSTS;

    private static final int ZEROED = 8;
    private static final int BURST = 30;
    private static final int BURST_EVERY = 1500;

    /** First part of the names of its figures. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** An event: which document it is, and its vector, not to be written to. */
    record Event(String document, float[] vector) {}

    /** One stream's events under a shift. What is drawn a stream is drawn here. */
    static final class Source {
        private final Shift shift;
        private final Bed bed;
        private final Random random;
        private final int[] topic;
        private final int[] rest;
        private final int[] zeroed;
        private final float[] mean;
        private final float[] pull;
        private int sent;

        Source(Shift shift, Bed bed, long seed) {
            this.shift = shift;
            this.bed = bed;
            this.random = new Random(seed);
            List<Corpus.Labelled> usual = bed.corpus().usual();
            Corpus.Labelled chosen = usual.get(random.nextInt(usual.size()));
            this.topic = all(usual).filter(i -> usual.get(i).topic().equals(chosen.topic())).toArray();
            this.rest = all(usual).filter(i -> !usual.get(i).group().equals(chosen.group())).toArray();
            this.zeroed = random.ints(0, bed.dimension()).distinct().limit(ZEROED).toArray();
            this.mean = mean(bed.usual());
            this.pull = new float[bed.dimension()];
            double norm = 0;
            for (int j = 0; j < pull.length; j++) {
                pull[j] = (float) random.nextGaussian();
                norm += (double) pull[j] * pull[j];
            }
            for (int j = 0; j < pull.length; j++) {
                pull[j] *= (float) (0.05 / Math.sqrt(norm));
            }
        }

        private static IntStream all(List<?> list) {
            return IntStream.range(0, list.size());
        }

        private static float[] mean(float[][] vectors) {
            double[] sum = new double[vectors[0].length];
            for (float[] vector : vectors) {
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += vector[j];
                }
            }
            float[] mean = new float[sum.length];
            for (int j = 0; j < sum.length; j++) {
                mean[j] = (float) (sum[j] / vectors.length);
            }
            return mean;
        }

        Event next() {
            int at = sent++;
            return switch (shift) {
                case NULL -> usual(bed.usual());
                case TOPIC_UP -> random.nextInt(10) == 0 ? usual(topic) : usual(bed.usual());
                case GROUP_GONE -> usual(rest);
                case CONTAMINATION2 -> contaminated(0.02);
                case CONTAMINATION5 -> contaminated(0.05);
                case CONTAMINATION10 -> contaminated(0.10);
                case ENCODER_SWAP -> usual(bed.swapped());
                case PREFIX -> usual(bed.prefixed());
                case ZEROED_DIMENSIONS -> changed(usual(bed.usual()), vector -> {
                    for (int j : zeroed) {
                        vector[j] = 0;
                    }
                });
                case SHRINK -> changed(usual(bed.usual()), vector -> {
                    for (int j = 0; j < vector.length; j++) {
                        vector[j] = 0.95f * vector[j] + 0.05f * mean[j];
                    }
                });
                case CONSTANT_PULL -> changed(usual(bed.usual()), vector -> {
                    for (int j = 0; j < vector.length; j++) {
                        vector[j] += pull[j];
                    }
                });
                case BURSTS -> at % BURST_EVERY < BURST ? strange() : usual(bed.usual());
            };
        }

        private Event contaminated(double share) {
            return random.nextDouble() < share ? strange() : usual(bed.usual());
        }

        private Event strange() {
            int chosen = random.nextInt(bed.strange().length);
            return new Event("strange-" + chosen, bed.strange()[chosen]);
        }

        private Event usual(float[][] vectors) {
            int chosen = random.nextInt(vectors.length);
            return new Event("usual-" + chosen, vectors[chosen]);
        }

        private Event usual(int[] among) {
            int chosen = among[random.nextInt(among.length)];
            return new Event("usual-" + chosen, bed.usual()[chosen]);
        }

        private static Event changed(Event event, Consumer<float[]> change) {
            float[] vector = event.vector.clone();
            change.accept(vector);
            return new Event(event.document, vector);
        }
    }
}
