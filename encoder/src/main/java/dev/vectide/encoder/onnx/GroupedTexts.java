package dev.vectide.encoder.onnx;

import ai.djl.translate.TranslateException;
import dev.vectide.core.space.Space;
import java.util.List;

/**
 * A quantised graph in the form that computes several texts in turns, each with the bits that it has alone: their vectors are
 * the space's own, and the producer stamp is that of the graph for one.
 *
 * <p>Safe for concurrent use; closed when nobody uses it any more.
 */
final class GroupedTexts implements AutoCloseable {
    /** Texts of a group, always: more would make a lone text wait longer for a little more speed. */
    static final int SIZE = 8;
    /** So many times as fast as single precision, about. */
    private static final int FASTER = 2;

    private final Sessions sessions;
    private final Lanes lanes;

    private GroupedTexts(Sessions sessions, Space space) {
        this.sessions = sessions;
        this.lanes = new Lanes(
                sessions,
                new ModelTranslator(sessions.inputs(), space, true),
                false,
                (batch, texts, indices) -> batch.join(texts, indices));
    }

    /** @throws dev.vectide.core.encoder.EncoderException if the graph cannot be loaded */
    static GroupedTexts open(Space space, Graph graph, Placement placement) {
        return new GroupedTexts(Sessions.open(space, graph, placement), space);
    }

    /**
     * Tokens that a group may have.
     *
     * @param batch tokens of a batch of single precision, which takes twice as long
     */
    static int budget(int batch) {
        return Math.min(batch, Integer.MAX_VALUE / FASTER) * FASTER;
    }

    /** Vectors of {@code texts[indices]}, which are {@value #SIZE}. */
    float[][] predict(List<Tokens> texts, int[] indices) throws TranslateException {
        return lanes.predict(texts, indices);
    }

    @Override
    public void close() {
        lanes.close();
        sessions.close();
    }
}
