package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.function.Supplier;

/**
 * A real model under a fault that no fingerprint sees: while it is damaged, every vector points the same way.
 *
 * <p>Safe for concurrent use.
 */
public final class DamagedModel extends ForwardingModel {
    private volatile boolean damaged;

    public DamagedModel(TextModel model, boolean damaged) {
        super(model);
        this.damaged = damaged;
    }

    public void repair() {
        damaged = false;
    }

    @Override
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        return sound.get().stream()
                .map(encoded -> damaged ? new Encoded(constant(), encoded.tokens(), encoded.truncated()) : encoded)
                .toList();
    }

    private FloatVector constant() {
        float[] values = new float[space().dimension()];
        values[0] = 1;
        return FloatVector.owning(values);
    }
}
