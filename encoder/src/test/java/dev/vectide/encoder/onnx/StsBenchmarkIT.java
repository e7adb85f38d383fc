package dev.vectide.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.wire.StrictJson;
import dev.vectide.encoder.TextModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The published scores of the built-in spaces' models on the STS benchmark (Cer et al. 2017), test split: Spearman's rank
 * correlation of cosine and human judgement, as MTEB has it. Wants {@code stsb/test.tsv}, with the columns genre, file, year,
 * score, sentence1, sentence2, and {@code reference_mteb.tsv} in the folder that {@code VECTIDE_DATA} names.
 */
class StsBenchmarkIT {
    private static final int SCORE = 3;
    private static final int FIRST = 4;
    private static final int SECOND = 5;

    /** The published figures are of bare texts, also where a space has prefixes. */
    @ParameterizedTest
    @CsvSource({
        "all-minilm-l6-v2, sentence-transformers/all-MiniLM-L6-v2, 0.001",
        "all-minilm-l6-v2-int8, sentence-transformers/all-MiniLM-L6-v2, 0.01",
        "bge-small-en-v1.5, BAAI/bge-small-en-v1.5, 0.001",
        "bge-small-en-v1.5-int8, BAAI/bge-small-en-v1.5, 0.01",
        "e5-small-v2, intfloat/e5-small-v2, 0.001",
        "e5-small-v2-int8, intfloat/e5-small-v2, 0.01"
    })
    void theScoreIsThePublishedOne(String space, String published, double tolerance) throws IOException {
        List<String[]> pairs = pairs();
        double[] human = pairs.stream().mapToDouble(pair -> Double.parseDouble(pair[SCORE])).toArray();

        double[] cosine = new double[pairs.size()];
        try (TextModel model =
                (TextModel) OnnxModels.loadWithoutPrefixes(ConfigReader.read(null, Map.of()), space)) {
            List<Encoded> first = model.encode(pairs.stream().map(pair -> pair[FIRST]).toList(), InputType.DOCUMENT);
            List<Encoded> second = model.encode(pairs.stream().map(pair -> pair[SECOND]).toList(), InputType.DOCUMENT);
            for (int i = 0; i < cosine.length; i++) {
                cosine[i] = first.get(i).vector().dot(second.get(i).vector());
            }
        }

        double spearman = pearson(ranks(human), ranks(cosine));
        double reference = reference(published);
        System.out.printf(
                "STS benchmark, test split, %d pairs: %s Spearman %.6f, published %.6f%n",
                pairs.size(), space, spearman, reference);
        assertThat(pairs).hasSize(1379);
        assertThat(spearman).isCloseTo(reference, within(tolerance));
    }

    private static JsonNode tree(String json) {
        return Objects.requireNonNull(StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)).tree());
    }

    private static double reference(String model) throws IOException {
        Path file = Path.of(System.getenv("VECTIDE_DATA"), "reference_mteb.tsv");
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .filter(row -> row[0].equals(model) && row[2].equals("STSBenchmark") && row[3].equals("test"))
                .mapToDouble(row -> tree(row[6]).required("cosine_spearman").asDouble())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ranksOfEqualsAreTheirMean() {
        assertThat(ranks(new double[] {3, 1, 3, 2})).containsExactly(3.5, 1, 3.5, 2);
        assertThat(pearson(new double[] {1, 2, 3}, new double[] {6, 4, 2})).isCloseTo(-1, within(1e-12));
    }

    private static List<String[]> pairs() throws IOException {
        String data = System.getenv("VECTIDE_DATA");
        if (data == null) {
            String missing = "the published score is NOT checked: VECTIDE_DATA names no folder with stsb/test.tsv";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            System.out.println(missing);
            abort(missing);
        }
        List<String[]> pairs = new ArrayList<>();
        List<String> lines = Files.readAllLines(Path.of(data, "stsb", "test.tsv"));
        for (String line : lines.subList(1, lines.size())) {
            pairs.add(line.split("\t", -1));
        }
        return pairs;
    }

    /** From 1 for the smallest; equal values share the mean of their ranks. */
    private static double[] ranks(double[] values) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] ranks = new double[values.length];
        int from = 0;
        while (from < order.length) {
            int to = from;
            while (to < order.length && values[order[to]] == values[order[from]]) {
                to++;
            }
            for (int i = from; i < to; i++) {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }
            from = to;
        }
        return ranks;
    }

    private static double pearson(double[] x, double[] y) {
        double meanX = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
        double meanY = IntStream.range(0, y.length).mapToDouble(i -> y[i]).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
            yy += (y[i] - meanY) * (y[i] - meanY);
        }
        return xy / Math.sqrt(xx * yy);
    }
}
