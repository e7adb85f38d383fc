package dev.vectide.bench.gpu;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.vectide.bench.Figures;
import dev.vectide.bench.Glosses;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.wire.Json;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.onnx.OnnxModels;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * MiniLM on one GPU, three ways in turns: the model as the stage calls it, from text to vector; the raw loop on the same
 * graph (its limit); and sentence-transformers, from text to vector. All get the same texts, none of which any side cuts.
 */
final class GpuBench {
    private static final String SPACE = "all-minilm-l6-v2";
    private static final int LONGEST = 256;
    private static final long SEED = 20_261_125;
    /** As many slices are on their way in the stage. */
    private static final int SLICES = 2;
    /** Both are of half precision, each in its own way. */
    private static final double SAME = 0.999;

    private final VectideConfig.Encoder settings;
    private final TextModel model;
    private final List<String> texts;
    private final List<long[]> tokens;
    private final Figures figures = new Figures("gpu");

    private GpuBench(VectideConfig.Encoder settings, TextModel model, int count) throws IOException {
        this.settings = settings;
        this.model = model;
        this.texts = new ArrayList<>();
        try (HuggingFaceTokenizer tokenizer = tokenizer()) {
            for (String text : Glosses.texts(count)) {
                if (tokenizer.encode(text).getIds().length <= LONGEST) {
                    texts.add(text);
                }
            }
            Collections.shuffle(texts, new Random(SEED));
            this.tokens = texts.stream().map(text -> tokenizer.encode(text).getIds()).toList();
        }
    }

    /**
     * @param peer the command that starts the peer, given the file of texts, one JSON string a line; null to go without
     * @param count texts, of which those that are too long are left out
     */
    static Figures run(
            VectideConfig config, @Nullable Function<Path, List<String>> peer, int count, int rounds,
            Consumer<String> progress) throws Exception {
        Path file = Files.createTempFile("vectide-texts", ".jsonl");
        try (TextModel model = (TextModel) EncoderApp.load(config).get(0)) {
            progress.accept("the encoder runs as " + model.producer());
            GpuBench bench = new GpuBench(config.encoder(), model, count);
            bench.write(file);
            try (RawGpuLoop raw = bench.raw(OnnxModels.graph(config, SPACE));
                    PythonPeer python = peer == null ? null : new PythonPeer(peer.apply(file))) {
                if (python != null) {
                    progress.accept("the peer is " + python.name());
                    bench.requireSame(python.vectors());
                }
                bench.measure(raw, python, rounds, progress);
            }
            return bench.figures;
        } finally {
            Files.delete(file);
        }
    }

    private RawGpuLoop raw(byte[] graph) throws Exception {
        String device = settings.device();
        OptionalInt gpu = device.startsWith("cuda:")
                ? OptionalInt.of(Integer.parseInt(device.substring("cuda:".length())))
                : OptionalInt.empty();
        return new RawGpuLoop(graph, tokens, gpu, settings.gpu().sessions(), settings.gpu().batchTokens(), LONGEST);
    }

    private void measure(
            RawGpuLoop raw, @Nullable PythonPeer python, int rounds, Consumer<String> progress)
            throws InterruptedException {
        double[] limit = new double[rounds];
        double[] stage = new double[rounds];
        double[] peer = new double[rounds];
        raw.seconds();
        stageSeconds();
        List<Double> memory = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            progress.accept("round " + (round + 1) + " of " + rounds);
            limit[round] = texts.size() / raw.seconds();
            stage[round] = texts.size() / stageSeconds();
            peer[round] = python == null ? Double.NaN : texts.size() / python.seconds();
            GpuMemory.usedMiB().ifPresent(memory::add);
        }
        report(limit, stage, python == null ? null : peer, memory);
    }

    private void report(
            double[] limit, double[] stage, double @Nullable [] peer, List<Double> memory) {
        double tokensPerText = tokens.stream().mapToInt(ids -> ids.length).average().orElse(0);
        figures.add("texts", "texts", texts.size());
        figures.add("tokens_per_text", "tokens", tokensPerText);
        rates("raw", limit, tokensPerText);
        rates("encoder", stage, tokensPerText);
        figures.add("encoder_over_raw", "ratio", ratios(stage, limit));
        if (peer != null) {
            rates("sentence_transformers", peer, tokensPerText);
            figures.add("encoder_over_sentence_transformers", "ratio", ratios(stage, peer));
        }
        if (!memory.isEmpty()) {
            figures.add("gpu_memory_first_round", "MiB", memory.get(0));
            figures.add("gpu_memory_last_round", "MiB", memory.get(memory.size() - 1));
        }
    }

    private void rates(String name, double[] textsPerSecond, double tokensPerText) {
        figures.add(name, "texts/s", textsPerSecond);
        figures.add(
                name + "_tokens",
                "tokens/s",
                Arrays.stream(textsPerSecond).map(rate -> rate * tokensPerText).toArray());
    }

    private static double[] ratios(double[] over, double[] under) {
        double[] ratios = new double[over.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = over[i] / under[i];
        }
        return ratios;
    }

    /** Slices as the stage makes them, as many at once. */
    private double stageSeconds() throws InterruptedException {
        List<Content> contents = texts.stream().<Content>map(Content.Text::new).toList();
        AtomicInteger next = new AtomicInteger();
        int window = settings.window();
        Runnable slices = () -> {
            for (int from = next.getAndAdd(window); from < contents.size(); from = next.getAndAdd(window)) {
                model.encodeContents(contents.subList(from, Math.min(contents.size(), from + window)));
            }
        };
        return SideBySide.seconds(Collections.nCopies(SLICES, slices));
    }

    /** A peer that computes something else is no peer. */
    private void requireSame(List<float[]> theirs) {
        for (int i = 0; i < theirs.size(); i++) {
            float[] ours = model.encode(List.of(texts.get(i)), InputType.DOCUMENT).get(0).vector().toArray();
            double dot = 0;
            double squares = 0;
            for (int j = 0; j < ours.length; j++) {
                dot += ours[j] * theirs.get(i)[j];
                squares += theirs.get(i)[j] * theirs.get(i)[j];
            }
            if (!(dot / Math.sqrt(squares) >= SAME)) {
                throw new IllegalStateException("the peer disagrees, cosine " + dot / Math.sqrt(squares) + ": " + texts.get(i));
            }
        }
    }

    private void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text : texts) {
            lines.add(Json.MAPPER.writeValueAsString(text));
        }
        Files.write(file, lines);
    }

    private static HuggingFaceTokenizer tokenizer() throws IOException {
        String resource = "/" + SPACE + "-tokenizer.json";
        try (InputStream in = Objects.requireNonNull(GpuBench.class.getResourceAsStream(resource), resource)) {
            return HuggingFaceTokenizer.newInstance(in, Map.of("truncation", "false", "padding", "false"));
        }
    }
}
