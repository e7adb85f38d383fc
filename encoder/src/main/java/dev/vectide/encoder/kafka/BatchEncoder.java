package dev.vectide.encoder.kafka;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.TextModel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a batch of texts; where the batch fails it is halved until the text that fails stands alone.
 *
 * <p>Used by one thread.
 */
final class BatchEncoder {
    private final TextModel model;

    BatchEncoder(TextModel model) {
        this.model = model;
    }

    /** @param failure why this text cannot be encoded; null where {@code encoded} is there */
    record Result(@Nullable Encoded encoded, @Nullable RuntimeException failure) {}

    List<Result> encode(List<String> texts) {
        List<Result> results = new ArrayList<>(texts.size());
        encode(texts, results);
        return results;
    }

    private void encode(List<String> texts, List<Result> results) {
        if (texts.isEmpty()) {
            return;
        }
        try {
            for (Encoded encoded : model.encode(texts, InputType.DOCUMENT)) {
                results.add(new Result(sound(encoded), null));
            }
        } catch (BrokenModelException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (texts.size() == 1) {
                results.add(new Result(null, e));
            } else {
                int half = texts.size() / 2;
                encode(texts.subList(0, half), results);
                encode(texts.subList(half, texts.size()), results);
            }
        }
    }

    /** A model that answers without direction is broken as a whole: nothing of it may reach the store. */
    private Encoded sound(Encoded encoded) {
        FloatVector vector = encoded.vector();
        if (!vector.isFinite() || vector.norm() == 0) {
            throw new BrokenModelException("space " + model.space().name()
                    + ": the model answers with a vector of norm " + vector.norm() + "; encoding stops");
        }
        return encoded;
    }

    /** The model itself is broken, not the text. */
    static final class BrokenModelException extends EncoderException {
        private static final long serialVersionUID = 1;

        BrokenModelException(String message) {
            super(message, null);
        }
    }
}
