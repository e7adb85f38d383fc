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
 * Encodes a batch of texts; where the batch fails it is halved until the text that fails stands alone. That text is dead
 * if the model still encodes others, and else the model is.
 *
 * <p>Safe for concurrent use.
 */
final class BatchEncoder {
    private static final String PROBE = "a probe";

    private final TextModel model;

    BatchEncoder(TextModel model) {
        this.model = model;
    }

    /** @param failure why this text cannot be encoded; null where {@code encoded} is there */
    record Result(@Nullable Encoded encoded, @Nullable RuntimeException failure) {}

    /**
     * One result a text, in order.
     *
     * @throws BrokenModelException if it is not a text that fails but the model
     */
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
            model.encode(texts, InputType.DOCUMENT).stream()
                    .map(this::sound)
                    .map(encoded -> new Result(encoded, null))
                    .toList()
                    .forEach(results::add);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (texts.size() == 1) {
                requireSoundModel();
                results.add(new Result(null, e));
            } else {
                int half = texts.size() / 2;
                encode(texts.subList(0, half), results);
                encode(texts.subList(half, texts.size()), results);
            }
        }
    }

    /** Where a plain text fails as well it is not the text's fault: nothing may become a dead letter for that. */
    private void requireSoundModel() {
        try {
            sound(model.encode(List.of(PROBE), InputType.DOCUMENT).get(0));
        } catch (RuntimeException e) {
            throw new BrokenModelException(
                    "space " + model.space().name() + ": the model is broken, encoding stops: " + e.getMessage(), e);
        }
    }

    /** A vector without direction must not reach the store. */
    private Encoded sound(Encoded encoded) {
        FloatVector vector = encoded.vector();
        if (!vector.isFinite() || vector.norm() == 0) {
            throw new EncoderException(
                    "space " + model.space().name() + ": the model answers with a vector of norm " + vector.norm(), null);
        }
        return encoded;
    }

    /** The model itself is broken, not the text. */
    static final class BrokenModelException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenModelException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
