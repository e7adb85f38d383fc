package dev.vectide.bench.gpu;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import dev.vectide.encoder.batch.LengthBatches;
import dev.vectide.encoder.batch.ShapeLadder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The limit: ONNX Runtime's own interface and nothing else, on batches that were tokenised, sorted by length over all texts
 * and put into direct buffers before the clock starts. Several sessions, each with its own thread. The runtime copies the
 * vectors back; nobody reads them.
 */
final class RawGpuLoop implements AutoCloseable {
    private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    private final List<OrtSession> sessions = new ArrayList<>();
    private final List<Batch> batches;

    private record Batch(LongBuffer ids, LongBuffer mask, long[] shape) {}

    /**
     * @param graph with inputs {@code input_ids} and {@code attention_mask} alone
     * @param gpu by its number; empty to try the loop on the processor
     * @param budget padded tokens of one batch
     * @param longest tokens that the model takes
     */
    RawGpuLoop(byte[] graph, List<long[]> texts, OptionalInt gpu, int count, int budget, int longest) throws OrtException {
        for (int i = 0; i < count; i++) {
            sessions.add(session(graph, gpu));
        }
        ShapeLadder ladder = new ShapeLadder(longest);
        int[] lengths = texts.stream().mapToInt(ids -> ids.length).toArray();
        this.batches = LengthBatches.of(lengths, budget, ladder).stream()
                .map(batch -> batch(Arrays.stream(batch).mapToObj(texts::get).toList(), ladder))
                .toList();
    }

    private OrtSession session(byte[] graph, OptionalInt gpu) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            if (gpu.isPresent()) {
                try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu.getAsInt())) {
                    cuda.add("arena_extend_strategy", "kSameAsRequested");
                    options.addCUDA(cuda);
                }
            }
            return runtime.createSession(graph, options);
        }
    }

    /** Seconds that all batches take. */
    double seconds() throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        List<Runnable> callers = new ArrayList<>();
        for (OrtSession session : sessions) {
            callers.add(() -> {
                for (int b = next.getAndIncrement(); b < batches.size(); b = next.getAndIncrement()) {
                    run(session, batches.get(batches.size() - 1 - b));
                }
            });
        }
        return SideBySide.seconds(callers);
    }

    private void run(OrtSession session, Batch batch) {
        try (OnnxTensor ids = OnnxTensor.createTensor(runtime, batch.ids().duplicate(), batch.shape());
                OnnxTensor mask = OnnxTensor.createTensor(runtime, batch.mask().duplicate(), batch.shape())) {
            session.run(Map.of("input_ids", ids, "attention_mask", mask)).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Batch batch(List<long[]> texts, ShapeLadder ladder) {
        int length = ladder.length(texts.get(texts.size() - 1).length);
        int rows = ladder.rows(texts.size());
        LongBuffer ids = buffer(rows * length);
        LongBuffer mask = buffer(rows * length);
        for (int row = 0; row < rows; row++) {
            long[] text = row < texts.size() ? texts.get(row) : new long[1];
            ids.put(row * length, text);
            for (int i = 0; i < text.length; i++) {
                mask.put(row * length + i, 1);
            }
        }
        return new Batch(ids, mask, new long[] {rows, length});
    }

    private static LongBuffer buffer(int longs) {
        return ByteBuffer.allocateDirect(longs * Long.BYTES).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    @Override
    public void close() throws OrtException {
        for (OrtSession session : sessions) {
            session.close();
        }
    }
}
