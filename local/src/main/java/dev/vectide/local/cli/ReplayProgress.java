package dev.vectide.local.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Tells on stderr how far a file has come: a bar on a terminal, else a line now and then. Refused rows are told as they
 * come, up to a number.
 *
 * <p>Used by one thread.
 */
final class ReplayProgress implements AutoCloseable {
    /** Set by the launcher where stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("vectide.terminal");
    private static final long EVERY_NS = Duration.ofSeconds(5).toNanos();
    private static final int TOLD = 20;

    private final String name;
    private final PrintWriter err;
    private final @Nullable ProgressBar bar;
    private long read;
    private long rejects;
    private long lastLine = System.nanoTime();

    private ReplayProgress(String name, PrintWriter err, @Nullable ProgressBar bar) {
        this.name = name;
        this.err = err;
        this.bar = bar;
    }

    /** @param done rows of an earlier run */
    static ReplayProgress of(Path file, OutputOptions output, long done) throws IOException {
        String name = file.getFileName().toString();
        PrintWriter err = output.err();
        if (done > 0) {
            err.printf(Locale.ROOT, "%s: goes on behind row %,d, which an earlier run came to; --restart begins anew%n", name, done);
            err.flush();
        }
        ProgressBar bar = TERMINAL && !output.json()
                ? new ProgressBarBuilder()
                        .setTaskName(name)
                        .setInitialMax(Files.size(file))
                        .setUnit(" KiB", 1 << 10)
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
        return new ReplayProgress(name, err, bar);
    }

    /** {@code in}, what is read of it being counted. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int b = in.read();
                read += b < 0 ? 0 : 1;
                return b;
            }

            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int n = in.read(buffer, from, length);
                read += Math.max(0, n);
                return n;
            }
        };
    }

    void at(long row, long rejected) {
        if (bar != null) {
            bar.stepTo(read);
            bar.setExtraMessage(String.format(Locale.ROOT, " %,d rows, %,d rejected", row, rejected));
        } else if (System.nanoTime() - lastLine > EVERY_NS) {
            lastLine = System.nanoTime();
            err.printf(Locale.ROOT, "%s: %,d rows, %,d rejected%n", name, row, rejected);
            err.flush();
        }
    }

    void rejected(long row, String reason) {
        if (++rejects <= TOLD) {
            err.println(name + ": row " + row + ": " + Lines.shortened(reason, 300));
            err.flush();
        } else if (rejects == TOLD + 1) {
            err.println(name + ": more rows are refused; --output json lists them");
            err.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
