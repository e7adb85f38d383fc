package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.TaskResult;
import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Scores;
import dev.vectide.evaluate.task.Task;
import dev.vectide.evaluate.vector.Vectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A data set in one space: every text is encoded once, then every task works on the vectors. Texts of about one length go to
 * the encoder together, the longest first, so that padding is small and the progress errs on the slow side.
 *
 * <p>For use by one thread.
 */
public final class Evaluation {
    private static final int TEXTS = 512;
    private static final int CHARACTERS = 150_000;

    private final Dataset data;
    private final List<Task> tasks;
    private final Progress progress;

    public Evaluation(Dataset data, List<Task> tasks, Progress progress) {
        this.data = data;
        this.tasks = List.copyOf(tasks);
        this.progress = progress;
    }

    /**
     * Encodes and evaluates.
     *
     * @throws EncoderException if a text cannot be encoded, or a vector has no direction
     */
    public SpaceResult run(Encoder encoder) {
        Space space = encoder.space();
        progress.stage(space.name() + ": encoding", data.documents().size() + data.queries().size());
        long start = System.nanoTime();
        Pass documents = encode(encoder, data.documents(), InputType.DOCUMENT);
        Pass queries = encode(encoder, data.queries(), InputType.QUERY);
        double seconds = seconds(start);
        Optional<Vectors> asked = queries.rows.length == 0 ? Optional.empty() : Optional.of(Vectors.owning(queries.rows));
        SpaceResult.Encoding encoding = new SpaceResult.Encoding(
                documents.rows.length + (long) queries.rows.length,
                documents.tokens + queries.tokens,
                documents.truncated + queries.truncated,
                seconds);
        Embedded embedded = new Embedded(Vectors.owning(documents.rows), asked);
        return result(space.name(), space.fingerprint().toString(), embedded, Optional.of(encoding));
    }

    /** Evaluates vectors that are there already. */
    public SpaceResult run(String name, String fingerprint, Embedded vectors) {
        return result(name, fingerprint, vectors, Optional.empty());
    }

    private SpaceResult result(
            String name, String fingerprint, Embedded vectors, Optional<SpaceResult.Encoding> encoding) {
        progress.stage(name + ": tasks", tasks.size());
        List<TaskResult> results = new ArrayList<>();
        for (Task task : tasks) {
            long start = System.nanoTime();
            Scores scores = task.run(data.content(), vectors);
            Optional<ScoreBootstrap.Interval> interval = scores.statistic().map(ScoreBootstrap::interval);
            results.add(new TaskResult(task.name(), scores, interval, seconds(start)));
            progress.step(1);
        }
        return new SpaceResult(name, fingerprint, vectors.documents().dimension(), encoding, results);
    }

    private static double seconds(long start) {
        return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
    }

    /** What has been encoded so far of one list. */
    private static final class Pass {
        private final float[][] rows;
        private long tokens;
        private long truncated;

        Pass(int texts) {
            rows = new float[texts][];
        }
    }

    private Pass encode(Encoder encoder, List<String> texts, InputType type) {
        int[] order = IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -texts.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        Pass pass = new Pass(texts.size());
        int from = 0;
        while (from < order.length) {
            int to = from;
            long characters = 0;
            while (to < order.length && to - from < TEXTS && characters < CHARACTERS) {
                characters += texts.get(order[to++]).length();
            }
            chunk(encoder, texts, type, IntStream.range(from, to).map(i -> order[i]).toArray(), pass);
            progress.step(to - from);
            from = to;
        }
        return pass;
    }

    private static void chunk(Encoder encoder, List<String> texts, InputType type, int[] indices, Pass pass) {
        List<Encoded> encoded = encoder.encode(IntStream.of(indices).mapToObj(texts::get).toList(), type);
        for (int i = 0; i < indices.length; i++) {
            Encoded one = encoded.get(i);
            if (!one.vector().isFinite() || one.vector().norm() == 0) {
                throw new EncoderException(
                        "space " + encoder.space().name() + ": a text has a vector of norm " + one.vector().norm(), null);
            }
            pass.rows[indices[i]] = one.vector().toArray();
            pass.tokens += one.tokens();
            pass.truncated += one.truncated() ? 1 : 0;
        }
    }
}
