package dev.vectide.encoder.kafka;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.event.Content;
import dev.vectide.core.vector.FloatVector;
import dev.vectide.encoder.ContentModel;
import dev.vectide.encoder.TextModel;
import dev.vectide.encoder.memory.EncodedContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Encodes a batch of contents; where the batch fails it is halved until the content that fails stands alone. That content is
 * dead if the model still encodes others, and else the model is.
 *
 * <p>Safe for concurrent use.
 */
final class BatchEncoder {
    private final ContentModel model;
    private final int overlap;

    /** @param overlap tokens that two windows of a long text share */
    BatchEncoder(ContentModel model, int overlap) {
        this.model = model;
        this.overlap = overlap;
    }

    /**
     * @param vectors null where there is a failure
     * @param tokens that went through the model
     * @param failure why the content cannot be encoded; null where {@code vectors} are there
     */
    record Result(EncodedContent.@Nullable Vectors vectors, int tokens, @Nullable RuntimeException failure) {}

    /** One piece of a content. */
    private record Part(@Nullable Encoded encoded, @Nullable RuntimeException failure) {}

    /**
     * One result for each, in order.
     *
     * @throws BrokenModelException if it is not a content that fails but the model
     */
    List<Result> encode(List<Work> works) {
        List<Pieces> pieces = works.stream().map(this::pieces).toList();
        List<Part> parts = new ArrayList<>();
        encode(pieces.stream().flatMap(piece -> piece.contents().stream()).toList(), parts);
        List<Result> results = new ArrayList<>(works.size());
        int next = 0;
        for (Pieces piece : pieces) {
            int end = next + piece.contents().size();
            results.add(result(piece, parts.subList(next, end)));
            next = end;
        }
        return results;
    }

    private Pieces pieces(Work work) {
        return model instanceof TextModel texts ? Pieces.of(work, texts, overlap) : Pieces.whole(work.content());
    }

    private Result result(Pieces pieces, List<Part> parts) {
        if (pieces.refused() != null) {
            return new Result(null, 0, pieces.refused());
        }
        List<Encoded> encoded = new ArrayList<>(parts.size());
        int tokens = 0;
        for (Part part : parts) {
            if (part.encoded() == null) {
                return new Result(null, 0, Objects.requireNonNull(part.failure()));
            }
            encoded.add(part.encoded());
            tokens += Math.min(part.encoded().tokens(), model.space().maxTokens());
        }
        return new Result(pieces.vectors(encoded, model.producer()), tokens, null);
    }

    private void encode(List<Content> contents, List<Part> parts) {
        if (contents.isEmpty()) {
            return;
        }
        try {
            model.encodeContents(contents).stream()
                    .map(this::sound)
                    .map(encoded -> new Part(encoded, null))
                    .toList()
                    .forEach(parts::add);
        } catch (RuntimeException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            if (contents.size() == 1) {
                requireSoundModel();
                parts.add(new Part(null, e));
            } else {
                int half = contents.size() / 2;
                encode(contents.subList(0, half), parts);
                encode(contents.subList(half, contents.size()), parts);
            }
        }
    }

    /** Where the plainest content fails as well it is not the content's fault: nothing may become a dead letter for that. */
    private void requireSoundModel() {
        try {
            sound(model.encodeContents(List.of(model.probe())).get(0));
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

    /** The model itself is broken, not the content. */
    static final class BrokenModelException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenModelException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
