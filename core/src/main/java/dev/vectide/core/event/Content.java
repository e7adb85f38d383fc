package dev.vectide.core.event;

import dev.vectide.core.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** What an event says of its document: exactly one of text, image or vector, or that it is deleted. */
public sealed interface Content {
    /** Text to encode; may be neither empty nor blank. */
    record Text(String text) implements Content {
        public Text {
            if (text.isBlank()) {
                throw new IllegalArgumentException("text is empty");
            }
        }
    }

    /** An encoded image (PNG, JPEG). */
    record Image(String mediaType, Bytes data) implements Content {
        public Image {
            if (!mediaType.startsWith("image/")) {
                throw new IllegalArgumentException("media type '" + mediaType + "': expected image/*");
            }
            if (data.length() == 0) {
                throw new IllegalArgumentException("image is empty");
            }
        }
    }

    /** A vector that the producer computed; {@code space} names the space it claims, null for the stream's own. */
    record Vector(FloatVector vector, @Nullable String space) implements Content {
        public Vector {
            if (!vector.isFinite()) {
                throw new IllegalArgumentException("vector has a value that is not a finite number");
            }
        }
    }

    /** The document is gone. */
    record Deleted() implements Content {}
}
