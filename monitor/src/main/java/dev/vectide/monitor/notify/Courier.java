package dev.vectide.monitor.notify;

import java.util.function.Consumer;

/** The way to the receivers. Safe for concurrent use. */
public interface Courier {
    /**
     * Begins to deliver, and returns at once.
     *
     * @param outcome gets {@link NotifierInput.Delivered} or {@link NotifierInput.Failed}, once, from any thread
     */
    void send(Notification notification, Consumer<NotifierInput> outcome);
}
