package dev.vectide.bench.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.vectide.encoder.batch.LengthBatches;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The limit: ONNX Runtime's own interface and nothing else, on batches that were tokenised, sorted by length over all texts
 * and put into direct buffers before the clock starts. One session, one caller a processor with one thread each; what comes
 * out is not even read.
 */
final class RawLoop implements AutoCloseable {
    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final boolean hasTypes;
    private final List<Batch> batches;
    private final int callers;

    private record Batch(LongBuffer ids, LongBuffer mask, LongBuffer types, long[] shape) {}

    /** How texts, sorted by length over all of them, become batches of at most {@value #BUDGET} padded tokens. */
    enum Cut {
        /** Each batch is filled up: the usual way. */
        FULL {
            @Override
            List<int[]> batches(int[] lengths) {
                List<Integer> order = IntStream.range(0, lengths.length)
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> lengths[i]))
                        .toList();
                List<int[]> batches = new ArrayList<>();
                int from = 0;
                for (int to = 1; to <= order.size(); to++) {
                    if (to == order.size() || (to - from + 1) * lengths[order.get(to)] > BUDGET) {
                        batches.add(order.subList(from, to).stream().mapToInt(i -> i).toArray());
                        from = to;
                    }
                }
                return batches;
            }
        },
        /** Each text alone, as a quantised model has to be run where the runtime's batches are all there is. */
        ONE_BY_ONE {
            @Override
            List<int[]> batches(int[] lengths) {
                return LengthBatches.of(lengths, 1);
            }
        },
        /** As the stage cuts its slices. */
        CHEAPEST_CUT {
            @Override
            List<int[]> batches(int[] lengths) {
                return LengthBatches.of(lengths, BUDGET);
            }
        };

        private static final int BUDGET = 512;

        abstract List<int[]> batches(int[] lengths);
    }

    /** @param tokenizer file name in the class path's root, without its ending */
    RawLoop(byte[] graph, String tokenizer, List<String> texts, Cut cut, int callers) throws IOException, OrtException {
        this.callers = callers;
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        this.session = runtime.createSession(graph, options);
        this.hasTypes = session.getInputNames().contains("token_type_ids");
        this.batches = batches(tokens(tokenizer, texts), cut);
    }

    /** Seconds that all batches take. */
    double seconds() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Thread thread = new Thread(() -> {
                // The longest first, so that no caller is left with a long batch at the end.
                for (int b = next.getAndIncrement(); b < batches.size(); b = next.getAndIncrement()) {
                    run(batches.get(batches.size() - 1 - b));
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return (System.nanoTime() - start) / 1e9;
    }

    private void run(Batch batch) {
        try (OnnxTensor ids = OnnxTensor.createTensor(runtime, batch.ids().duplicate(), batch.shape());
                OnnxTensor mask = OnnxTensor.createTensor(runtime, batch.mask().duplicate(), batch.shape());
                OnnxTensor types = OnnxTensor.createTensor(runtime, batch.types().duplicate(), batch.shape());
                OrtSession.Result result = session.run(
                        hasTypes
                                ? Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types)
                                : Map.of("input_ids", ids, "attention_mask", mask))) {
            Objects.requireNonNull(result.get(0));
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<long[]> tokens(String model, List<String> texts) throws IOException {
        try (HuggingFaceTokenizer tokenizer = Sample.tokenizer(model)) {
            return texts.stream()
                    .map(text -> tokenizer.encode(text).getIds())
                    .toList();
        }
    }

    private static List<Batch> batches(List<long[]> tokens, Cut cut) {
        int[] lengths = tokens.stream().mapToInt(ids -> ids.length).toArray();
        return cut.batches(lengths).stream()
                .map(batch -> batch(Arrays.stream(batch).mapToObj(tokens::get).toList()))
                .toList();
    }

    private static Batch batch(List<long[]> texts) {
        int length = texts.get(texts.size() - 1).length;
        LongBuffer ids = buffer(texts.size() * length);
        LongBuffer mask = buffer(texts.size() * length);
        long[] ones = new long[length];
        Arrays.fill(ones, 1);
        for (long[] text : texts) {
            ids.put(text).put(new long[length - text.length]);
            mask.put(ones, 0, text.length).put(new long[length - text.length]);
        }
        return new Batch(ids.flip(), mask.flip(), buffer(texts.size() * length), new long[] {texts.size(), length});
    }

    private static LongBuffer buffer(int longs) {
        return ByteBuffer.allocateDirect(longs * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    static byte[] resource(String path) throws IOException {
        try (InputStream in = Objects.requireNonNull(RawLoop.class.getResourceAsStream(path), path)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
