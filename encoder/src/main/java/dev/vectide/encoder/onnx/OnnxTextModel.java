package dev.vectide.encoder.onnx;

import ai.djl.translate.TranslateException;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderClosedException;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.Window;
import dev.vectide.encoder.batch.BatchListener;
import dev.vectide.encoder.batch.BatchShapes;
import dev.vectide.encoder.batch.LengthBatches;
import dev.vectide.encoder.batch.OutOfMemoryException;
import dev.vectide.encoder.batch.TextGroups;
import dev.vectide.encoder.batch.TokenBudget;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A text model on ONNX Runtime through DJL, called from several threads with one intra-op thread each, which is faster on a
 * CPU than one caller with many. Batches hold texts of like length. A dynamically quantised graph scales
 * over its whole batch, so it gets one text at a time, or several in a form that keeps them apart: the same text then always
 * has the same vector.
 *
 * <p>Safe for concurrent use: a single text runs on the calling thread of a CPU, all else is shared among the callers.
 */
final class OnnxTextModel implements TextModel {
    private static final Logger LOG = LoggerFactory.getLogger(OnnxTextModel.class);
    private static final List<String> KNOWN_INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");
    /** Texts tokenised as one task. */
    private static final int TOKENIZE_RUN = 32;

    private final Space space;
    private final Sessions sessions;
    private final Placement placement;
    private final TextTokenizer tokenizer;
    private final Callers callers;
    private final Callers tokenizers;
    private final Lanes lanes;
    private final @Nullable GroupedTexts grouped;
    private final TokenBudget budget;
    private final ReadWriteLock inUse = new ReentrantReadWriteLock();
    private volatile BatchListener listener = BatchListener.NONE;
    private boolean closed;

    /** @param grouped the same graph for several texts that do not change each other; null if there is none */
    OnnxTextModel(
            ModelFiles files, Graph graph, Sessions sessions, @Nullable GroupedTexts grouped, Placement placement) {
        this.space = files.space();
        this.sessions = sessions;
        this.grouped = grouped;
        this.placement = placement;
        this.budget = new TokenBudget(
                isAlone() ? GroupedTexts.budget(placement.batchTokens()) : placement.batchTokens(),
                less -> LOG.warn("space {}: memory does not suffice; batches have at most {} tokens now", space.name(), less));
        this.lanes = new Lanes(
                sessions,
                new ModelTranslator(checkedInputs(sessions.inputs(), space), space, graph.pools()),
                placement.owned(),
                (batch, texts, indices) -> batch.fill(texts, indices, placement.shapes()));
        this.tokenizer = new TextTokenizer(files.tokenizer(), space.maxTokens());
        this.callers = new Callers(placement.callers());
        this.tokenizers = placement.tokenizers() == 0 ? callers : new Callers(placement.tokenizers());
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public String producer() {
        return sessions.stamp();
    }

    @Override
    public void listen(BatchListener told) {
        listener = told;
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
                throw new EncoderClosedException("space " + space.name() + ": the model is closed");
            }
            return action.get();
        } finally {
            inUse.readLock().unlock();
        }
    }

    private List<Encoded> encodeOpen(List<String> texts, InputType type, int rank) {
        String prefix = type == InputType.QUERY ? space.queryPrefix() : space.documentPrefix();
        List<Tokens> tokens = tokenize(texts, prefix, rank);
        float[][] vectors = new float[texts.size()][];
        if (texts.size() == 1 && !placement.owned()) {
            run(tokens, new int[] {0}, vectors);
            return results(tokens, vectors);
        }
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
        boolean tokenized = tokenizers.end();
        if (!callers.end() || !tokenized) {
            LOG.warn("space {}: a batch does not end; its memory is not freed", space.name());
            return;
        }
        lanes.close();
        if (grouped != null) {
            grouped.close();
        }
        tokenizer.close();
        sessions.close();
    }

    private List<int[]> batches(int[] lengths) {
        if (!isAlone()) {
            return LengthBatches.of(lengths, budget.tokens(), placement.shapes());
        }
        return grouped == null
                ? LengthBatches.of(lengths, 1)
                : TextGroups.of(lengths, GroupedTexts.SIZE, placement.callers(), budget.tokens());
    }

    /** Whether a text must not share a batch, as its vector would be another one then. */
    private boolean isAlone() {
        return space.precision() == Precision.INT8;
    }

    private List<Tokens> tokenize(List<String> texts, String prefix, int rank) {
        if (texts.size() == 1) {
            return List.of(tokenizer.tokenize(prefix + texts.get(0)));
        }
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
        tokenizers.run(tasks, rank);
        return List.of(tokens);
    }

    private void run(List<Tokens> tokens, int[] indices, float[][] vectors) {
        if (isAlone() && indices.length > 1 && indices.length < GroupedTexts.SIZE) {
            // A part of a group for which there was no memory.
            for (int index : indices) {
                run(tokens, new int[] {index}, vectors);
            }
            return;
        }
        tell(tokens, indices);
        try {
            float[][] found = grouped != null && indices.length == GroupedTexts.SIZE
                    ? grouped.predict(tokens, indices)
                    : lanes.predict(tokens, indices);
            for (int i = 0; i < indices.length; i++) {
                vectors[indices[i]] = found[i];
            }
        } catch (TranslateException e) {
            throw failure(e);
        } catch (OutOfMemoryError e) {
            // Of the buffers outside the heap: a smaller batch needs less of them.
            throw new OutOfMemoryException("space " + space.name() + ": " + e.getMessage(), e);
        }
    }

    private void tell(List<Tokens> tokens, int[] indices) {
        long sum = 0;
        int longest = 0;
        for (int index : indices) {
            int length = tokens.get(index).ids().length;
            sum += length;
            longest = Math.max(longest, length);
        }
        if (isAlone()) {
            listener.batch(indices.length, sum, sum, sum);
            return;
        }
        BatchShapes shapes = placement.shapes();
        long computed = (long) shapes.rows(indices.length) * shapes.length(longest);
        // A lone text is as large as it is.
        listener.batch(indices.length, sum, computed, Math.max(computed, budget.tokens()));
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

    private static List<String> checkedInputs(List<String> inputs, Space space) {
        if (!inputs.contains("input_ids") || !KNOWN_INPUTS.containsAll(inputs)) {
            throw new EncoderException("space " + space.name() + ": the model's inputs are " + inputs
                    + ", a text model has input_ids and at most attention_mask and token_type_ids", null);
        }
        return inputs;
    }
}
