package dev.vectide.monitor.flink;

import org.apache.flink.runtime.operators.coordination.OperatorEvent;

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

    boolean isTellAgain() {
        return stream.isEmpty();
    }
}
