package dev.vectide.encoder;

import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import dev.vectide.encoder.batch.BatchListener;
import java.util.List;
import java.util.function.Supplier;

/**
 * A text model around another one, which answers for all that a subclass does not change. What it is asked for it asks by the
 * same method, so that a stream's texts stay behind those that somebody waits for.
 *
 * <p>As safe for concurrent use as the model inside.
 */
public abstract class ForwardingModel implements TextModel {
    private final TextModel inner;

    protected ForwardingModel(TextModel inner) {
        this.inner = inner;
    }

    /**
     * Answers for texts, whoever asks.
     *
     * @param sound what the model inside answers; it need not be asked
     */
    protected List<Encoded> answer(List<String> texts, Supplier<List<Encoded>> sound) {
        return sound.get();
    }

    @Override
    public final List<Encoded> encode(List<String> texts, InputType type) {
        return answer(texts, () -> inner.encode(texts, type));
    }

    @Override
    public final List<Encoded> encodeContents(List<Content> contents) {
        List<String> texts =
                contents.stream().map(content -> ((Content.Text) content).text()).toList();
        return answer(texts, () -> inner.encodeContents(contents));
    }

    @Override
    public final int tokens(String document) {
        return inner.tokens(document);
    }

    @Override
    public final List<Window> windows(String document, int overlap) {
        return inner.windows(document, overlap);
    }

    @Override
    public Space space() {
        return inner.space();
    }

    @Override
    public final String producer() {
        return inner.producer();
    }

    @Override
    public final void listen(BatchListener listener) {
        inner.listen(listener);
    }

    @Override
    public void close() {
        inner.close();
    }
}
