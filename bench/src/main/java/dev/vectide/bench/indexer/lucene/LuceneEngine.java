package dev.vectide.bench.indexer.lucene;

import dev.vectide.bench.indexer.Engine;
import dev.vectide.bench.indexer.Side;
import java.nio.file.Path;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;

/** Lucene with its default codec: HNSW over floats. */
public final class LuceneEngine implements Engine {
    @Override
    public String name() {
        return "lucene";
    }

    @Override
    public Side open(Path directory, int dimension) {
        return new LuceneSide(directory, new Lucene104Codec());
    }
}
