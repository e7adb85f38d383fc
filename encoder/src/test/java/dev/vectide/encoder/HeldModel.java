package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.space.Space;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A real model that can be held in the middle of its work, or made to answer everything alike.
 *
 * <p>Safe for concurrent use.
 */
public final class HeldModel implements TextModel {
    private final TextModel model;
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile @Nullable Encoded answer;
    private volatile boolean held;

    public HeldModel(TextModel model) {
        this.model = model;
    }

    /** From now on no text is encoded. */
    public void hold() {
        released = new CountDownLatch(1);
    }

    public void release() {
        released.countDown();
    }

    /** Whether somebody waits for an answer. */
    public boolean isHeld() {
        return held;
    }

    public void answerWith(Encoded wrong) {
        answer = wrong;
    }

    @Override
    public List<Encoded> encode(List<String> texts, InputType type) {
        if (texts.isEmpty()) {
            return List.of();
        }
        await();
        Encoded wrong = answer;
        return wrong == null ? model.encode(texts, type) : Collections.nCopies(texts.size(), wrong);
    }

    private void await() {
        held = true;
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EncoderException("interrupted while encoding", e);
        } finally {
            held = false;
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
