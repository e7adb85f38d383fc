package dev.vectide.bench.load;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.vectide.core.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of one stream in the order they are sent: documents {@code eN} that never come twice, with texts that come
 * again only after all others did.
 *
 * <p>Used by one thread at a time; {@link #due} may be asked by any.
 */
final class Events {
    private final String stream;
    private final List<String> texts;
    /** Event time of the first event, and from one to the next; without it an event's time is when it arrives. */
    private final @Nullable Instant start;
    private final long stepMs;
    private final DueTimes due = new DueTimes();
    private @Nullable String template;

    private Events(String stream, List<String> texts, @Nullable Instant start, long stepMs) {
        this.stream = stream;
        this.texts = texts;
        this.start = start;
        this.stepMs = stepMs;
    }

    /** Events of the time at which they arrive. */
    static Events now(String stream, List<String> texts) {
        return new Events(stream, texts, null, 0);
    }

    /** Events each {@code stepMs} after the one before, whenever they are sent. */
    static Events from(Instant start, long stepMs, String stream, List<String> texts) {
        return new Events(stream, texts, start, stepMs);
    }

    /** From now on all texts are nearly the same; none is exactly. */
    void collapse() {
        template = texts.get(0);
    }

    /** The next of them, as the body of one request. */
    Body next(List<Long> dueNanos, Step step) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        String document = "";
        for (long nanos : dueNanos) {
            int number = due.add(nanos, step);
            document = "e" + number;
            ObjectNode event = array.addObject().put("id", document).put("text", text(number));
            if (start != null) {
                event.put("time", start.plusMillis(number * stepMs).toString());
            }
        }
        return new Body(new Sent(step, stream, document, new ArrayList<>(dueNanos)), Json.write(array));
    }

    private String text(int number) {
        return template == null ? texts.get(number % texts.size()) : template + " " + number;
    }

    record Body(Sent sent, byte[] json) {}

    String stream() {
        return stream;
    }

    DueTimes due() {
        return due;
    }

    /** Number of the first event at or after an event time. */
    int first(Instant time) {
        if (start == null) {
            throw new IllegalStateException(stream + " has the times of arrival");
        }
        return (int) ((time.toEpochMilli() - start.toEpochMilli() + stepMs - 1) / stepMs);
    }

    /** Number in the name of a document. */
    static int number(String document) {
        return Integer.parseInt(document.substring(1));
    }
}
