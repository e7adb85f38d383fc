package dev.vectide.bench.indexer;

import dev.vectide.bench.Figures;
import java.io.IOException;
import java.util.function.Consumer;

/** Our store, without a broker, against Lucene on the same vectors in the same JVM; and what only we are asked. */
public final class IndexerBench {
    private IndexerBench() {}

    /**
     * @param quick fewer vectors and rounds
     * @param allPeers also Lucene compacted and quantised, and JVector
     */
    public static Figures run(boolean quick, boolean allPeers, Consumer<String> progress) throws IOException {
        Engine lucene = Engine.peer("lucene");
        try (Bed bed = Bed.of((quick ? Bed.Sizes.QUICK : Bed.Sizes.FULL).compacting(allPeers), progress)) {
            bed.figures().add("vectors", "vectors", bed.sizes().vectors());
            bed.figures().add("real_vectors", "vectors", bed.corpus().real());
            Versus.run(bed, lucene, "store", "");
            Footprint.run(bed, "store", bed.sizes().vectors(), "");
            Killed.run(bed, "killed", bed.sizes().vectors(), bed.sizes().kills(), "");
            Changes.run(bed);
            if (allPeers) {
                Versus.run(bed, Engine.peer("lucene_quantised"), "second", "second_");
                Engine jvector = Engine.peer("jvector");
                Versus.run(bed, jvector, "third", "third_");
                Footprint.inMemory(bed, jvector);
            }
            return bed.figures();
        }
    }

    /** Instead: a million vectors in our store alone, whose process is killed; it takes about 4 GB of disk. */
    public static Figures million(Consumer<String> progress) throws IOException {
        try (Bed bed = Bed.of(Bed.Sizes.QUICK, progress)) {
            Footprint.million(bed);
            return bed.figures();
        }
    }
}
