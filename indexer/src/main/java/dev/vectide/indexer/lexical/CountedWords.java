package dev.vectide.indexer.lexical;

import java.util.Iterator;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.TermFrequencyAttribute;

/** Words as Lucene takes them in: each once, with how often it is there. Places in the text are not kept. */
final class CountedWords extends TokenStream {
    private final CharTermAttribute word = addAttribute(CharTermAttribute.class);
    private final TermFrequencyAttribute frequency = addAttribute(TermFrequencyAttribute.class);
    private final Iterator<Map.Entry<String, Integer>> words;

    CountedWords(Map<String, Integer> words) {
        this.words = words.entrySet().iterator();
    }

    @Override
    public boolean incrementToken() {
        if (!words.hasNext()) {
            return false;
        }
        clearAttributes();
        Map.Entry<String, Integer> next = words.next();
        word.append(next.getKey());
        frequency.setTermFrequency(next.getValue());
        return true;
    }
}
