package dev.vectide.encoder.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.vectide.encoder.Window;
import dev.vectide.encoder.batch.TextWindows;
import dev.vectide.encoder.token.WordPiece;
import dev.vectide.encoder.token.WordPieceReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Text to token ids. A tokenizer.json may carry limits of its own (MiniLM's cuts and pads at 128): both are switched off
 * here, and the cut at the space's maximum is made where it can be seen. The library knows every tokeniser and every script;
 * plain texts for BERT's tokeniser are cut here, several times as fast, once that was seen to do the same.
 *
 * <p>Safe for concurrent use.
 */
final class TextTokenizer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TextTokenizer.class);
    private static final List<String> PROBES = List.of(
            "",
            " Two  words,\tone_TAB; a new\nline & \"quotes\" (really)!",
            "unbelievably antidisestablishmentarianism xqzvkjw 0x80070057 3.14159 I'm don't",
            "a" + "b".repeat(120) + " #hash ##ing [unused7] http://example.org/p?q=1%20");

    private final HuggingFaceTokenizer tokenizer;
    private final @Nullable WordPiece plain;
    private final int maxTokens;

    TextTokenizer(byte[] json, int maxTokens) {
        this.maxTokens = maxTokens;
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("truncation", "false", "padding", "false", "addSpecialTokens", "true"));
        } catch (IOException e) {
            throw new UncheckedIOException("tokenizer.json cannot be read: " + e.getMessage(), e);
        }
        this.plain = WordPieceReader.read(json).flatMap(this::proven).orElse(null);
    }

    private Optional<WordPiece> proven(WordPiece ours) {
        for (String probe : PROBES) {
            if (!Arrays.equals(ours.ids(probe), library(probe))) {
                LOG.warn("tokenizer.json looks like BERT's, but the library cuts \"{}\" otherwise; it is left to the library", probe);
                return Optional.empty();
            }
        }
        return Optional.of(ours);
    }

    /** Cuts to the maximum, keeping the closing special token. */
    Tokens tokenize(String text) {
        long[] ids = ids(text);
        if (ids.length <= maxTokens) {
            return new Tokens(ids, ids.length);
        }
        long[] cut = Arrays.copyOf(ids, maxTokens);
        cut[maxTokens - 1] = ids[ids.length - 1];
        return new Tokens(cut, ids.length);
    }

    /** Tokens of a text, special ones included. */
    int count(String text) {
        return ids(text).length;
    }

    /** Windows over a text, each of which, behind the prefix, is within the maximum. */
    List<Window> windows(String prefix, String text, int overlap) {
        List<TextWindows.Token> tokens = tokens(text);
        int most = Math.max(1, maxTokens - count(prefix));
        List<Window> windows = TextWindows.of(tokens, text, most, overlap);
        // A word that had to be cut may have more tokens in its parts.
        while (most > 1 && windows.stream().anyMatch(window -> isTooLong(prefix, text, window))) {
            most = Math.max(1, most * 3 / 4);
            windows = TextWindows.of(tokens, text, most, overlap);
        }
        return windows;
    }

    private boolean isTooLong(String prefix, String text, Window window) {
        return count(prefix + text.substring(window.start(), window.end())) > maxTokens;
    }

    /** Without special ones. The tokenizer counts code points. */
    private List<TextWindows.Token> tokens(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        CharSpan[] spans = encoding.getCharTokenSpans();
        long[] words = encoding.getWordIds();
        List<TextWindows.Token> tokens = new ArrayList<>(spans.length);
        int[] units = utf16(text);
        for (int i = 0; i < spans.length; i++) {
            if (spans[i] != null) {
                tokens.add(new TextWindows.Token(units[spans[i].getStart()], units[spans[i].getEnd()], words[i]));
            }
        }
        return tokens;
    }

    /** By code point: where it begins, in UTF-16 code units; and the length at the end. */
    private static int[] utf16(String text) {
        int[] units = new int[text.codePointCount(0, text.length()) + 1];
        int unit = 0;
        for (int i = 0; i < units.length - 1; i++) {
            units[i] = unit;
            unit += Character.charCount(text.codePointAt(unit));
        }
        units[units.length - 1] = text.length();
        return units;
    }

    private long[] ids(String text) {
        long[] ids = plain == null ? null : plain.ids(text);
        return ids == null ? library(text) : ids;
    }

    /** Nothing but the ids: DJL's own call also makes an object and a string of every token. */
    private long[] library(String text) {
        long encoding = TokenizersLibrary.LIB.encode(tokenizer.getHandle(), text, true);
        try {
            return TokenizersLibrary.LIB.getTokenIds(encoding);
        } finally {
            TokenizersLibrary.LIB.deleteEncoding(encoding);
        }
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
