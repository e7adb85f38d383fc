package dev.vectide.indexer.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The words of a stream in one partition as they were at one moment. Who searches several partitions sums their
 * {@link #corpus} first, and then asks each for its {@link #best} by the sum.
 *
 * <p>For use by one thread.
 */
public final class LexicalView implements AutoCloseable {
    /** Best first, equal scores by id. */
    private static final Sort ORDER = new Sort(SortField.FIELD_SCORE, new SortField(Fields.ID, SortField.Type.STRING));

    private final DirectoryReader reader;
    private final Counting totals;

    /** Counts what {@code reader} has. */
    interface Counting {
        Totals count() throws IOException;
    }

    LexicalView(DirectoryReader reader, Counting totals) {
        this.reader = reader;
        this.totals = totals;
    }

    /** Documents. */
    public int size() {
        return reader.numDocs();
    }

    public Corpus corpus(Iterable<String> words) {
        Map<String, Long> having = new HashMap<>();
        try {
            for (String word : words) {
                having.put(word, having(word));
            }
            Totals counted = totals.count();
            return new Corpus(counted.documents(), counted.words(), having);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lucene's own count where nothing is deleted, else a count of what is not. */
    private long having(String word) throws IOException {
        long count = 0;
        for (LeafReaderContext context : reader.leaves()) {
            LeafReader leaf = context.reader();
            Bits live = leaf.getLiveDocs();
            if (live == null) {
                count += leaf.docFreq(new Term(Fields.WORDS, word));
                continue;
            }
            PostingsEnum documents = leaf.postings(new Term(Fields.WORDS, word), PostingsEnum.NONE);
            while (documents != null && documents.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
                count += live.get(documents.docID()) ? 1 : 0;
            }
        }
        return count;
    }

    /**
     * The documents that have one of the words, best first, equal scores by id.
     *
     * @param words and how often the query has them
     * @param most at most so many
     */
    public List<Match> best(Map<String, Integer> words, Corpus corpus, int most) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        words.forEach((word, count) -> {
            if (corpus.having().getOrDefault(word, 0L) > 0) {
                query.add(new BoostQuery(new TermQuery(new Term(Fields.WORDS, word)), count), BooleanClause.Occur.SHOULD);
            }
        });
        int wanted = Math.min(most, reader.numDocs());
        if (wanted == 0) {
            return List.of();
        }
        try {
            return matches(new CorpusSearcher(reader, corpus).search(query.build(), wanted, ORDER).scoreDocs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Match> matches(ScoreDoc[] found) {
        List<Match> matches = new ArrayList<>(found.length);
        for (ScoreDoc document : found) {
            Object[] sorted = ((FieldDoc) document).fields;
            matches.add(new Match(Fields.id((BytesRef) sorted[1]), (Float) sorted[0]));
        }
        return matches;
    }

    @Override
    public void close() {
        try {
            reader.decRef();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
