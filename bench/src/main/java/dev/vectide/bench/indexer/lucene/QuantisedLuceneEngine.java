package dev.vectide.bench.indexer.lucene;

import dev.vectide.bench.indexer.Engine;
import dev.vectide.bench.indexer.Side;
import java.nio.file.Path;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;

/** Lucene's HNSW over vectors of a byte a dimension, its default way to quantise. */
public final class QuantisedLuceneEngine implements Engine {
    @Override
    public String name() {
        return "lucene_quantised";
    }

    @Override
    public Side open(Path directory, int dimension) {
        KnnVectorsFormat quantised = new Lucene104HnswScalarQuantizedVectorsFormat();
        return new LuceneSide(directory, new Lucene104Codec() {
            @Override
            public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return quantised;
            }
        });
    }
}
