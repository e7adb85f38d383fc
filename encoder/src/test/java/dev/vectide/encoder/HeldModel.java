package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.EncoderException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A real model that can be held in the middle of its work, or made to answer everything alike.
 *
 * <p>Safe for concurrent use.
 */
public final class HeldModel extends ForwardingModel {
    private volatile CountDownLatch released = new CountDownLatch(0);
    private volatile @Nullable Encoded answer;
    private volatile boolean held;

    public HeldModel(TextModel model) {
        super(model);
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
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        if (texts.isEmpty()) {
            return List.of();
        }
        await();
        Encoded wrong = answer;
        return wrong == null ? sound.get() : Collections.nCopies(texts.size(), wrong);
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
}
