package dev.vectide.local.cli;

import dev.vectide.evaluate.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Tells on stderr how far an evaluation has come: a bar on a terminal, else a line for each stage and now and then.
 *
 * <p>Used by one thread.
 */
final class EvaluateProgress implements Progress, AutoCloseable {
    /** Set by the launcher where stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("vectide.terminal");
    private static final long EVERY_NS = Duration.ofSeconds(10).toNanos();

    private final PrintWriter err;
    private final boolean bars;
    private @Nullable ProgressBar bar;
    private String what = "";
    private long total;
    private long done;
    private long lastLine;

    EvaluateProgress(OutputOptions output) {
        this.err = output.err();
        this.bars = TERMINAL && !output.json();
    }

    @Override
    public void stage(String stage, long steps) {
        close();
        what = stage;
        total = steps;
        done = 0;
        if (bars) {
            bar = new ProgressBarBuilder()
                    .setTaskName(stage)
                    .setInitialMax(steps)
                    .setUpdateIntervalMillis(200)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        } else {
            line();
        }
    }

    @Override
    public void step(long more) {
        done += more;
        if (bar != null) {
            bar.stepTo(done);
        } else if (System.nanoTime() - lastLine > EVERY_NS) {
            line();
        }
    }

    private void line() {
        lastLine = System.nanoTime();
        err.printf(Locale.ROOT, "%s: %,d of %,d%n", what, done, total);
        err.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
