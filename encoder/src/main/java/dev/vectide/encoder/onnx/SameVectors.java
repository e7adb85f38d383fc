package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import java.util.ArrayList;
import java.util.List;

/** Whether two graphs of one model answer alike, on texts from one word to beyond the maximum, together and alone. */
final class SameVectors {
    /** Of a graph of single precision. */
    static final Floor SINGLE = new Floor(0.99999, 0.99999);
    /** Of half precision. */
    static final Floor HALF = new Floor(0.9999, 0.9999);
    /**
     * Of a quantised one: the last bit of a float decides between two whole numbers, so that even the runtime's own levels of
     * optimisation are no nearer to each other than .993, on average .999. One with another pooling is far below.
     */
    static final Floor QUANTISED = new Floor(0.98, 0.997);
    /** Of one that computes the same in the same order: not a bit may differ. */
    static final Floor SAME = new Floor(1, 1);

    private static final List<String> SENTENCES = List.of(
            "Rain.",
            "The parcel has not arrived and nobody answers the phone.",
            "ERROR 0x80070057: the parameter is incorrect",
            "Zwei Züge nach Köln fallen heute aus; 東京 ist nicht betroffen \u2013 naïve café!",
            "She sold 1,250 shares at $37.40 on 3 May, then bought them back.",
            "a");
    private static final int LONGEST = 40;

    /** Cosines to the export: of each text, and on average. */
    record Floor(double least, double mean) {}

    private SameVectors() {}

    /**
     * @return the least cosine found
     * @throws EncoderException if one is less than {@code floor}, or all on average; the message says which
     */
    static double require(TextModel one, TextModel other, Floor floor) {
        List<String> texts = texts();
        List<Encoded> expected = one.encode(texts, InputType.DOCUMENT);
        List<Encoded> found = other.encode(texts, InputType.DOCUMENT);
        double least = 1;
        double sum = 0;
        for (int i = 0; i < texts.size(); i++) {
            double cosine = cosine(expected.get(i).vector(), found.get(i).vector());
            if (!(cosine >= floor.least())) {
                throw new EncoderException(
                        "space " + one.space().name() + ": cosine " + cosine + " to the export where " + floor.least()
                                + " is wanted, of a text of " + expected.get(i).tokens() + " tokens", null);
            }
            least = Math.min(least, cosine);
            sum += cosine;
        }
        if (sum / texts.size() < floor.mean()) {
            throw new EncoderException(
                    "space " + one.space().name() + ": cosine " + sum / texts.size() + " to the export on average where "
                            + floor.mean() + " is wanted", null);
        }
        return least;
    }

    /** 1 only of vectors that are the same in all bits; of those without a direction it is no number. */
    private static double cosine(FloatVector one, FloatVector other) {
        double cosine = one.dot(other) / (one.norm() * other.norm());
        if (Double.isNaN(cosine)) {
            return cosine;
        }
        return one.equals(other) ? 1 : Math.min(Math.nextDown(1.0), cosine);
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>(SENTENCES);
        for (int sentences = 2; sentences <= LONGEST; sentences += 2) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < sentences; i++) {
                text.append(SENTENCES.get((sentences + i) % SENTENCES.size())).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
