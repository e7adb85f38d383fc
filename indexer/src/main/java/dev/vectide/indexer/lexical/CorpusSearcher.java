package dev.vectide.indexer.lexical;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;

/** Ranks the documents of one part by the statistics of all. */
final class CorpusSearcher extends IndexSearcher {
    private final Corpus corpus;

    CorpusSearcher(IndexReader reader, Corpus corpus) {
        super(reader);
        this.corpus = corpus;
        setQueryCache(null);
    }

    /** Only the first count matters to BM25. */
    @Override
    public TermStatistics termStatistics(Term term, int documents, long occurrences) {
        long having = corpus.having().getOrDefault(term.text(), (long) documents);
        return new TermStatistics(term.bytes(), having, having);
    }

    /** BM25 asks for the documents and their words; the other two only have to fit. */
    @Override
    public CollectionStatistics collectionStatistics(String field) {
        return new CollectionStatistics(
                field, corpus.documents(), corpus.documents(), corpus.words(), corpus.documents());
    }
}
