package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A real model that cannot encode texts with the word {@value #POISON}, and now and then fails a batch of sound ones as well,
 * as one that runs out of memory may.
 *
 * <p>Safe for concurrent use.
 */
public final class FailingModel extends ForwardingModel {
    public static final String POISON = "poison";

    private final Random random;

    public FailingModel(TextModel model, long seed) {
        super(model);
        this.random = new Random(seed);
    }

    @Override
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        fail(texts);
        return sound.get();
    }

    private void fail(List<String> texts) {
        if (texts.stream().anyMatch(text -> text.contains(POISON))) {
            throw new EncoderException("a text is " + POISON, null);
        }
        if (texts.size() > 1 && random.nextInt(4) == 0) {
            throw new EncoderException("a batch of " + texts.size() + " fails", null);
        }
    }
}
