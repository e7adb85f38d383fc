package dev.vectide.ingest.kafka;

import dev.vectide.core.kafka.ControlStreams;

/**
 * Lets events into streams that exist, and creates a stream at its first event where that is allowed.
 *
 * <p>Safe for concurrent use.
 */
public final class StreamGate {
    private final ControlStreams streams;
    private final boolean autoCreate;

    public StreamGate(ControlStreams streams, boolean autoCreate) {
        this.streams = streams;
        this.autoCreate = autoCreate;
    }

    /** Whether an event of {@code stream} would be let in. */
    public boolean wouldAdmit(String stream) {
        return autoCreate || streams.find(stream).isPresent();
    }

    /** Whether an event of {@code stream} may be written now; a new stream is in the control topic by then. */
    public boolean admit(String stream) {
        if (streams.find(stream).isPresent()) {
            return true;
        }
        if (autoCreate) {
            streams.create(stream);
        }
        return autoCreate;
    }
}
