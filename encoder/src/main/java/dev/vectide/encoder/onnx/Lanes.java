package dev.vectide.encoder.onnx;

import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Predictors with their buffers, each used by one thread at a time: any that is free or, where a session belongs to its
 * caller, the thread's own, made at its first call.
 *
 * <p>Safe for concurrent use; closed when nobody uses it any more.
 */
final class Lanes implements AutoCloseable {
    private final Sessions sessions;
    private final ModelTranslator translator;
    private final Filling filling;
    private final boolean owned;
    private final Queue<Lane> all = new ConcurrentLinkedQueue<>();
    private final Queue<Lane> free = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Lane> own = ThreadLocal.withInitial(this::open);

    private record Lane(Predictor<TokenBatch, float[][]> predictor, TokenBatch batch) {}

    /** Puts {@code texts[indices]} into buffers as the graph wants them. */
    @FunctionalInterface
    interface Filling {
        TokenBatch fill(TokenBatch batch, List<Tokens> texts, int[] indices);
    }

    /** @param owned whether a session belongs to one caller */
    Lanes(Sessions sessions, ModelTranslator translator, boolean owned, Filling filling) {
        this.sessions = sessions;
        this.translator = translator;
        this.owned = owned;
        this.filling = filling;
    }

    /** Vectors of {@code texts[indices]}, as one batch. */
    float[][] predict(List<Tokens> texts, int[] indices) throws TranslateException {
        if (owned) {
            return predict(own.get(), texts, indices);
        }
        Lane lane = free.poll();
        if (lane == null) {
            lane = open();
        }
        try {
            return predict(lane, texts, indices);
        } finally {
            free.add(lane);
        }
    }

    private float[][] predict(Lane lane, List<Tokens> texts, int[] indices) throws TranslateException {
        return lane.predictor().predict(filling.fill(lane.batch(), texts, indices));
    }

    private Lane open() {
        Lane lane = new Lane(sessions.next().newPredictor(translator), new TokenBatch());
        all.add(lane);
        return lane;
    }

    @Override
    public void close() {
        all.forEach(lane -> lane.predictor().close());
    }
}
