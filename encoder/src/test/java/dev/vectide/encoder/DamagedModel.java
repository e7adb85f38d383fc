package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.core.vector.FloatVector;
import java.util.List;

/**
 * A real model under a fault that no fingerprint sees: while it is damaged, every vector points the same way.
 *
 * <p>Safe for concurrent use.
 */
public final class DamagedModel implements TextModel {
    private final TextModel model;
    private volatile boolean damaged;

    public DamagedModel(TextModel model, boolean damaged) {
        this.model = model;
        this.damaged = damaged;
    }

    public void repair() {
        damaged = false;
    }

    @Override
    public int tokens(String document) {
        return model.tokens(document);
    }

    @Override
    public List<Window> windows(String document, int overlap) {
        return model.windows(document, overlap);
    }

    @Override
    public Space space() {
        return model.space();
    }

    @Override
    public String producer() {
        return model.producer();
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        return model.encode(texts, type).stream()
                .map(encoded -> damaged ? new Encoded(constant(), encoded.tokens(), encoded.truncated()) : encoded)
                .toList();
    }

    @Override
    public void close() {
        model.close();
    }

    private FloatVector constant() {
        float[] values = new float[model.space().dimension()];
        values[0] = 1;
        return FloatVector.owning(values);
    }
}
