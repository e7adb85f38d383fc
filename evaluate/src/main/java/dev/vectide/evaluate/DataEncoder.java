package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.vector.Vectors;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Encodes the texts of a data set once each. Texts of about one length go to the encoder together, the longest first, so that
 * padding is small and the progress errs on the slow side.
 *
 * <p>For use by one thread.
 */
final class DataEncoder {
    private static final int TEXTS = 512;
    private static final int CHARACTERS = 150_000;

    private final Encoder encoder;
    private final Progress progress;
    private long tokens;
    private long truncated;

    DataEncoder(Encoder encoder, Progress progress) {
        this.encoder = encoder;
        this.progress = progress;
    }

    /** A data set's vectors, and what they cost. */
    record EncodedData(Embedded vectors, SpaceResult.Encoding cost) {}

    /** @throws EncoderException if a text cannot be encoded, or a vector has no direction */
    EncodedData encode(Dataset data) {
        long texts = data.documents().size() + (long) data.queries().size();
        progress.stage(encoder.space().name() + ": encoding " + data.name(), texts);
        long start = System.nanoTime();
        float[][] documents = encode(data.documents(), InputType.DOCUMENT);
        float[][] queries = encode(data.queries(), InputType.QUERY);
        double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
        Optional<Vectors> asked = queries.length == 0 ? Optional.empty() : Optional.of(Vectors.owning(queries));
        return new EncodedData(
                new Embedded(Vectors.owning(documents), asked),
                new SpaceResult.Encoding(texts, tokens, truncated, seconds));
    }

    float[][] encode(List<String> texts, InputType type) {
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] rows = new float[texts.size()][];
        int from = 0;
        while (from < order.length) {
            int to = from;
            long characters = 0;
            while (to < order.length && to - from < TEXTS && characters < CHARACTERS) {
                characters += texts.get(order[to++]).length();
            }
            chunk(texts, type, IntStream.range(from, to).map(i -> order[i]).toArray(), rows);
            progress.step(to - from);
            from = to;
        }
        return rows;
    }

    private void chunk(List<String> texts, InputType type, int[] indices, float[][] rows) {
        List<Encoded> encoded = encoder.encode(IntStream.of(indices).mapToObj(texts::get).toList(), type);
        for (int i = 0; i < indices.length; i++) {
            Encoded one = encoded.get(i);
            if (!one.vector().isFinite() || one.vector().norm() == 0) {
                throw new EncoderException(
                        "space " + encoder.space().name() + ": a text has a vector of norm " + one.vector().norm(), null);
            }
            rows[indices[i]] = one.vector().toArray();
            tokens += one.tokens();
            truncated += one.truncated() ? 1 : 0;
        }
    }
}
