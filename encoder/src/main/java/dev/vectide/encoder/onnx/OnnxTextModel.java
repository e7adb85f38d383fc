package dev.vectide.encoder.onnx;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.Window;
import dev.vectide.encoder.batch.LengthBatches;
import dev.vectide.encoder.batch.OutOfMemoryException;
import dev.vectide.encoder.batch.TokenBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text model on ONNX Runtime through DJL: one session, called from several threads with one intra-op thread each, which
 * is faster on a CPU than one caller with many. Batches hold texts of like length. A dynamically quantised graph scales
 * over its whole batch, so it gets one text at a time: the same text then always has the same vector.
 *
 * <p>Safe for concurrent use: a single text runs on the calling thread, more are shared among the callers.
 */
final class OnnxTextModel implements TextModel {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxTextModel.class);
    private static final List<String> KNOWN_INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");
    /** Texts tokenised as one task. */
    private static final int TOKENIZE_RUN = 32;

    private final Space space;
    private final Model model;
    private final String variant;
    private final TextTokenizer tokenizer;
    private final ModelTranslator translator;
    private final Callers callers;
    private final ConcurrentLinkedQueue<Lane> lanes = new ConcurrentLinkedQueue<>();
    private final TokenBudget budget;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private boolean closed;

    /** A predictor with its buffers, used by one thread at a time. */
    private record Lane(Predictor<TokenBatch, float[][]> predictor, TokenBatch batch) {}

    /** @param batchTokens padded tokens of one batch */
    OnnxTextModel(ModelFiles files, Graph graph, Model model, int batchTokens, int callers) {
        this.variant = graph.variant();
        this.space = files.space();
        this.model = model;
        this.budget = new TokenBudget(
                batchTokens,
                less -> LOG.warn("space {}: memory does not suffice; batches have at most {} tokens now", space.name(), less));
        this.tokenizer = new TextTokenizer(files.tokenizer(), space.maxTokens());
        this.translator = new ModelTranslator(checkedInputs(model, space), space, graph.pools());
        this.callers = new Callers(callers);
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public String producer() {
        return OnnxModels.stamp(variant);
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        return whileOpen(() -> encodeOpen(texts, type, texts.size()));
    }

    /** After everybody who waits for an answer. */
    @Override
    public List<Encoded> encodeContents(List<Content> contents) {
        List<String> texts =
                contents.stream().map(content -> ((Content.Text) content).text()).toList();
        return whileOpen(() -> encodeOpen(texts, InputType.DOCUMENT, Callers.STREAM));
    }

    @Override
    public int tokens(String document) {
        return whileOpen(() -> tokenizer.count(space.documentPrefix() + document));
    }

    @Override
    public List<Window> windows(String document, int overlap) {
        return whileOpen(() -> tokenizer.windows(space.documentPrefix(), document, overlap));
    }

    private <T> T whileOpen(Supplier<T> action) {
        inUse.readLock().lock();
        try {
            if (closed) {
                throw new EncoderException("space " + space.name() + ": the model is closed", null);
            }
            return action.get();
        } finally {
            inUse.readLock().unlock();
        }
    }

    private List<Encoded> encodeOpen(List<String> texts, InputType type, int rank) {
        String prefix = type == InputType.QUERY ? space.queryPrefix() : space.documentPrefix();
        if (texts.size() == 1) {
            List<Tokens> tokens = List.of(tokenizer.tokenize(prefix + texts.get(0)));
            float[][] vectors = new float[1][];
            run(tokens, new int[] {0}, vectors);
            return results(tokens, vectors);
        }
        List<Tokens> tokens = tokenize(texts, prefix, rank);
        float[][] vectors = new float[texts.size()][];
        List<Runnable> tasks = new ArrayList<>();
        int[] lengths = tokens.stream().mapToInt(text -> text.ids().length).toArray();
        for (int[] batch : batches(lengths)) {
            tasks.add(() -> budget.run(lengths, batch, part -> run(tokens, part, vectors)));
        }
        // The longest first, so that no caller is left with a long batch at the end.
        Collections.reverse(tasks);
        callers.run(tasks, rank);
        return results(tokens, vectors);
    }

    /** Waits for whoever is encoding: native memory that is in use must not be freed. */
    @Override
    public void close() {
        inUse.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                release();
            }
        } finally {
            inUse.writeLock().unlock();
        }
    }

    private void release() {
        if (!callers.end()) {
            LOG.warn("space {}: a batch does not end; its memory is not freed", space.name());
            return;
        }
        lanes.forEach(lane -> lane.predictor().close());
        tokenizer.close();
        model.close();
    }

    private List<int[]> batches(int[] lengths) {
        return LengthBatches.of(lengths, space.precision() == Precision.INT8 ? 1 : budget.tokens());
    }

    private List<Tokens> tokenize(List<String> texts, String prefix, int rank) {
        Tokens[] tokens = new Tokens[texts.size()];
        List<Runnable> tasks = new ArrayList<>();
        for (int start = 0; start < tokens.length; start += TOKENIZE_RUN) {
            int from = start;
            int to = Math.min(tokens.length, start + TOKENIZE_RUN);
            tasks.add(() -> {
                for (int i = from; i < to; i++) {
                    tokens[i] = tokenizer.tokenize(prefix + texts.get(i));
                }
            });
        }
        callers.run(tasks, rank);
        return List.of(tokens);
    }

    private void run(List<Tokens> tokens, int[] indices, float[][] vectors) {
        Lane lane = lanes.poll();
        if (lane == null) {
            lane = new Lane(model.newPredictor(translator), new TokenBatch());
        }
        try {
            float[][] found = lane.predictor().predict(lane.batch().fill(tokens, indices));
            for (int i = 0; i < indices.length; i++) {
                vectors[indices[i]] = found[i];
            }
        } catch (TranslateException e) {
            throw failure(e);
        } catch (OutOfMemoryError e) {
            // Of the buffers outside the heap: a smaller batch needs less of them.
            throw new OutOfMemoryException("space " + space.name() + ": " + e.getMessage(), e);
        } finally {
            lanes.add(lane);
        }
    }

    private EncoderException failure(TranslateException e) {
        String message = "space " + space.name() + ": " + e.getMessage();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (OutOfMemoryException.isMeantBy(String.valueOf(cause.getMessage()))) {
                return new OutOfMemoryException(message, e);
            }
        }
        return new EncoderException(message, e);
    }

    private static List<Encoded> results(List<Tokens> tokens, float[][] vectors) {
        List<Encoded> results = new ArrayList<>(vectors.length);
        for (int i = 0; i < vectors.length; i++) {
            results.add(new Encoded(
                    FloatVector.owning(vectors[i]),
                    tokens.get(i).before(),
                    tokens.get(i).truncated()));
        }
        return results;
    }

    private static List<String> checkedInputs(Model model, Space space) {
        List<String> inputs = model.describeInput().keys();
        if (!inputs.contains("input_ids") || !KNOWN_INPUTS.containsAll(inputs)) {
            throw new EncoderException("space " + space.name() + ": the model's inputs are " + inputs
                    + ", a text model has input_ids and at most attention_mask and token_type_ids", null);
        }
        return inputs;
    }
}
