package dev.vectide.encoder.kafka;

import dev.vectide.core.event.Content;
import dev.vectide.encoder.ContentModel;
import java.util.List;

/**
 * The other spaces that the same events are encoded into. Each event that nobody can encode is one dead letter, and not one
 * of every space.
 *
 * @param first whether this space answers for events that belong to none
 * @param others their models
 */
public record Neighbours(boolean first, List<ContentModel> others) {
    public Neighbours {
        others = List.copyOf(others);
    }

    /** A space that is alone. */
    public static Neighbours none() {
        return new Neighbours(true, List.of());
    }

    /** Whether another space encodes it. */
    boolean take(Content content) {
        return others.stream().anyMatch(model -> model.takes(content));
    }

    /** Whether a producer's vector says that it is of another of the spaces. */
    boolean claim(Content.Vector vector) {
        return others.stream()
                .map(ContentModel::space)
                .anyMatch(space -> space.name().equals(vector.space()) || space.qualifiedName().equals(vector.space()));
    }
}
