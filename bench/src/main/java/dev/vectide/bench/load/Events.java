package dev.vectide.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream in the order they are sent: documents {@code eN} that never come twice, with texts that come
 * again only after all others did. Event time goes on by a step with each, whatever the clock says.
 *
 * <p>Used by one thread at a time; {@link #sent} may be asked by any.
 */
final class Events {
    private final String stream;
    private final List<String> texts;
    private final EventBook sent = new EventBook();
    private long timeMs;
    private double stepMs;
    /** Of a step, below a millisecond. */
    private double rest;
    private @Nullable String template;

    /** @param start event time of the first */
    Events(String stream, List<String> texts, Instant start) {
        this.stream = stream;
        this.texts = texts;
        this.timeMs = start.toEpochMilli();
    }

    /** From now on, event time from one event to the next, in ms. */
    void pace(double ms) {
        stepMs = ms;
    }

    /** From now on all texts are nearly the same; none is exactly. */
    void collapse() {
        template = texts.get(0);
    }

    /**
     * The next of them, as the body of one request.
     *
     * @param dueNanos when each is due, by {@link System#nanoTime}
     */
    Body next(List<Long> dueNanos, Step step) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        String document = "";
        for (long nanos : dueNanos) {
            int number = sent.count();
            sent.add(nanos, timeMs, step);
            document = "e" + number;
            array.addObject()
                    .put("id", document)
                    .put("text", text(number))
                    .put("time", Instant.ofEpochMilli(timeMs).toString());
            advance();
        }
        return new Body(new Sent(step, stream, document, new ArrayList<>(dueNanos)), Json.write(array));
    }

    private void advance() {
        rest += stepMs;
        long whole = (long) rest;
        rest -= whole;
        timeMs += whole;
    }

    private String text(int number) {
        return template == null ? texts.get(number % texts.size()) : template + " " + number;
    }

    record Body(Sent sent, byte[] json) {}

    String stream() {
        return stream;
    }

    EventBook sent() {
        return sent;
    }

    /** Number in the name of a document. */
    static int number(String document) {
        return Integer.parseInt(document.substring(1));
    }
}
