package dev.vectide.monitor.notify;

/** What is to be done. */
public sealed interface NotifierAction {
    /** To be answered by {@link NotifierInput.Delivered} or {@link NotifierInput.Failed}; one at a time to each receiver. */
    record Send(Notification notification) implements NotifierAction {}

    /** An empty memory is to be forgotten. */
    record Remember(String receiver, String stream, Memory memory) implements NotifierAction {}

    /**
     * A message was given up.
     *
     * @param offset of the newest record of the incident
     */
    record DeadLetter(String receiver, Notification.Item item, long offset, String reason) implements NotifierAction {}
}
