package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import java.util.List;
import java.util.Random;

/**
 * A real model that cannot encode texts with the word {@value #POISON}, and now and then fails a batch of sound ones as well,
 * as one that runs out of memory may.
 *
 * <p>Safe for concurrent use.
 */
public final class FailingModel implements TextModel {
    public static final String POISON = "poison";

    private final TextModel model;
    private final Random random;

    public FailingModel(TextModel model, long seed) {
        this.model = model;
        this.random = new Random(seed);
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        fail(texts);
        return model.encode(texts, type);
    }

    @Override
    public List<Encoded> encodeContents(List<Content> contents) {
        fail(contents.stream().map(content -> ((Content.Text) content).text()).toList());
        return model.encodeContents(contents);
    }

    private void fail(List<String> texts) {
        if (texts.stream().anyMatch(text -> text.contains(POISON))) {
            throw new EncoderException("a text is " + POISON, null);
        }
        if (texts.size() > 1 && random.nextInt(4) == 0) {
            throw new EncoderException("a batch of " + texts.size() + " fails", null);
        }
    }

    @Override
    public int tokens(String document) {
        return model.tokens(document);
    }

    @Override
    public List<Window> windows(String document, int overlap) {
        return model.windows(document, overlap);
    }

    @Override
    public Space space() {
        return model.space();
    }

    @Override
    public String producer() {
        return model.producer();
    }

    @Override
    public void close() {
        model.close();
    }
}
