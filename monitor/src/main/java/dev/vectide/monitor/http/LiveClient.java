package dev.vectide.monitor.http;

import dev.vectide.core.access.Caller;
import dev.vectide.core.access.Verb;
import io.javalin.http.sse.SseClient;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One reader of server-sent events. One that falls too far behind is disconnected: it comes back and asks the other routes
 * for what it missed.
 *
 * <p>Safe for concurrent use; its own thread writes.
 */
final class LiveClient {
    private static final int QUEUED = 4096;
    /** Keeps proxies from closing a quiet connection, and finds out about readers that are gone. */
    private static final long HEARTBEAT_S = 10;

    private static final long PATIENCE_MS = 2_000;

    record Message(String type, String data) {}

    private final SseClient sse;
    private final Caller caller;
    private final Consumer<LiveClient> gone;
    private final BlockingQueue<Message> queue = new ArrayBlockingQueue<>(QUEUED);
    private final Thread thread;

    LiveClient(SseClient sse, Caller caller, Consumer<LiveClient> gone) {
        this.sse = sse;
        this.caller = caller;
        this.gone = gone;
        this.thread = new Thread(this::run, "live-client");
        thread.setDaemon(true);
        sse.onClose(thread::interrupt);
    }

    void start() {
        thread.start();
    }

    boolean sees(String stream) {
        return caller.may(Verb.READ, stream);
    }

    boolean seesAll() {
        return caller.mayAll(Verb.READ);
    }

    void offer(Message message) {
        if (!queue.offer(message)) {
            close();
        }
    }

    void close() {
        thread.interrupt();
    }

    /** Returns once the last write is over, or a reader too slow for it has had its time. */
    void join() {
        try {
            thread.join(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            // Headers reach the reader only with a first byte.
            sse.sendComment("connected");
            while (!sse.terminated()) {
                Message message = queue.poll(HEARTBEAT_S, TimeUnit.SECONDS);
                if (message == null) {
                    sse.sendComment("");
                } else {
                    sse.sendEvent(message.type(), message.data());
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            try {
                sse.close();
            } finally {
                gone.accept(this); // Last, as whoever stops the server waits for those that are not gone.
            }
        }
    }
}
