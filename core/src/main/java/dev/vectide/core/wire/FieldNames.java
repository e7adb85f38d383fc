package dev.vectide.core.wire;

import dev.vectide.core.config.VectideConfig;
import java.util.Objects;

/**
 * Names of the plain form's fields.
 *
 * @param mapped whether a producer's own names apply: other fields then become attributes instead of being refused
 */
public record FieldNames(String id, String text, String time, boolean mapped) {
    public static final FieldNames PLAIN = new FieldNames("id", "text", "time", false);

    public static FieldNames of(VectideConfig.Source source) {
        boolean mapped = source.id() != null || source.text() != null || source.time() != null;
        return new FieldNames(
                Objects.requireNonNullElse(source.id(), "id"),
                Objects.requireNonNullElse(source.text(), "text"),
                Objects.requireNonNullElse(source.time(), "time"),
                mapped);
    }
}
