package dev.vectide.evaluate;

/** How far a run has come. Called by one thread. */
public interface Progress {
    /**
     * A new stage begins; the one before has ended.
     *
     * @param what such as "all-minilm-l6-v2: encoding"
     * @param total steps that it has
     */
    void stage(String what, long total);

    void step(long more);
}
