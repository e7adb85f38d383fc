package dev.vectide.encoder.onnx;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.TextModel;
import java.util.ArrayList;
import java.util.List;

/** Whether two graphs of one model answer alike, on texts from one word to beyond the maximum, together and alone. */
final class SameVectors {
    /** Least cosine of a graph of single precision to the export. */
    static final double SINGLE = 0.99999;
    /** The same of half precision. */
    static final double HALF = 0.9999;

    private static final List<String> SENTENCES = List.of(
            "Rain.",
            "The parcel has not arrived and nobody answers the phone.",
            "ERROR 0x80070057: the parameter is incorrect",
            "Zwei Züge nach Köln fallen heute aus; 東京 ist nicht betroffen \u2013 naïve café!",
            "She sold 1,250 shares at $37.40 on 3 May, then bought them back.",
            "a");
    private static final int LONGEST = 40;

    private SameVectors() {}

    /**
     * @return the least cosine found
     * @throws EncoderException if it is less than {@code floor}; the message says of which text
     */
    static double require(TextModel one, TextModel other, double floor) {
        List<String> texts = texts();
        List<Encoded> expected = one.encode(texts, InputType.DOCUMENT);
        List<Encoded> found = other.encode(texts, InputType.DOCUMENT);
        double least = 1;
        for (int i = 0; i < texts.size(); i++) {
            double cosine = expected.get(i).vector().dot(found.get(i).vector())
                    / (expected.get(i).vector().norm() * found.get(i).vector().norm());
            if (!(cosine >= floor)) {
                throw new EncoderException(
                        "space " + one.space().name() + ": cosine " + cosine + " to the export where " + floor
                                + " is wanted, of a text of " + expected.get(i).tokens() + " tokens", null);
            }
            least = Math.min(least, cosine);
        }
        return least;
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
