package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.space.Space;
import dev.vectide.core.transform.VectorMap;
import dev.vectide.core.vector.FloatVector;
import java.util.List;
import java.util.function.Supplier;

/**
 * A model whose vectors are mapped and made unit again: it answers in a space of its own.
 *
 * <p>As safe for concurrent use as the model inside.
 */
public final class TransformedModel extends ForwardingModel {
    private final Space space;
    private final VectorMap map;

    /** @param space that the map makes of the model's */
    public TransformedModel(TextModel model, Space space, VectorMap map) {
        super(model);
        this.space = space;
        this.map = map;
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        return sound.get().stream().map(this::mapped).toList();
    }

    private Encoded mapped(Encoded one) {
        try {
            return new Encoded(FloatVector.owning(map.unit(one.vector().toArray())), one.tokens(), one.truncated());
        } catch (IllegalArgumentException e) {
            throw new EncoderException("space " + space.name() + ": " + e.getMessage(), e);
        }
    }
}
