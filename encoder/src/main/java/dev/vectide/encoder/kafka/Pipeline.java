package dev.vectide.encoder.kafka;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Slices being encoded, first in, first out. While one is encoded and one is written, the next is read and tokenised, so
 * that the model never waits for Kafka; more than {@value #DEPTH} at once would only make every event wait longer.
 *
 * <p>Used by one thread; slices are encoded on threads of its own.
 */
final class Pipeline implements AutoCloseable {
    private static final int DEPTH = 2;

    private final BatchEncoder encoder;
    private final StageMetrics metrics;
    private final Deque<Flight> flights = new ArrayDeque<>();
    private final ExecutorService threads;

    private record Flight(Slice slice, Future<List<BatchEncoder.Result>> encoding, Instant started) {}

    /**
     * A slice with one result for each of its works.
     *
     * @param started when its encoding began
     */
    record Landed(Slice slice, List<BatchEncoder.Result> results, Instant started) {}

    Pipeline(BatchEncoder encoder, StageMetrics metrics) {
        this.encoder = encoder;
        this.metrics = metrics;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(
                DEPTH, task -> new Thread(task, "encoder-slice-" + number.incrementAndGet()));
    }

    /** Events of all slices on their way. */
    int events() {
        return flights.stream().mapToInt(flight -> flight.slice().records().size()).sum();
    }

    boolean isEmpty() {
        return flights.isEmpty();
    }

    boolean isFull() {
        return flights.size() == DEPTH;
    }

    /** Whether the oldest slice is encoded. */
    boolean hasLanded() {
        Flight oldest = flights.peek();
        return oldest != null && oldest.encoding().isDone();
    }

    /** Whether a slice on its way has events of the partition. */
    boolean holds(int partition) {
        return flights.stream().anyMatch(flight -> flight.slice().holds(partition));
    }

    void start(Slice slice) {
        List<Work> works = slice.works();
        flights.add(new Flight(
                slice,
                threads.submit(() -> Objects.requireNonNull(metrics.encode.record(() -> encoder.encode(works)))),
                Instant.now()));
    }

    /** The oldest slice, once it is encoded; its failure as it was thrown. */
    Landed land() {
        Flight oldest = flights.remove();
        try {
            return new Landed(oldest.slice(), oldest.encoding().get(), oldest.started());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) Objects.requireNonNull(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (CancellationException e) {
            throw new IllegalStateException("the slice was given up", e);
        }
    }

    /** Gives up what is still being encoded; returns once nothing is. */
    @Override
    public void close() {
        flights.clear();
        threads.shutdownNow();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
