package dev.vectide.encoder.kafka;

import dev.vectide.core.embedding.VectorsRecord;
import org.jspecify.annotations.Nullable;

/** What becomes of one event. */
sealed interface Outcome {
    /** A vector or a tombstone goes out. */
    record Written(VectorsRecord record) implements Outcome {}

    /** A retry, or a repair that a newer version has overtaken: nothing goes out. */
    record Skipped(String reason) implements Outcome {}

    /** It goes to the dead letters, for this reason. */
    record Dead(String reason, @Nullable Throwable cause) implements Outcome {}
}
