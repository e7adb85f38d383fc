package dev.vectide.bench.encoder;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2.AllMiniLmL6V2EmbeddingModel;
import dev.vectide.bench.Figures;
import dev.vectide.bench.Glosses;
import dev.vectide.broker.EmbeddedBroker;
import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.encoder.EncoderApp;
import dev.vectide.encoder.TextModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The stage from topic to topic against the raw loop (its limit), in fp32 and int8, and against langchain4j in fp32. Texts
 * are at most {@value #MOST_TOKENS} tokens long, where langchain4j cuts, so that no side does less than another.
 */
public final class EncoderBench {
    private static final int MOST_TOKENS = 128;
    private static final int BUDGET = 1024;
    private static final double SAME = 0.9999;
    private static final int BATCH_OF_PEER = 64;

    private final List<String> texts;
    private final int rounds;
    private final Consumer<String> progress;
    private final Figures figures = new Figures("encoder");
    private final int callers = Runtime.getRuntime().availableProcessors();

    private EncoderBench(List<String> texts, int rounds, Consumer<String> progress) {
        this.texts = texts;
        this.rounds = rounds;
        this.progress = progress;
    }

    /** @param quick fewer texts and rounds */
    public static Figures run(boolean quick, Consumer<String> progress) throws Exception {
        Path data = Files.createTempDirectory("vectide-bench");
        try (EmbeddedBroker broker = EmbeddedBroker.start(data);
                TextModel full = load("all-minilm-l6-v2")) {
            List<String> texts = texts(full, quick ? 600 : 3000);
            EncoderBench bench = new EncoderBench(texts, quick ? 3 : 7, progress);
            bench.full(broker.bootstrap(), full);
            try (TextModel quantised = load("all-minilm-l6-v2-int8")) {
                bench.quantised(broker.bootstrap(), quantised);
            }
            return bench.figures;
        } finally {
            delete(data);
        }
    }

    private static TextModel load(String space) {
        return EncoderApp.load(ConfigReader.read(null, Map.of("VECTIDE_ENCODER_SPACE", space)));
    }

    /** Twice as many as needed are looked at for texts that no side cuts. */
    private static List<String> texts(TextModel model, int count) {
        List<String> found = Glosses.texts(2 * count);
        List<Encoded> encoded = model.encode(found, InputType.DOCUMENT);
        return Stream.iterate(0, i -> i + 1)
                .limit(found.size())
                .filter(i -> encoded.get(i).tokens() <= MOST_TOKENS)
                .map(found::get)
                .limit(count)
                .toList();
    }

    private void full(String bootstrap, TextModel model) throws Exception {
        double[] stage = new double[rounds];
        double[] overRaw = new double[rounds];
        double[] overPeer = new double[rounds];
        double[] raw = new double[rounds];
        double[] all = new double[rounds];
        double[] single = new double[rounds];
        AllMiniLmL6V2EmbeddingModel peer = new AllMiniLmL6V2EmbeddingModel();
        requireSame(model, peer);
        try (RawLoop loop = new RawLoop("all-minilm-l6-v2", texts, BUDGET, callers)) {
            loop.seconds();
            for (int round = 0; round < rounds; round++) {
                progress.accept("fp32, round " + (round + 1) + " of " + rounds);
                raw[round] = texts.size() / loop.seconds();
                stage[round] = stage(bootstrap, "full" + round, model);
                all[round] = texts.size() / peerAll(peer);
                single[round] = texts.size() / peerOneByOne(peer);
                overRaw[round] = stage[round] / raw[round];
                overPeer[round] = stage[round] / Math.max(all[round], single[round]);
            }
        }
        figures.add("texts", new double[] {texts.size()}, "texts");
        figures.add("tokens_per_text", new double[] {tokensPerText(model)}, "tokens");
        figures.add("raw_fp32", raw, "texts/s");
        figures.add("stage_fp32", stage, "texts/s");
        figures.add("langchain4j_embed_all", all, "texts/s");
        figures.add("langchain4j_one_by_one", single, "texts/s");
        figures.add("stage_over_raw_fp32", overRaw, "ratio");
        figures.add("stage_over_best_peer_fp32", overPeer, "ratio");
        try (StageRun run = new StageRun(bootstrap, "idle", model)) {
            double[] latencies = run.idleLatenciesMs(texts.subList(0, 40));
            figures.add("idle_latency_ms_p50", latencies, "ms");
        }
    }

    private void quantised(String bootstrap, TextModel model) throws Exception {
        double[] stage = new double[rounds];
        double[] overRaw = new double[rounds];
        double[] raw = new double[rounds];
        try (RawLoop loop = new RawLoop("all-minilm-l6-v2-q", texts, BUDGET, callers)) {
            loop.seconds();
            for (int round = 0; round < rounds; round++) {
                progress.accept("int8, round " + (round + 1) + " of " + rounds);
                raw[round] = texts.size() / loop.seconds();
                stage[round] = stage(bootstrap, "quantised" + round, model);
                overRaw[round] = stage[round] / raw[round];
            }
        }
        figures.add("raw_int8", raw, "texts/s");
        figures.add("stage_int8", stage, "texts/s");
        figures.add("stage_over_raw_int8", overRaw, "ratio");
    }

    private double stage(String bootstrap, String namespace, TextModel model) throws InterruptedException {
        try (StageRun run = new StageRun(bootstrap, namespace, model)) {
            return run.textsPerSecond(texts);
        }
    }

    private double peerAll(AllMiniLmL6V2EmbeddingModel peer) {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        long start = System.nanoTime();
        for (int from = 0; from < segments.size(); from += BATCH_OF_PEER) {
            peer.embedAll(segments.subList(from, Math.min(segments.size(), from + BATCH_OF_PEER)));
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private double peerOneByOne(AllMiniLmL6V2EmbeddingModel peer) {
        long start = System.nanoTime();
        texts.forEach(peer::embed);
        return (System.nanoTime() - start) / 1e9;
    }

    private double tokensPerText(TextModel model) {
        return model.encode(texts, InputType.DOCUMENT).stream().mapToInt(Encoded::tokens).average().orElseThrow();
    }

    /** A peer that computes something else is no peer. */
    private void requireSame(TextModel model, AllMiniLmL6V2EmbeddingModel peer) {
        for (String text : texts.subList(0, 20)) {
            float[] theirs = peer.embed(text).content().vector();
            float[] ours = model.encode(List.of(text), InputType.DOCUMENT).get(0).vector().toArray();
            double cosine = 0;
            for (int j = 0; j < ours.length; j++) {
                cosine += ours[j] * theirs[j];
            }
            if (cosine < SAME) {
                throw new IllegalStateException("the two sides disagree, cosine " + cosine + ": " + text);
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }
}
