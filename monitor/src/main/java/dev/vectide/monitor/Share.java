package dev.vectide.monitor;

import org.jspecify.annotations.Nullable;

/**
 * One task's share in the work on one stream: vectors and clocks of the partitions that it reads come in, and go on in the
 * order of each partition, some later than others and with what was found. Nothing in it has to outlive a crash.
 *
 * <p>Belongs to one task.
 */
public interface Share {
    /** Where they go on to. */
    interface Onward {
        void vector(VectorInput input, byte @Nullable [] early);

        void clock(ClockInput input);
    }

    void observe(VectorInput input, Onward out);

    void clock(ClockInput input, Onward out);

    /** Takes in what an {@link SharedMonitor.Announcer} tells, in its order. */
    void learn(byte[] news, Onward out);

    /** Whether so much waits that reading on should wait, too. */
    boolean isFull();

    /** Lets go of some that waits, where that took too long. */
    void letGo(Onward out);

    /** Lets go of everything, as before a checkpoint. */
    void drain(Onward out);
}
