package dev.vectide.encoder.memory;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.event.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a content was encoded as, or will be as soon as its slice is encoded: later events with the same content wait for it
 * instead of being encoded again.
 *
 * <p>Used by one thread.
 */
public final class EncodedContent {
    private final Bytes hash;
    private @Nullable Vectors vectors;
    private @Nullable RuntimeException failure;

    /**
     * @param truncated tokens were cut
     * @param producer stamp of what encoded it
     */
    public record Vectors(List<Chunk> chunks, boolean truncated, String producer) {
        public Vectors {
            chunks = List.copyOf(chunks);
        }
    }

    /** On its way. */
    public EncodedContent(Bytes hash) {
        this.hash = hash;
    }

    public EncodedContent(Bytes hash, Vectors vectors) {
        this.hash = hash;
        this.vectors = vectors;
    }

    public Bytes hash() {
        return hash;
    }

    /** Null while on its way, and where it failed. */
    public @Nullable Vectors vectors() {
        return vectors;
    }

    /** Why it cannot be encoded; null where it can, or while that is not known. */
    public @Nullable RuntimeException failure() {
        return failure;
    }

    public void encoded(Vectors made) {
        vectors = made;
    }

    public void failed(RuntimeException why) {
        failure = why;
    }
}
