package dev.vectide.indexer.lexical;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The words of a text, for documents and queries alike: Lucene's {@code StandardAnalyzer} without stop words. It parts at the
 * word boundaries of Unicode (UAX #29) and lowers letters; as it stems nothing and leaves nothing out, it favours no language.
 *
 * <p>Safe for concurrent use.
 */
public final class Words {
    private static final Analyzer ANALYZER = new StandardAnalyzer();

    private Words() {}

    /** How often each word is in the text. */
    public static SortedMap<String, Integer> of(String text) {
        SortedMap<String, Integer> words = new TreeMap<>();
        try (TokenStream tokens = ANALYZER.tokenStream("", text)) {
            CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.merge(word.toString(), 1, Integer::sum);
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Collections.unmodifiableSortedMap(words);
    }
}
