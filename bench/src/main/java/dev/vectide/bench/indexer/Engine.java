package dev.vectide.bench.indexer;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Makes sides of one kind. Those of peers are found as services, as not every JDK can run them. */
public interface Engine {
    /** First part of the keys of its figures. */
    String name();

    /**
     * A new and empty side.
     *
     * @param directory where its files lie
     * @param dimension of all vectors
     */
    Side open(Path directory, int dimension);

    /** Whether all that a side holds lies on the heap, and is gone when it closes. */
    default boolean isInMemory() {
        return false;
    }

    /** @throws IllegalStateException if this JDK, or the one that built the benchmark, is too old for it */
    static Engine peer(String name) {
        if (Runtime.version().feature() < 21) {
            throw new IllegalStateException("the peers need JDK 21 or newer, this is " + Runtime.version());
        }
        try {
            List<Engine> peers = ServiceLoader.load(Engine.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(engine -> engine.name().equals(name))
                    .toList();
            return peers.get(0);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("built without Lucene, by a JDK older than 21; build it again", e);
        }
    }
}
