package dev.vectide.local.cli;

import dev.vectide.local.story.Chapter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens as it happens: one line each, above a progress bar where stderr is a terminal.
 *
 * <p>Used by one thread.
 */
final class DemoTimeline implements AutoCloseable {
    /** Set by the launcher where stderr is a terminal. */
    private static final boolean TERMINAL = Boolean.getBoolean("vectide.terminal");
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final long EVERY_MS = 10_000;

    private final PrintWriter out;
    private final long all;
    private final long start = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private long event;
    private long toldMs;

    private DemoTimeline(PrintWriter out, long all, @Nullable ProgressBar bar) {
        this.out = out;
        this.all = all;
        this.bar = bar;
    }

    /** @param out where lines go: stdout, unless that is for JSON */
    static DemoTimeline of(PrintWriter out, long events) {
        ProgressBar bar = TERMINAL
                ? new ProgressBarBuilder()
                        .setTaskName("events")
                        .setInitialMax(events)
                        .showSpeed()
                        .setUpdateIntervalMillis(200)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build()
                : null;
        return new DemoTimeline(out, events, bar);
    }

    /** Milliseconds since the story began. */
    long elapsedMs() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** So many events were sent. */
    void at(long sent, Chapter chapter) {
        event = sent;
        if (bar != null) {
            bar.stepTo(sent);
            bar.setExtraMessage(" " + name(chapter));
        } else if (elapsedMs() - toldMs > EVERY_MS) {
            tell(String.format(Locale.ROOT, "%,d of %,d events", sent, all));
        }
    }

    void tell(String text) {
        toldMs = elapsedMs();
        long seconds = toldMs / 1000;
        line(String.format(Locale.ROOT, "%3d:%02d  event %,7d  %s", seconds / 60, seconds % 60, event, text));
    }

    /** More of what was just told. */
    void more(String text) {
        line(" ".repeat(23) + text);
    }

    private void line(String text) {
        if (bar != null) {
            System.err.print(CLEAR_LINE);
            System.err.flush();
        }
        out.println(text);
        out.flush();
    }

    static String name(Chapter chapter) {
        return chapter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
