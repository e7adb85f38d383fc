package dev.vectide.local.wordnet;

import java.util.List;

/**
 * One meaning, and the words that have it.
 *
 * @param id byte offset in its database file and part of speech, such as {@code 02084071-n}
 * @param category name of its lexicographer file, such as {@code noun.animal}
 * @param words most usual first, spaces written as such
 * @param definition the gloss without its examples
 */
public record Synset(String id, String category, List<String> words, String definition) {
    public Synset {
        words = List.copyOf(words);
    }
}
