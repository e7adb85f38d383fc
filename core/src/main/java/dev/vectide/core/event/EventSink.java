package dev.vectide.core.event;

import dev.vectide.core.position.Position;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The way into {@code <ns>.events} for whoever turns something else into events. */
public interface EventSink {
    /** Completes once Kafka has acknowledged every event, with the last offset written in each partition touched. */
    CompletionStage<Position> append(List<Event> events);
}
