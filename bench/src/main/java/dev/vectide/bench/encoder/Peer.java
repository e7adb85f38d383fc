package dev.vectide.bench.encoder;

import java.util.List;

/** Another way to turn the same texts into the same vectors on the same processors. */
interface Peer extends AutoCloseable {
    /** As its figure is called. */
    String name();

    /** One vector a text, in order, by the way that is measured. */
    List<float[]> encode(List<String> texts) throws Exception;

    @Override
    default void close() {}

    default double textsPerSecond(List<String> texts) throws Exception {
        long start = System.nanoTime();
        encode(texts);
        return texts.size() * 1e9 / (System.nanoTime() - start);
    }
}
