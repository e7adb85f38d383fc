package dev.vectide.bench.encoder;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.vectide.bench.Glosses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Texts that no side cuts, in random order, so that any first part of them is like the whole.
 *
 * @param texts at most {@code mostTokens} tokens each
 * @param tokens of all of them, special ones included
 */
record Sample(List<String> texts, long tokens) {
    private static final long SEED = 20_261_125;

    static Sample of(int count, int mostTokens) throws IOException {
        List<String> found = new ArrayList<>();
        try (HuggingFaceTokenizer tokenizer = tokenizer("all-minilm-l6-v2")) {
            for (String text : Glosses.texts(2 * count)) {
                if (found.size() < count && tokenizer.encode(text).getIds().length <= mostTokens) {
                    found.add(text);
                }
            }
            Collections.shuffle(found, new Random(SEED));
            return of(found, tokenizer);
        }
    }

    /** The first {@code count} of them. */
    Sample first(int count) throws IOException {
        try (HuggingFaceTokenizer tokenizer = tokenizer("all-minilm-l6-v2")) {
            return of(texts.subList(0, Math.min(count, texts.size())), tokenizer);
        }
    }

    double tokensPerText() {
        return (double) tokens / texts.size();
    }

    /** Without the limits that the file carries. */
    static HuggingFaceTokenizer tokenizer(String model) throws IOException {
        return HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(RawLoop.resource("/" + model + "-tokenizer.json")),
                Map.of("truncation", "false", "padding", "false"));
    }

    private static Sample of(List<String> texts, HuggingFaceTokenizer tokenizer) {
        long tokens = texts.stream().mapToLong(text -> tokenizer.encode(text).getIds().length).sum();
        return new Sample(List.copyOf(texts), tokens);
    }
}
