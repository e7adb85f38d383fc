package dev.vectide.monitor;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A monitor of which the dear part of the work on each vector can be done by many tasks, where the vectors are read, ahead
 * of the one task that has a stream's state. What that one needs to say it can always find itself: so what comes out is
 * what {@link #observe(Object, VectorInput, Consumer)} and {@link #clock} bring about for the same inputs, whatever the others
 * have done, were too late for, or never heard of.
 */
public interface SharedMonitor<S> extends StreamMonitor<S> {
    /** One task's share in the work on one stream. */
    Share share(String stream);

    /**
     * Takes in one vector.
     *
     * @param early what a {@link Share} has found of it; null where it was not looked at
     */
    void observe(S state, VectorInput input, byte @Nullable [] early, Consumer<MonitorOutput> out);

    /** Of the task that has the states; it belongs to that task. */
    Announcer<S> announcer();

    /** Tells the shares of a stream what they need to know. */
    interface Announcer<S> {
        /** To be called whenever a state may have changed: tells what is new since the last time. */
        void announce(String stream, S state, Consumer<byte[]> news);

        /** From now on nobody has been told anything. */
        void startAnew();
    }
}
