package dev.vectide.bench.indexer.jvector;

import dev.vectide.bench.indexer.Engine;
import dev.vectide.bench.indexer.Side;
import java.nio.file.Path;

/** JVector's graph in memory, over floats. */
public final class JvectorEngine implements Engine {
    @Override
    public String name() {
        return "jvector";
    }

    @Override
    public Side open(Path directory, int dimension) {
        return new JvectorSide(dimension);
    }

    @Override
    public boolean isInMemory() {
        return true;
    }
}
