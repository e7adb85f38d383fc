package dev.vectide.monitor.flink;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.jspecify.annotations.Nullable;

/**
 * Part of what the owner of a stream tells the tasks that share in its work, or, where there is no stream, that one of these
 * has started and knows nothing. Serialised by Java, as Flink does with all events of operators.
 *
 * @param part not to be written to
 */
record NewsEvent(String stream, byte[] part, boolean first, boolean last) implements OperatorEvent {
    private static final long serialVersionUID = 1;

    static final NewsEvent TELL_AGAIN = new NewsEvent("", new byte[0], true, true);

    /** What one event carries at most: Flink's messages between machines hold ten times as much. */
    static final int LARGEST = 1 << 20;

    static List<NewsEvent> of(String stream, byte[] whole) {
        List<NewsEvent> events = new ArrayList<>();
        for (int from = 0; from < whole.length; from += LARGEST) {
            int to = Math.min(whole.length, from + LARGEST);
            events.add(new NewsEvent(stream, Arrays.copyOfRange(whole, from, to), from == 0, to == whole.length));
        }
        return events;
    }

    /** By stream, news of which the end is still to come. Belongs to one task. */
    static final class Parts {
        private final Map<String, ByteArrayOutputStream> begun = new HashMap<>();

        /** The whole, if this was its end; what was told before anybody listened is passed over. */
        byte @Nullable [] add(NewsEvent event) {
            if (event.first) {
                begun.put(event.stream, new ByteArrayOutputStream());
            }
            ByteArrayOutputStream whole = begun.get(event.stream);
            if (whole == null) {
                return null;
            }
            whole.writeBytes(event.part);
            if (!event.last) {
                return null;
            }
            begun.remove(event.stream);
            return whole.toByteArray();
        }
    }
}
