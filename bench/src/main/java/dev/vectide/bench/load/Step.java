package dev.vectide.bench.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/**
 * What is seen of the events that are due in one stretch of time: for each thing that happens to an event, the time since it
 * was due, in microseconds.
 *
 * <p>Safe for concurrent use.
 */
final class Step {
    private static final int DIGITS = 3;

    private final String name;
    private final double perSecond;
    private final Histogram acknowledged = new SynchronizedHistogram(DIGITS);
    private final Histogram searchable = new SynchronizedHistogram(DIGITS);
    private final Histogram scored = new SynchronizedHistogram(DIGITS);
    private final Histogram reported = new SynchronizedHistogram(DIGITS);
    private final Histogram alerted = new SynchronizedHistogram(DIGITS);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong throttled = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** @param perSecond events that are due each second */
    Step(String name, double perSecond) {
        this.name = name;
        this.perSecond = perSecond;
    }

    String name() {
        return name;
    }

    double perSecond() {
        return perSecond;
    }

    void sent(int events) {
        sent.addAndGet(events);
    }

    void acknowledged(long dueNanos) {
        record(acknowledged, dueNanos);
    }

    void searchable(long dueNanos) {
        record(searchable, dueNanos);
    }

    void scored(long dueNanos) {
        record(scored, dueNanos);
    }

    /** A health report, whose pane could be closed when that event was due. */
    void reported(long dueNanos) {
        record(reported, dueNanos);
    }

    /** The same of an alert. */
    void alerted(long dueNanos) {
        record(alerted, dueNanos);
    }

    /** Answered 429. */
    void throttled(int events) {
        throttled.addAndGet(events);
    }

    /** Answered otherwise, or not at all. */
    void failed(int events) {
        failed.addAndGet(events);
    }

    private static void record(Histogram histogram, long dueNanos) {
        histogram.recordValue(TimeUnit.NANOSECONDS.toMicros(Math.max(0, System.nanoTime() - dueNanos)));
    }

    Histogram acknowledged() {
        return acknowledged;
    }

    Histogram searchable() {
        return searchable;
    }

    Histogram scored() {
        return scored;
    }

    Histogram reported() {
        return reported;
    }

    Histogram alerted() {
        return alerted;
    }

    long sent() {
        return sent.get();
    }

    long throttled() {
        return throttled.get();
    }

    long failed() {
        return failed.get();
    }

    /** Acknowledged events that are not searchable yet. */
    long lag() {
        return acknowledged.getTotalCount() - searchable.getTotalCount();
    }

    /** Milliseconds below which {@code percent} of the times lie; NaN where there are none. */
    static double ms(Histogram histogram, double percent) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percent) / 1e3;
    }
}
