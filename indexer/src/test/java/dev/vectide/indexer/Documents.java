package dev.vectide.indexer;

import dev.vectide.core.embedding.Chunk;
import dev.vectide.core.embedding.Embedding;
import dev.vectide.core.embedding.SourcePosition;
import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.event.Identity;
import dev.vectide.core.event.Origin;
import dev.vectide.core.space.Fingerprint;
import dev.vectide.core.space.Pooling;
import dev.vectide.core.space.Precision;
import dev.vectide.core.space.Space;
import dev.vectide.core.stream.DocumentKey;
import dev.vectide.core.vector.FloatVector;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Embeddings for tests, in a space that no model stands behind. */
public final class Documents {
    public static final int DIMENSION = 48;
    public static final Space SPACE = new Space(
            "toy", "0".repeat(64), "1".repeat(64), Pooling.MEAN, "", "", 64, DIMENSION, true, Precision.FULL);
    public static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");

    private Documents() {}

    public static FloatVector vector(Random random) {
        return vector(random, DIMENSION);
    }

    public static FloatVector vector(Random random, int dimension) {
        float[] values = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            values[j] = (float) random.nextGaussian();
        }
        return FloatVector.owning(values).normalised();
    }

    public static Embedding of(String stream, String id, FloatVector... vectors) {
        return of(stream, id, Map.of(), null, SPACE.fingerprint(), new SourcePosition(0, 0), vectors);
    }

    public static Embedding of(String stream, String id, Map<String, Object> attributes, FloatVector... vectors) {
        return of(stream, id, attributes, null, SPACE.fingerprint(), new SourcePosition(0, 0), vectors);
    }

    public static Embedding of(
            String stream,
            String id,
            Map<String, Object> attributes,
            @Nullable Instant expiresAt,
            Fingerprint fingerprint,
            SourcePosition source,
            FloatVector... vectors) {
        return new Embedding(
                new DocumentKey(stream, id),
                new Identity("test", id),
                fingerprint,
                "test",
                TIME,
                expiresAt,
                Origin.LIVE,
                false,
                false,
                new Content.Text("text of " + id),
                Bytes.copyOf(new byte[32]),
                attributes,
                source,
                Arrays.stream(vectors).map(vector -> new Chunk(0, 0, vector)).toList());
    }

    /** A document of stream {@code s} that says {@code text}, with one vector; null for content that is not stored. */
    public static Embedding saying(String id, @Nullable String text, Map<String, Object> attributes, Instant time) {
        FloatVector vector = FloatVector.owning(axis());
        return new Embedding(new DocumentKey("s", id), new Identity("test", id), SPACE.fingerprint(), "test", time, null,
                Origin.LIVE, false, false, text == null ? null : new Content.Text(text), Bytes.copyOf(new byte[32]),
                attributes, new SourcePosition(0, 0), List.of(new Chunk(0, 0, vector)));
    }

    public static Embedding saying(String id, @Nullable String text) {
        return saying(id, text, Map.of(), TIME);
    }

    private static float[] axis() {
        float[] values = new float[DIMENSION];
        values[0] = 1;
        return values;
    }

    /** Cosine in double, the definition. */
    public static double cosine(FloatVector a, FloatVector b) {
        return a.dot(b) / a.norm() / b.norm();
    }

    /** The best cosine of a document's vectors. */
    public static double cosine(Embedding document, FloatVector query) {
        return document.chunks().stream().mapToDouble(chunk -> cosine(chunk.vector(), query)).max().orElseThrow();
    }

    public static List<FloatVector> vectors(Random random, int count) {
        return java.util.stream.Stream.generate(() -> vector(random)).limit(count).toList();
    }
}
