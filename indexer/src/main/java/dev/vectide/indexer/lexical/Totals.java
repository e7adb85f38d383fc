package dev.vectide.indexer.lexical;

import java.io.IOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;

/**
 * How many documents there are, and words in them. Lucene's own sums hold what is deleted until a merge takes it out, so that
 * the same documents would score differently after a restart.
 *
 * @param version of the reader they were counted in
 */
record Totals(long version, long documents, long words) {
    static Totals of(DirectoryReader reader) throws IOException {
        long words = 0;
        for (LeafReaderContext leaf : reader.leaves()) {
            words += words(leaf.reader());
        }
        return new Totals(reader.getVersion(), reader.numDocs(), words);
    }

    private static long words(LeafReader leaf) throws IOException {
        Bits live = leaf.getLiveDocs();
        if (live == null) {
            return leaf.getSumTotalTermFreq(Fields.WORDS);
        }
        long words = 0;
        NumericDocValues lengths = leaf.getNumericDocValues(Fields.LENGTH);
        while (lengths.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
            words += live.get(lengths.docID()) ? lengths.longValue() : 0;
        }
        return words;
    }
}
