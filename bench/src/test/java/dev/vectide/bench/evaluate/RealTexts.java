package dev.vectide.bench.evaluate;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Rows of public data sets, and the model whose space is the default.
 *
 * <p>Safe for concurrent use.
 */
final class RealTexts {
    private static final int BATCH = 64;

    private RealTexts() {}

    /** A text and its label. */
    record Labelled(String text, String label) {}

    private static final class Holder {
        private static final TextModel MODEL = (TextModel) EncoderApp.load(ConfigReader.read(
                        null, Map.of("VECTIDE_ENCODER_SPACE", "all-minilm-l6-v2", "VECTIDE_ENCODER_DEVICE", "cpu")))
                .get(0);
    }

    static TextModel model() {
        return Holder.MODEL;
    }

    /** Unit vectors of documents, in order; two batches of like length at once. */
    static float[][] encode(List<String> texts) {
        List<Integer> order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length()))
                .toList();
        float[][] vectors = new float[texts.size()][];
        IntStream.range(0, (texts.size() + BATCH - 1) / BATCH).parallel().forEach(batch -> {
            List<Integer> members = order.subList(batch * BATCH, Math.min(texts.size(), (batch + 1) * BATCH));
            List<Encoded> encoded = model().encode(members.stream().map(texts::get).toList(), InputType.DOCUMENT);
            for (int i = 0; i < members.size(); i++) {
                vectors[members.get(i)] = encoded.get(i).vector().toArray();
            }
        });
        return vectors;
    }

    static float[][] encodeTexts(List<Labelled> texts) {
        return encode(texts.stream().map(Labelled::text).toList());
    }

    /** Rows of a file without its header, split at tabs. */
    static List<String[]> rows(String file) {
        try {
            List<String> lines = Files.readAllLines(Path.of(System.getenv("VECTIDE_DATA")).resolve(file));
            return lines.stream().skip(1).map(line -> line.split("\t", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** CLINC150's texts of a split, the first {@code each} of every intent. */
    static List<Labelled> clinc(String split, int each) {
        return firstOfEach(rows("clinc150/" + split + ".tsv").stream().map(row -> new Labelled(row[0], row[1])).toList(), each);
    }

    private static List<Labelled> firstOfEach(List<Labelled> texts, int each) {
        Map<String, Integer> taken = new LinkedHashMap<>();
        List<Labelled> first = new ArrayList<>();
        for (Labelled text : texts) {
            if (taken.merge(text.label(), 1, Integer::sum) <= each) {
                first.add(text);
            }
        }
        return first;
    }

    /** TREC's first questions, labelled with the fine class. */
    static List<Labelled> trec(int count) {
        return rows("trec_questions/train.tsv").stream().limit(count).map(row -> new Labelled(row[2], row[1])).toList();
    }

    /** Numbers for labels, in the order in which they come. */
    static int[] numbers(List<Labelled> texts) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        return texts.stream().mapToInt(text -> numbers.computeIfAbsent(text.label(), label -> numbers.size())).toArray();
    }
}
