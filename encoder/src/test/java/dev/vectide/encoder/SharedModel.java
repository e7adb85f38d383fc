package dev.vectide.encoder;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.encoder.Encoded;
import dev.vectide.core.encoder.InputType;
import dev.vectide.core.event.Content;
import dev.vectide.core.space.Space;
import java.util.List;
import java.util.Map;

/**
 * The default space's real model, loaded once for all tests of a JVM: closing it does nothing.
 *
 * <p>Safe for concurrent use.
 */
public final class SharedModel implements TextModel {
    private final TextModel model =
            (TextModel) EncoderApp.load(ConfigReader.read(null, Map.of())).get(0);

    private SharedModel() {}

    public static TextModel get() {
        return Holder.SHARED;
    }

    /** The vector of one document's text, as the model gives it when it is alone. */
    public static Encoded document(String text) {
        return get().encode(List.of(text), InputType.DOCUMENT).get(0);
    }

    @Override
    public List<Encoded> encodeContents(List<Content> contents) {
        return model.encodeContents(contents);
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
    public List<Encoded> encode(List<String> texts, InputType type) {
        return model.encode(texts, type);
    }

    @Override
    public void close() {
        // The JVM's end closes it.
    }

    private static final class Holder {
        private static final TextModel SHARED = new SharedModel();
    }
}
