package dev.vectide.bench;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import java.util.List;
import java.util.Map;

/**
 * Tokens a second of the encoder and of {@link PlainLoop}, over the same texts, in turns. Both must give the same vectors,
 * or there is no figure. Arguments: {@code --quick}, {@code --json}.
 */
final class EncoderBenchmark {
    private static final String MODEL = "all-minilm-l6-v2";
    private static final double SAME = 0.99999;

    private EncoderBenchmark() {}

    private interface Side {
        void encode(List<String> texts) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = List.of(arguments);
        boolean quick = options.contains("--quick");
        // Ours first: DJL sets ONNX Runtime up.
        try (TextModel ours = EncoderApp.load(ConfigReader.read(null, Map.of("VECTIDE_ENCODER_SPACE", MODEL)));
                PlainLoop plain = new PlainLoop(MODEL)) {
            Figures figures = run(ours, plain, Glosses.texts(quick ? 360 : 1800), quick ? 3 : 5);
            if (options.contains("--json")) {
                figures.json(System.out);
            } else {
                figures.table(System.out);
            }
        }
    }

    private static Figures run(TextModel ours, PlainLoop plain, List<String> texts, int rounds) throws Exception {
        // Also warms both up.
        long tokens = requireSame(ours.encode(texts, InputType.DOCUMENT), plain.encode(texts));
        double[] oursRate = new double[rounds];
        double[] plainRate = new double[rounds];
        double[] ratio = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            oursRate[round] = tokens / seconds(batch -> ours.encode(batch, InputType.DOCUMENT), texts);
            plainRate[round] = tokens / seconds(plain::encode, texts);
            ratio[round] = oursRate[round] / plainRate[round];
        }
        Figures figures = new Figures("encoder");
        figures.add("tokens_per_text", new double[] {(double) tokens / texts.size()}, "tokens");
        figures.add("vectide", oursRate, "tokens/s");
        figures.add("plain_onnxruntime_loop", plainRate, "tokens/s");
        figures.add("vectide_per_plain", ratio, "ratio");
        return figures;
    }

    /** Tokens that were encoded, special ones included and what was cut left out. */
    private static long requireSame(List<Encoded> ours, List<float[]> plain) {
        long tokens = 0;
        for (int i = 0; i < ours.size(); i++) {
            float[] vector = ours.get(i).vector().toArray();
            double cosine = 0;
            for (int j = 0; j < vector.length; j++) {
                cosine += vector[j] * plain.get(i)[j];
            }
            if (cosine < SAME) {
                throw new IllegalStateException("text " + i + ": the two sides disagree, cosine " + cosine);
            }
            tokens += Math.min(ours.get(i).tokens(), 256);
        }
        return tokens;
    }

    private static double seconds(Side side, List<String> texts) throws Exception {
        long start = System.nanoTime();
        side.encode(texts);
        return (System.nanoTime() - start) / 1e9;
    }
}
