package dev.vectide.bench.encoder;

import dev.vectide.bench.Figures;
import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Precision;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.onnx.OnnxModels;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The stage from topic to topic against the raw loop (its limit), in fp32 and int8, and against its peers in fp32. Texts are
 * at most {@value #MOST_TOKENS} tokens long, where langchain4j cuts, so that no side does less than another. The slow peers
 * get the first tenth of the texts, so rates are compared by tokens.
 */
public final class EncoderBench {
    private static final int MOST_TOKENS = 128;
    private static final int SHARE_OF_PEERS = 10;
    private static final double SAME = 0.9999;
    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    /** Of the processors' time, below which the compilers have come to rest. */
    private static final double COMPILED_SHARE = 0.03;
    private static final int MOST_WARM_UP = 40;
    private static final int MOST_QUICK_WARM_UP = 4;

    private final Sample all;
    private final Sample small;
    /** What is measured now: a slow model gets fewer texts. */
    private Sample sample;
    private final boolean quick;
    private final int rounds;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("encoder");
    private final int callers = Runtime.getRuntime().availableProcessors();
    private final String bootstrap;

    private EncoderBench(Sample sample, boolean quick, String bootstrap, Consumer<String> progress) throws IOException {
        this.all = sample;
        this.sample = sample.first(sample.texts().size() / 2);
        this.small = this.sample.first(this.sample.texts().size() / SHARE_OF_PEERS);
        this.quick = quick;
        this.rounds = quick ? 3 : 7;
        this.bootstrap = bootstrap;
        this.progress = progress;
    }

    /** @param quick fewer texts and rounds */
    public static Figures run(boolean quick, Consumer<String> progress) throws Exception {
        // DJL's stock translator computes with a second engine, which the stage itself goes without.
        System.setProperty("ai.djl.onnx.disable_alternative", "false");
        Path data = Files.createTempDirectory("vectide-bench");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.resolve("kafka"));
                TextModel full = load("all-minilm-l6-v2")) {
            Sample sample = Sample.of(quick ? 2400 : 8000, MOST_TOKENS);
            EncoderBench bench = new EncoderBench(sample, quick, broker.bootstrap(), progress);
            bench.figures.add("texts", "texts", bench.sample.texts().size());
            bench.figures.add("tokens_per_text", "tokens", bench.sample.tokensPerText());
            bench.full(full, Files.createDirectory(data.resolve("djl")));
            bench.sample = bench.all;
            try (TextModel quantised = load("all-minilm-l6-v2-int8")) {
                bench.limit(quantised, "all-minilm-l6-v2-q", "int8", List.of());
            }
            bench.figures.add("resident_after", "MiB", ProcessMemory.residentMiB());
            return bench.figures;
        } finally {
            delete(data);
        }
    }

    private static TextModel load(String space) {
        return (TextModel) EncoderApp.load(config(space)).get(0);
    }

    static VectideConfig config(String space) {
        return ConfigReader.read(null, Map.of("VECTIDE_ENCODER_SPACE", space, "VECTIDE_ENCODER_DEVICE", "cpu"));
    }

    private void full(TextModel model, Path folder) throws Exception {
        try (DjlPeers djl = new DjlPeers(folder, MOST_TOKENS)) {
            List<Peer> peers = new ArrayList<>(Langchain4jPeers.all());
            peers.addAll(djl.all());
            for (Peer peer : peers) {
                requireSame(model, peer);
            }
            double[] stage = limit(model, "all-minilm-l6-v2", "fp32", peers);
            latencies(model, median(stage) / 2 / sample.tokensPerText());
        }
    }

    /**
     * The stage against the raw loop and against peers, in turns.
     *
     * @return the stage's tokens a second in each round
     */
    private double[] limit(TextModel model, String file, String kind, List<Peer> peers) throws Exception {
        double[] raw = new double[rounds];
        double[] stage = new double[rounds];
        double[] cut = new double[rounds];
        double[] best = new double[rounds];
        Map<Peer, double[]> rates = new LinkedHashMap<>();
        peers.forEach(peer -> rates.put(peer, new double[rounds]));
        byte[] graph = OnnxModels.graph(config(model.space().name()), model.space().name());
        RawLoop.Cut asTheStage =
                model.space().precision() == Precision.INT8 ? RawLoop.Cut.ONE_BY_ONE : RawLoop.Cut.CHEAPEST_CUT;
        try (RawLoop loop = new RawLoop(graph, file, sample.texts(), RawLoop.Cut.FULL, callers);
                RawLoop cutLoop = new RawLoop(graph, file, sample.texts(), asTheStage, callers)) {
            warmUp(model, kind, loop);
            for (int round = 0; round < rounds; round++) {
                progress.accept(kind + ", round " + (round + 1) + " of " + rounds);
                for (Peer peer : peers) {
                    Objects.requireNonNull(rates.get(peer))[round] = peer.textsPerSecond(small.texts()) * small.tokensPerText();
                    best[round] = Math.max(best[round], rates.get(peer)[round]);
                }
                if (!quick) {
                    cut[round] = sample.tokens() / cutLoop.seconds();
                }
                // On both sides of the stage, so that a processor that slows down or recovers does so for both.
                double before = loop.seconds();
                stage[round] = stage(model, kind + "-" + round, sample.texts()) * sample.tokensPerText();
                raw[round] = 2 * sample.tokens() / (before + loop.seconds());
            }
        }
        rates("raw_" + kind, raw);
        rates("stage_" + kind, stage);
        ratios("stage_over_raw_" + kind, stage, raw);
        if (!quick) {
            String name = "raw_" + asTheStage.name().toLowerCase(Locale.ROOT) + "_" + kind;
            rates(name, cut);
            ratios("stage_over_" + name, stage, cut);
        }
        rates.forEach((peer, rate) -> rates(peer.name(), rate));
        if (!peers.isEmpty()) {
            ratios("stage_over_best_peer_" + kind, stage, best);
        }
        return stage;
    }

    /**
     * The JVM compiles what the stage is made of while it first runs, on the processors that are measured; that depends on
     * how many events went through and not on their length, so these are short.
     */
    private void warmUp(TextModel model, String kind, RawLoop loop) throws InterruptedException {
        loop.seconds();
        List<String> words = IntStream.range(0, 5000).mapToObj(i -> "word " + i).toList();
        for (int pass = 0; pass < (quick ? MOST_QUICK_WARM_UP : MOST_WARM_UP); pass++) {
            progress.accept(kind + ", warming up");
            long compiled = COMPILER.getTotalCompilationTime();
            double seconds = words.size() / stage(model, kind + "-warm-" + pass, words);
            if (COMPILER.getTotalCompilationTime() - compiled < COMPILED_SHARE * seconds * 1e3 * callers) {
                return;
            }
        }
    }

    private void ratios(String name, double[] of, double[] over) {
        double[] ratios = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            ratios[round] = of[round] / over[round];
        }
        figures.add(name, "ratio", ratios);
    }

    private void latencies(TextModel model, double textsPerSecond) throws Exception {
        progress.accept("latencies");
        List<String> lone = small.texts().subList(0, Math.min(quick ? 20 : 40, small.texts().size()));
        double[] alone = modelAloneMs(model, lone);
        try (StageRun run = new StageRun(bootstrap, "idle", model)) {
            double[] idle = run.idleLatenciesMs(lone);
            figures.add("model_alone_ms_p50", "ms", median(alone));
            figures.add("idle_latency_ms_p50", "ms", median(idle));
            figures.add("idle_latency_ms_p99", "ms", percentile(idle, 0.99));
            double allowed = run.commitIntervalMs() + 3 * median(alone);
            figures.add("idle_latency_over_allowed", "ratio", median(idle) / allowed);
        }
        try (StageRun run = new StageRun(bootstrap, "half", model)) {
            double[] half = run.latenciesMs(sample.first(500).texts(), textsPerSecond);
            figures.add("half_load_latency_ms_p50", "ms", median(half));
            figures.add("half_load_latency_ms_p99", "ms", percentile(half, 0.99));
        }
    }

    private static double[] modelAloneMs(TextModel model, List<String> texts) {
        double[] alone = new double[texts.size()];
        for (int i = 0; i < alone.length; i++) {
            long start = System.nanoTime();
            model.encode(List.of(texts.get(i)), InputType.DOCUMENT);
            alone[i] = (System.nanoTime() - start) / 1e6;
        }
        return alone;
    }

    /** Texts a second. */
    private double stage(TextModel model, String namespace, List<String> texts) throws InterruptedException {
        try (StageRun run = new StageRun(bootstrap, namespace, model)) {
            return run.textsPerSecond(texts);
        }
    }

    private void rates(String name, double[] tokensPerSecond) {
        figures.add(name + "_tokens", "tokens/s", tokensPerSecond);
        figures.add(
                name,
                "texts/s",
                Arrays.stream(tokensPerSecond).map(rate -> rate / sample.tokensPerText()).toArray());
    }

    /** A peer that computes something else is no peer. */
    private void requireSame(TextModel model, Peer peer) throws Exception {
        List<String> texts = small.texts().subList(0, Math.min(64, small.texts().size()));
        List<float[]> theirs = peer.encode(texts);
        for (int i = 0; i < texts.size(); i++) {
            float[] ours = model.encode(List.of(texts.get(i)), InputType.DOCUMENT).get(0).vector().toArray();
            double cosine = 0;
            for (int j = 0; j < ours.length; j++) {
                cosine += ours[j] * theirs.get(i)[j];
            }
            if (cosine < SAME) {
                throw new IllegalStateException(peer.name() + " disagrees, cosine " + cosine + ": " + texts.get(i));
            }
        }
    }

    private static double median(double[] values) {
        return percentile(values, 0.5);
    }

    /** By nearest rank. */
    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
