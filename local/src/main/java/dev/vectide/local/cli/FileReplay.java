package dev.vectide.local.cli;

import dev.vectide.ingest.replay.Columns;
import dev.vectide.ingest.replay.Format;
import dev.vectide.ingest.replay.Row;
import dev.vectide.ingest.replay.Rows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One file on its way into a stream: batch after batch, each remembered once it is acknowledged.
 *
 * <p>Used by one thread.
 */
final class FileReplay {
    private static final int ROWS = 500;
    private static final int CHARACTERS = 1 << 20;
    /** A paced replay sends so often a second, or row by row. */
    private static final int BATCHES_A_SECOND = 5;
    private static final int KEPT = 1000;

    private final Path file;
    private final Format format;
    private final Columns columns;
    private final @Nullable Integer rate;
    private final EventPoster poster;
    private final ReplayState state;
    private final ReplayProgress progress;
    private final List<Replayed.Reject> rejects = new ArrayList<>();
    private long accepted;
    private long rejected;
    private long sent;

    FileReplay(
            Path file,
            Format format,
            Columns columns,
            @Nullable Integer rate,
            EventPoster poster,
            ReplayState state,
            ReplayProgress progress) {
        this.file = file;
        this.format = format;
        this.columns = columns;
        this.rate = rate;
        this.poster = poster;
        this.state = state;
        this.progress = progress;
    }

    Replayed run() throws IOException {
        String name = file.getFileName().toString();
        long skipped = state.rows();
        try (InputStream in = progress.counting(Files.newInputStream(file))) {
            Iterator<Row> rows = Rows.of(format, in, name, columns);
            for (long i = 0; i < skipped && rows.hasNext(); i++) {
                rows.next();
            }
            long start = System.nanoTime();
            long row = skipped;
            while (rows.hasNext()) {
                List<Row.Ready> batch = new ArrayList<>();
                row += fill(batch, rows);
                pace(start, batch.size());
                post(batch);
                state.done(row);
                progress.at(row, rejected);
            }
        }
        state.forget();
        return new Replayed(name, skipped, accepted, rejected, rejects);
    }

    /** Rows read, those counted that cannot be sent. */
    private long fill(List<Row.Ready> batch, Iterator<Row> rows) {
        int most = rate == null ? ROWS : Math.min(ROWS, Math.max(1, rate / BATCHES_A_SECOND));
        long read = 0;
        long characters = 0;
        while (read < most && characters < CHARACTERS && rows.hasNext()) {
            Row row = rows.next();
            read++;
            if (row instanceof Row.Ready ready) {
                batch.add(ready);
                characters += ready.json().length();
            } else if (row instanceof Row.Refused refused) {
                reject(refused.number(), refused.reason());
            }
        }
        return read;
    }

    private void post(List<Row.Ready> batch) {
        if (!batch.isEmpty()) {
            List<Replayed.Reject> refused = poster.post(batch);
            refused.forEach(reject -> reject(reject.row(), reject.reason()));
            accepted += batch.size() - refused.size();
        }
    }

    private void reject(long row, String reason) {
        rejected++;
        if (rejects.size() < KEPT) {
            rejects.add(new Replayed.Reject(row, reason));
        }
        progress.rejected(row, reason);
    }

    /** Waits until so many may be sent. */
    private void pace(long start, int rows) {
        if (rate == null) {
            return;
        }
        long due = start + (long) ((double) sent / rate * TimeUnit.SECONDS.toNanos(1));
        sent += rows;
        Waiting.nanos(due - System.nanoTime());
    }
}
