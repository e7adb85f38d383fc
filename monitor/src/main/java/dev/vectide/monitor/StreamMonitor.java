package dev.vectide.monitor;

import dev.vectide.monitor.reference.ReferencePlan;
import java.util.function.Consumer;

/**
 * One way of watching one stream in one space: a pure state machine, the same in the Flink job, in a replay, in a
 * simulation and in a benchmark. Inputs of one partition come in source order; partitions interleave in any way, and
 * what comes out does not depend on how.
 *
 * @param <S> the state of one stream, mutable, owned by whoever calls
 */
public interface StreamMonitor<S> {
    /** {@code collapse}, {@code drift} or {@code novelty}. */
    String name();

    /** The state of a stream of which nothing has been seen. */
    S initial(String stream);

    StateCodec<S> codec();

    /** Whether {@link VectorInput#text} is looked at. */
    default boolean readsTexts() {
        return true;
    }

    /** Takes in one vector. */
    void observe(S state, VectorInput input, Consumer<MonitorOutput> out);

    /** Takes in that the stream's clock has moved in one partition. */
    void clock(S state, ClockInput input, Consumer<MonitorOutput> out);

    /** What is recorded about the stream's reference, from now on; where there is none, nothing. */
    default void follow(S state, ReferencePlan plan) {}
}
