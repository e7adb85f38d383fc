package dev.vectide.evaluate;

import dev.vectide.core.encoder.Encoder;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.evaluate.data.Dataset;
import dev.vectide.evaluate.report.SpaceResult;
import dev.vectide.evaluate.report.TaskResult;
import dev.vectide.evaluate.resample.ScoreBootstrap;
import dev.vectide.evaluate.task.Embedded;
import dev.vectide.evaluate.task.Scores;
import dev.vectide.evaluate.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A data set in one space: every text is encoded once, then every task works on the vectors, and a {@link Study} looks at what
 * else is wanted.
 *
 * <p>For use by one thread.
 */
public final class Evaluation {
    private final Dataset data;
    private final List<Task> tasks;
    private final Study study;
    private final Progress progress;

    public Evaluation(Dataset data, List<Task> tasks, Progress progress) {
        this(data, tasks, Study.NONE, progress);
    }

    public Evaluation(Dataset data, List<Task> tasks, Study study, Progress progress) {
        this.data = data;
        this.tasks = List.copyOf(tasks);
        this.study = study;
        this.progress = progress;
    }

    /**
     * Encodes and evaluates.
     *
     * @throws EncoderException if a text cannot be encoded, or a vector has no direction
     */
    public SpaceResult run(Encoder encoder) {
        return run(encoder, Encoders.of(encoder));
    }

    /**
     * Encodes and evaluates pictures.
     *
     * @throws EncoderException if one cannot be encoded, or a vector has no direction
     */
    public SpaceResult run(PictureEncoder encoder) {
        return run(new NamedPictures(encoder, data.pictures().orElseThrow()), Encoders.of(encoder));
    }

    private SpaceResult run(Encoder encoder, Encoders more) {
        DataEncoder.EncodedData encoded = new DataEncoder(encoder, progress).encode(data);
        return run(
                encoder.space().name(),
                encoder.space().fingerprint().toString(),
                encoded.vectors(),
                Optional.of(encoded.cost()),
                more);
    }

    /** Evaluates vectors that are there already. */
    public SpaceResult run(String name, String fingerprint, Embedded vectors) {
        return run(name, fingerprint, vectors, Optional.empty());
    }

    /** @param encoder of the same space, for what wants other texts encoded */
    public SpaceResult run(String name, String fingerprint, Embedded vectors, Optional<Encoder> encoder) {
        return run(name, fingerprint, vectors, Optional.empty(), new Encoders(encoder, Optional.empty()));
    }

    private SpaceResult run(
            String name,
            String fingerprint,
            Embedded vectors,
            Optional<SpaceResult.Encoding> cost,
            Encoders encoders) {
        SpaceResult result = new SpaceResult(
                name,
                fingerprint,
                vectors.documents().dimension(),
                cost,
                scored(name, data, tasks, vectors, progress));
        return result.with(study.of(data, tasks, vectors, encoders, name, progress));
    }

    static List<TaskResult> scored(String name, Dataset data, List<Task> tasks, Embedded vectors, Progress progress) {
        progress.stage(name + ": tasks", tasks.size());
        List<TaskResult> results = new ArrayList<>();
        for (Task task : tasks) {
            long start = System.nanoTime();
            Scores scores = task.run(data.content(), vectors);
            Optional<ScoreBootstrap.Interval> interval = scores.statistic().map(ScoreBootstrap::interval);
            double seconds = (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
            results.add(new TaskResult(task.name(), scores, interval, seconds));
            progress.step(1);
        }
        return results;
    }
}
