package dev.vectide.encoder.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Text to token ids. A tokenizer.json may carry limits of its own (MiniLM's cuts and pads at 128): both are switched off
 * here, and the cut at the space's maximum is made where it can be seen.
 *
 * <p>Safe for concurrent use.
 */
final class TextTokenizer implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;
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
    }

    /** Cuts to the maximum, keeping the closing special token. */
    Tokens tokenize(String text) {
        long[] ids = ids(text);
        if (ids.length <= maxTokens) {
            return new Tokens(ids, ids.length);
        }
        long[] cut = java.util.Arrays.copyOf(ids, maxTokens);
        cut[maxTokens - 1] = ids[ids.length - 1];
        return new Tokens(cut, ids.length);
    }

    /** Nothing but the ids: DJL's own call also makes an object and a string of every token. */
    private long[] ids(String text) {
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
