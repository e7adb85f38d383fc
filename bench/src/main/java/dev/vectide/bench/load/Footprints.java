package dev.vectide.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a process holds, and how many events wait in it, once a second until this is closed. */
final class Footprints implements AutoCloseable {
    private final List<ProcessSample> samples = new ArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "load-footprints");
        thread.setDaemon(true);
        return thread;
    });
    private final long pid;
    private final LongSupplier waiting;
    private long mostWaiting;

    Footprints(long pid, LongSupplier waiting) {
        this.pid = pid;
        this.waiting = waiting;
        sample();
        timer.scheduleAtFixedRate(this::sample, 1, 1, TimeUnit.SECONDS);
    }

    private synchronized void sample() {
        try {
            samples.add(ProcessSample.of(pid));
            mostWaiting = Math.max(mostWaiting, waiting.getAsLong());
        } catch (IOException e) {
            // It is gone; whoever talks to it says so.
            timer.shutdown();
        }
    }

    /** The first of them. */
    synchronized ProcessSample before() {
        return samples.get(0);
    }

    /** The most of everything. */
    synchronized ProcessSample most() {
        return samples.stream().reduce(ProcessSample::most).orElseThrow();
    }

    synchronized long mostWaiting() {
        return mostWaiting;
    }

    @Override
    public void close() {
        timer.shutdown();
        sample();
    }
}
